/** Where the faces live inside Electron: a scheme of the app's own, so that no page has the rights of a local file. */
export const RENDERER_SCHEME = 'waves';
export const RENDERER_ORIGIN = `${RENDERER_SCHEME}://app`;
export const JOURNAL_URL = `${RENDERER_ORIGIN}/`;
export const QUICK_URL = `${RENDERER_ORIGIN}/?face=quick`;
