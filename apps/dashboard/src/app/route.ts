/** A place on the page, as the address's hash names it. */
export type Route =
  | { readonly page: 'images' }
  | { readonly page: 'image'; readonly id: string }
  | { readonly page: 'change-sets' }
  | { readonly page: 'change-set'; readonly configRepo: string; readonly id: string }
  | { readonly page: 'health' }
  | { readonly page: 'playground' }
  | { readonly page: 'missing'; readonly path: string };

/** A route together with what stands after the question mark: search, filter and sort. */
export interface Place {
  readonly route: Route;
  readonly query: URLSearchParams;
}

/** @param hash as `location.hash` gives it, such as `#/images/0123456789abcdef?search=1.4` */
export function readHash(hash: string): Place {
  const text = hash.replace(/^#/, '');
  const mark = text.indexOf('?');
  const path = mark === -1 ? text : text.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : text.slice(mark + 1));
  return { route: readPath(path), query };
}

/** A link to a place, for `href`. */
export function hrefOf(route: Route, query?: URLSearchParams): string {
  const text = query?.toString() ?? '';
  return `#${printPath(route)}${text === '' ? '' : `?${text}`}`;
}

function readPath(path: string): Route {
  const missing: Route = { page: 'missing', path };
  const parts = decodeParts(path);
  if (parts === undefined) return missing;
  const [page, first, second, ...more] = parts;
  if (page === undefined) return { page: 'images' };
  if (more.length > 0) return missing;
  if (page === 'images' && second === undefined) {
    return first === undefined ? { page: 'images' } : { page: 'image', id: first };
  }
  if (page === 'change-sets') {
    if (first === undefined) return { page: 'change-sets' };
    return second === undefined ? missing : { page: 'change-set', configRepo: first, id: second };
  }
  if ((page === 'health' || page === 'playground') && first === undefined) return { page };
  return missing;
}

/** @returns undefined where a percent sign begins no escape */
function decodeParts(path: string): string[] | undefined {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function printPath(route: Route): string {
  switch (route.page) {
    case 'images':
      return '/';
    case 'image':
      return `/images/${encodeURIComponent(route.id)}`;
    case 'change-set':
      return `/change-sets/${encodeURIComponent(route.configRepo)}/${encodeURIComponent(route.id)}`;
    case 'missing':
      return route.path;
    default:
      return `/${route.page}`;
  }
}
