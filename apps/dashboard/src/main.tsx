import './app/tokens.css';
import './app/base.css';
import './app/shell.css';
import { render } from 'preact';
import { App } from './app/app.tsx';
import { readTheme, showTheme } from './app/theme.ts';

showTheme(readTheme());
// The list is not there yet when the browser would scroll to where it was.
history.scrollRestoration = 'manual';
const page = document.getElementById('page');
if (page !== null) render(<App />, page);
