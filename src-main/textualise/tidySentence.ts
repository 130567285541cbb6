/**
 * The sentence without what parts that were left out leave behind: spaces in a
 * row, a comma after nothing, a space before a mark.
 */
export function tidySentence(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[,.;:!?)])/g, '')
    .replaceAll(/(^|[(,;:.])(?:,|;)+/g, '$1')
    .replaceAll(/[,;:]+(?=[.)]|$)/g, '')
    .replaceAll(/(^|\.)\.+/g, '$1')
    .trim();
}
