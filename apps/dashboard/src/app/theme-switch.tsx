import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { chooseTheme, readTheme } from './theme.ts';

const darkSystem = '(prefers-color-scheme: dark)';

/** Turns light to dark and back. Who never touches it has what the system says. */
export function ThemeSwitch(): JSX.Element {
  const [theme, setTheme] = useState(readTheme);
  const [isSystemDark, setSystemDark] = useState(() => matchMedia(darkSystem).matches);
  useEffect(() => {
    const query = matchMedia(darkSystem);
    const look = (): void => setSystemDark(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  const isDark = theme === 'dark' || (theme === 'system' && isSystemDark);
  const turn = (): void => {
    // What the system says is chosen by saying nothing, so that the page follows it from then on.
    const next = isDark === isSystemDark ? (isDark ? 'light' : 'dark') : 'system';
    chooseTheme(next);
    setTheme(next);
  };
  const words = isDark ? 'Use light colours' : 'Use dark colours';
  return (
    <button type="button" class="icon-button" aria-label={words} title={words} onClick={turn}>
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  );
}
