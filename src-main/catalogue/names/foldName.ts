/** Letters that Unicode does not take apart into a plain letter and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};

/** Most names: nothing in them to fold. */
const plain = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/**
 * A name as it is compared: lower case, without accents and punctuation, words
 * parted by one space, "&" read as "and". Letters and vowel signs of every
 * script stay. A name of nothing but signs ("!!!", "÷") stays as it is, so that
 * it is the same as no other.
 */
export function foldName(name: string): string {
  const lower = name.toLowerCase();
  if (plain.test(lower)) return lower;
  const decomposed = name.normalize('NFKD').toLowerCase();
  const folded = decomposed
    // The accents of Latin, Greek and Cyrillic; the marks of other scripts are letters of theirs.
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßæœøđðłþı]/g, (letter) => plainLetters[letter]!)
    .replace(/&/g, ' and ')
    // "Don't" is "Dont", and "R.E.M." is "REM".
    .replace(/['’‘`´]|(?<=(?:^|\P{L})\p{L})\./gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .normalize('NFC');
  return folded || decomposed.trim();
}
