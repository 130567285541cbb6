import type { TrackId } from '../../../src-preload/contract.ts';
import { type Command, UsageError, wholeNumber } from '../command.ts';
import { describeResults, toResult } from './search.ts';

const WAYS = ['sound', 'weighted', 'text'] as const;

/** Songs like a song. */
export const similar: Command = {
  usage: 'similar <trackId> [--by sound|weighted|text] [--limit 10]',
  summary: 'songs like a song, by how they sound or by what is said of them',
  flags: { by: { type: 'string' }, limit: { type: 'string' } },
  async run({ words, flags }, { call, write }) {
    if (words.length !== 1) throw new UsageError('similar takes the id of one song.');
    const trackId = wholeNumber('similar', words[0])! as TrackId;
    if (trackId < 1) throw new UsageError('An id is a whole number from 1 on.');
    const by = WAYS.find((way) => way === (flags.by ?? 'sound'));
    if (!by) throw new UsageError(`--by is one of ${WAYS.join(', ')}.`);
    const limit = wholeNumber('--limit', flags.limit) ?? 10;
    const { results, notice, ms } = await call('search.similar', { trackId, by, limit });
    const songs = results.map(toResult);
    const document = { results: songs, ...(notice === null ? {} : { notice }), ms };
    await write(document, [...(notice === null ? [] : [notice]), ...describeResults(songs)].join('\n'));
    return 0;
  },
};
