/** What a key asks of the table. */
export type GridCommand =
  | { readonly kind: 'move'; readonly rows: number; readonly isExtending: boolean }
  | { readonly kind: 'jump'; readonly to: 'first' | 'last'; readonly isExtending: boolean }
  | { readonly kind: 'column'; readonly step: 1 | -1 }
  | { readonly kind: 'toggle' | 'all' | 'remove' | 'edit' | 'why' | 'alike' };

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const PLAIN: ReadonlyMap<string, GridCommand> = new Map<string, GridCommand>([
  [' ', { kind: 'toggle' }],
  ['Delete', { kind: 'remove' }],
  ['Backspace', { kind: 'remove' }],
  ['F2', { kind: 'edit' }],
  ['Enter', { kind: 'edit' }],
  ['i', { kind: 'why' }],
  ['m', { kind: 'alike' }],
  ['ArrowLeft', { kind: 'column', step: -1 }],
  ['ArrowRight', { kind: 'column', step: 1 }],
]);

/** What a key means in the table, of which `page` rows are in view; null for a key that means nothing there. */
export function gridKey(event: Key, page: number): GridCommand | null {
  const { key, shiftKey: isExtending } = event;
  if (event.altKey) return null;
  if (key === 'Home') return { kind: 'jump', to: 'first', isExtending };
  if (key === 'End') return { kind: 'jump', to: 'last', isExtending };
  if (event.ctrlKey || event.metaKey) return key.toLowerCase() === 'a' ? { kind: 'all' } : null;
  const rows = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[key];
  if (rows !== undefined) return { kind: 'move', rows, isExtending };
  return PLAIN.get(key.length === 1 ? key.toLowerCase() : key) ?? null;
}
