/** Where the API is: beside this page, behind whatever prefix it stands. */
export function apiBase(document: Pick<Document, 'baseURI'>): URL {
  const base = new URL('api/v1/', document.baseURI);
  base.hash = '';
  base.search = '';
  return base;
}
