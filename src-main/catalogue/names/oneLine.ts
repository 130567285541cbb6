/** Control characters, line separators of Unicode, and marks that turn the direction of the text around them. */
const unwanted =
  // eslint-disable-next-line no-control-regex -- that is what it looks for
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g;
const needsChange = /[^\u0020-\u007e]|^ | $| {2}/;

/** A text that cannot break out of its line, in a file, a list or a terminal: control characters gone, blanks collapsed. */
export function oneLine(text: string): string {
  if (!needsChange.test(text)) return text;
  return text.toWellFormed().replace(unwanted, ' ').replace(/\s+/g, ' ').trim();
}
