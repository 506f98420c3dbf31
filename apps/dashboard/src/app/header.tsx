import './header.css';
import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../parts/icon.tsx';
import { hrefOf, type Route } from './route.ts';
import { ThemeSwitch } from './theme-switch.tsx';

const links = [
  { word: 'Images', route: { page: 'images' }, pages: ['images', 'image'] },
  { word: 'Change sets', route: { page: 'change-sets' }, pages: ['change-sets', 'change-set'] },
  { word: 'Health', route: { page: 'health' }, pages: ['health'] },
  { word: 'Playground', route: { page: 'playground' }, pages: ['playground'] },
] as const;

export interface HeaderProps {
  /** The page that is shown; without it there is no navigation. */
  readonly page?: Route['page'];
  readonly onForgetToken?: (() => void) | undefined;
  readonly children?: ComponentChildren;
}

/** The name, the navigation, and what concerns the page as a whole. */
export function Header({ page, onForgetToken, children }: HeaderProps): JSX.Element {
  return (
    <header class="site-header">
      <a class="site-name" href={hrefOf({ page: 'images' })}>
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
          <path d="M16 3 28 10v12L16 29 4 22V10Z" />
          <path d="M10.5 17l4 4 7.5-9" />
        </svg>
        <span>Deployment Automator</span>
      </a>
      {page !== undefined && (
        <nav aria-label="Main">
          <ul>
            {links.map(({ word, route, pages }) => (
              <li key={word}>
                <a href={hrefOf(route)} aria-current={pages.some((one) => one === page) ? 'page' : undefined}>
                  {word}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div class="site-tools">
        {children}
        {onForgetToken !== undefined && (
          <button
            type="button"
            class="icon-button"
            aria-label="Forget the token"
            title="Forget the token"
            onClick={onForgetToken}
          >
            <Icon name="key" />
          </button>
        )}
        <ThemeSwitch />
      </div>
    </header>
  );
}
