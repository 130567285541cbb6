/** Small sound files, made byte by byte: two seconds of silence with a title, an artist, an album and a genre. */

export type Tags = {
  readonly title: string;
  readonly artist: string;
  readonly album?: string;
  readonly genre?: string;
};

const u32le = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u32be = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const u16 = (value: number) => Buffer.from([value & 255, value >> 8]);

/** A tag of ID3v2.3, texts in UTF-16. */
function id3Tag({ title, artist, album = 'Album', genre = 'Pop' }: Tags): Buffer {
  const frame = (id: string, text: string) => {
    const body = Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    return Buffer.concat([Buffer.from(id), u32be(body.length), Buffer.from([0, 0]), body]);
  };
  const texts = { TIT2: title, TPE1: artist, TALB: album, TCON: genre, TSRC: 'USRC17607839' };
  const frames = Buffer.concat(Object.entries(texts).map(([id, text]) => frame(id, text)));
  const size = [21, 14, 7, 0].map((bits) => (frames.length >> bits) & 127);
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([3, 0, 0, ...size]), frames]);
}

/** MPEG 1 layer 3, 128 kbps, 44.1 kHz, with an ID3 tag. */
export function mp3File(tags: Tags): Buffer {
  const sound = Buffer.alloc(417);
  sound.set([0xff, 0xfb, 0x90, 0x64]);
  return Buffer.concat([id3Tag(tags), ...Array.from({ length: 77 }, () => sound)]);
}

function vorbisComments({ title, artist, album = 'Album', genre = 'Pop' }: Tags): Buffer {
  const text = (value: string) => Buffer.concat([u32le(Buffer.byteLength(value)), Buffer.from(value)]);
  const lines = [`TITLE=${title}`, `ARTIST=${artist}`, `ALBUM=${album}`, `GENRE=${genre}`, 'DATE=1999-05-01'];
  return Buffer.concat([text('test'), u32le(lines.length), ...lines.map(text)]);
}

/** FLAC: stream info and comments, without a frame of sound. */
export function flacFile(tags: Tags): Buffer {
  const block = (type: number, isLast: boolean, body: Buffer) =>
    Buffer.concat([Buffer.from([type | (isLast ? 128 : 0)]), u32be(body.length).subarray(1), body]);
  const info = Buffer.alloc(34);
  info.writeUInt16BE(4096, 0);
  info.writeUInt16BE(4096, 2);
  // 44,100 Hz in 20 bits, two channels, 16 bits, 88,200 samples in 36 bits.
  info.set([0x0a, 0xc4, 0x42, 0xf0, 0x00, 0x01, 0x58, 0x88], 10);
  return Buffer.concat([Buffer.from('fLaC'), block(0, false, info), block(4, true, vorbisComments(tags))]);
}

/** An Ogg page of whole packets. Its sum is left out; readers of tags do not check it. */
function oggPage(kind: number, number: number, samples: number, packets: readonly Buffer[]): Buffer {
  const lacing = packets.flatMap(({ length }) => [
    ...Array<number>(Math.floor(length / 255)).fill(255),
    length % 255,
  ]);
  const head = Buffer.concat([
    Buffer.from('OggS'),
    Buffer.from([0, kind]),
    u32le(samples),
    u32le(0),
    u32le(7),
    u32le(number),
    u32le(0),
    Buffer.from([lacing.length, ...lacing]),
  ]);
  return Buffer.concat([head, ...packets]);
}

/** Ogg Vorbis: the three headers and a last page. */
export function oggFile(tags: Tags): Buffer {
  const ident = Buffer.concat([
    Buffer.from('\u0001vorbis', 'latin1'),
    u32le(0),
    Buffer.from([2]),
    u32le(44_100),
    u32le(0),
    u32le(112_000),
    u32le(0),
    Buffer.from([0xb8, 1]),
  ]);
  const comment = Buffer.concat([
    Buffer.from('\u0003vorbis', 'latin1'),
    vorbisComments(tags),
    Buffer.from([1]),
  ]);
  const setup = Buffer.from('\u0005vorbis setup', 'latin1');
  return Buffer.concat([
    oggPage(2, 0, 0, [ident]),
    oggPage(0, 1, 0, [comment, setup]),
    oggPage(4, 2, 88_200, [Buffer.alloc(20)]),
  ]);
}

/** Opus in Ogg. */
export function opusFile(tags: Tags): Buffer {
  const head = Buffer.concat([
    Buffer.from('OpusHead'),
    Buffer.from([1, 2]),
    u16(0),
    u32le(48_000),
    u16(0),
    Buffer.from([0]),
  ]);
  const comment = Buffer.concat([Buffer.from('OpusTags'), vorbisComments(tags)]);
  return Buffer.concat([
    oggPage(2, 0, 0, [head]),
    oggPage(0, 1, 0, [comment]),
    oggPage(4, 2, 96_000, [Buffer.alloc(20)]),
  ]);
}

/** WAV: 8 bits, 8 kHz, one channel, with an ID3 tag. */
export function wavFile(tags: Tags): Buffer {
  const chunk = (id: string, body: Buffer) =>
    Buffer.concat([Buffer.from(id), u32le(body.length), body, Buffer.alloc(body.length % 2)]);
  const format = Buffer.concat([u16(1), u16(1), u32le(8_000), u32le(8_000), u16(1), u16(8)]);
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format),
    chunk('id3 ', id3Tag(tags)),
    chunk('data', Buffer.alloc(16_000, 128)),
  ]);
  return Buffer.concat([Buffer.from('RIFF'), u32le(body.length), body]);
}

/** MPEG 4 audio: a header of the film and its tags, without sound. */
export function m4aFile({ title, artist, album = 'Album', genre = 'Pop' }: Tags): Buffer {
  const atom = (id: string, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([u32be(body.length + 8), Buffer.from(id, 'latin1'), body]);
  };
  const tag = (id: string, value: string) => atom(id, atom('data', u32be(1), u32be(0), Buffer.from(value)));
  const film = Buffer.alloc(100);
  film.writeUInt32BE(1_000, 12);
  film.writeUInt32BE(2_000, 16);
  const handler = Buffer.concat([Buffer.alloc(8), Buffer.from('mdirappl'), Buffer.alloc(9)]);
  const list = atom(
    'ilst',
    tag('\u00a9nam', title),
    tag('\u00a9ART', artist),
    tag('\u00a9alb', album),
    tag('\u00a9gen', genre),
  );
  const moov = atom(
    'moov',
    atom('mvhd', film),
    atom('udta', atom('meta', Buffer.alloc(4), atom('hdlr', handler), list)),
  );
  return Buffer.concat([
    atom('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42')),
    moov,
    atom('mdat', Buffer.alloc(64)),
  ]);
}
