const SHOWN_CHARACTERS = 200;

/** A URL fit to be shown: without user, password, query and fragment, where signatures and tokens travel. */
export function redactUrl(url: URL): string {
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  return shown.length > SHOWN_CHARACTERS ? `${shown.slice(0, SHOWN_CHARACTERS)}…` : shown;
}
