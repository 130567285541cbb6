/** What begins a sound file, as Latin-1, from a place in it. */
const signatures: readonly (readonly [at: number, start: string, mediaType: string])[] = [
  [0, 'ID3', 'audio/mpeg'],
  [0, 'fLaC', 'audio/flac'],
  [0, 'OggS', 'audio/ogg'],
  [8, 'WAVE', 'audio/wav'],
  [4, 'ftypM4A', 'audio/mp4'],
  [4, 'ftypM4B', 'audio/mp4'],
  [4, 'ftypmp4', 'audio/mp4'],
  [4, 'ftypisom', 'audio/mp4'],
  [4, 'ftypdash', 'audio/mp4'],
  [4, 'ftypiso', 'audio/mp4'],
];

/** The media type of a sound file by its first bytes; null for anything else. */
export function audioFormatOf(opening: Buffer): string | null {
  const known = signatures.find(([at, start]) => opening.toString('latin1', at, at + start.length) === start);
  if (known) return known[2] === 'audio/wav' && opening.toString('latin1', 0, 4) !== 'RIFF' ? null : known[2];
  return startsWithFrames(opening) ? 'audio/mpeg' : null;
}

/** Whether the bytes are frames of MPEG audio: a header, and where it says that the next one stands, the next one. */
function startsWithFrames(opening: Buffer): boolean {
  const length = frameLength(opening, 0);
  return length !== null && frameLength(opening, length) !== null;
}

const BITRATES_KBPS = {
  v1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const SAMPLE_RATES_HZ = [44_100, 48_000, 32_000] as const;

/** Bytes of the layer 3 frame at `at`; null when there is none. (ISO/IEC 11172-3, 2.4.1.3) */
function frameLength(bytes: Buffer, at: number): number | null {
  if (at + 4 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xe6) !== 0xe2) return null;
  const version = (bytes[at + 1]! >> 3) & 3;
  const bitrate = (version === 3 ? BITRATES_KBPS.v1 : BITRATES_KBPS.v2)[bytes[at + 2]! >> 4];
  const rate = SAMPLE_RATES_HZ[(bytes[at + 2]! >> 2) & 3];
  if (version === 1 || !bitrate || !rate) return null;
  const divisor = version === 3 ? 1 : version === 2 ? 2 : 4;
  const samplesByEight = version === 3 ? 144 : 72;
  return Math.floor((samplesByEight * bitrate * 1000 * divisor) / rate) + ((bytes[at + 2]! >> 1) & 1);
}
