import './app/tokens.css';
import './app/base.css';
import './app/shell.css';
import { render } from 'preact';
import { App } from './app/app.tsx';
import { readTheme, showTheme } from './app/theme.ts';

showTheme(readTheme());
const page = document.getElementById('page');
if (page !== null) render(<App />, page);
