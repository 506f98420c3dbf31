/** How the page looks: as the system asks for, or as the person chose. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'deployment-automator:theme';

/** What was chosen in this browser, `system` where nothing was or where it may not be kept. */
export function readTheme(): Theme {
  const kept = tryStorage(() => localStorage.getItem(key));
  return themes.find((theme) => theme === kept) ?? 'system';
}

/** Shows a theme, and keeps the choice for the next visit. */
export function chooseTheme(theme: Theme): void {
  tryStorage(() => localStorage.setItem(key, theme));
  showTheme(theme);
}

/** Marks the document; the style sheets do the rest. */
export function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}

/** A browser may forbid storage altogether: the page works without. */
function tryStorage<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
