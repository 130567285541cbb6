/** Pieces that break what reads text, tables, JSON or numbers. */
const pieces = [
  '"',
  '""',
  "'",
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\\',
  '\\u0000',
  '{',
  '}',
  '[',
  ']',
  ':',
  'null',
  'true',
  'NaN',
  'Infinity',
  '-1',
  '1e999',
  '-0',
  '0x10',
  '9'.repeat(400),
  '1,5',
  '\0',
  '\ufeff',
  '\ud800',
  'é',
  '夜',
  '\u202e',
  '%',
  '=cmd()',
  '../',
  '<',
  'x'.repeat(3_000),
  '__proto__',
  'constructor',
  '['.repeat(100),
  '{"a":'.repeat(70),
].map((piece) => Buffer.from(piece));

export type Random = () => number;

/** The bytes with a few changes: bits turned, pieces put in, cut out, doubled or moved, the end cut off. */
export function mutate(content: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(content);
  const place = (below: number) => Math.floor(random() * below);
  for (let change = 1 + place(5); change > 0; change--) {
    const at = place(bytes.length + 1);
    const end = Math.min(bytes.length, at + 1 + place(random() < 0.2 ? 400 : 12));
    const before = bytes.subarray(0, at);
    switch (place(7)) {
      case 0:
        if (at < bytes.length) bytes[at]! ^= 1 << place(8);
        break;
      case 1:
        bytes = Buffer.concat([before, pieces[place(pieces.length)]!, bytes.subarray(at)]);
        break;
      case 2:
        bytes = Buffer.concat([before, bytes.subarray(end)]);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
        break;
      case 4: {
        const cut = bytes.subarray(at, end);
        const rest = Buffer.concat([before, bytes.subarray(end)]);
        const to = place(rest.length + 1);
        bytes = Buffer.concat([rest.subarray(0, to), cut, rest.subarray(to)]);
        break;
      }
      case 5:
        bytes = Buffer.concat([
          before,
          Buffer.from(Array.from({ length: 1 + place(8) }, () => place(256))),
          bytes.subarray(end),
        ]);
        break;
      default:
        if (random() < 0.3) bytes = Buffer.from(before);
    }
  }
  return bytes;
}
