/** A text as the table sorts it: lower case, without accents, quotes or brackets before its first letter, and without "the". */
export function sortText(text: string): string {
  // Most texts are plain ASCII, and normalising them is what would take the time.
  // eslint-disable-next-line no-control-regex -- the range of ASCII begins there
  const plain = /^[\x00-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{Mn}/gu, '');
  const folded = plain.toLowerCase();
  return folded.replace(/^[^\p{L}\p{N}]+/u, '').replace(/^the (?=\S)/, '') || folded;
}
