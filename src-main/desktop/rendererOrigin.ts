/**
 * Where the faces live inside Electron: an origin of their own that the app
 * answers for. `.invalid` never resolves (RFC 6761), so should a request ever
 * miss the app, it fails instead of reaching somebody else. A web origin and
 * not a scheme of our own, for those must be registered before Electron is
 * ready, which not every launcher allows; and not `file:`, whose pages may
 * read files.
 */
export const RENDERER_ORIGIN = 'https://words-to-waves.invalid';
export const JOURNAL_URL = `${RENDERER_ORIGIN}/`;
/** The journal's page with the catalogue in it: the same document, so that nothing in it is lost. */
export const CATALOGUE_URL = `${RENDERER_ORIGIN}/#catalogue`;
export const QUICK_URL = `${RENDERER_ORIGIN}/?face=quick`;

/** Whether an address is a page of the app. */
export function isOurPage(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === RENDERER_ORIGIN;
}
