const words = ['the', 'day', 'happy', 'sad', 'not', 'great', 'rain', 'song', 'night', 'tired'];
const characters = [...'abcdefghijklmnopqrstuvwxyz0123456789.,!?\'"-:;()'];

/** The names that the two families give their special tokens, in the order of their ids. */
export const families = {
  bert: { tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]'], pad: 0, unknown: 1, first: 2, last: 3 },
  mpnet: { tokens: ['<s>', '<pad>', '</s>', '<unk>'], pad: 1, unknown: 3, first: 0, last: 2 },
} as const;

export type Family = keyof typeof families;

/** Every entry in the order of its id: special tokens, a few words, characters, characters inside a word. */
export function vocabularyOf(family: Family): string[] {
  return [
    ...families[family].tokens,
    ...words,
    ...characters,
    ...characters.map((character) => `##${character}`),
  ];
}

/** The `tokenizer.json` of a WordPiece tokenizer small enough to read. */
export function tinyTokenizer(family: Family): object {
  const { tokens, first, last, unknown } = families[family];
  const vocabulary = vocabularyOf(family);
  const special = (id: number) => ({ SpecialToken: { id: tokens[id], type_id: 0 } });
  const named = (id: number) => ({ id: tokens[id], ids: [id], tokens: [tokens[id]] });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: tokens.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special(first), { Sequence: { id: 'A', type_id: 0 } }, special(last)],
      pair: [],
      special_tokens: Object.fromEntries([first, last].map((id) => [tokens[id], named(id)])),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: tokens[unknown],
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((entry, id) => [entry, id])),
    },
  };
}
