import type { Handlers, TrackId } from '../../../src-preload/contract.ts';
import { readTextTracks } from '../../storage/tracks/textTracks.ts';
import { createTextualiser } from '../../textualise/createTextualiser.ts';
import type { EngineParts } from '../engineParts.ts';

type IndexMethod = 'index.status' | 'index.build' | 'template.get' | 'template.set' | 'template.preview';

/** How many songs stand for a catalogue when none are named. */
const EXAMPLES = 3;

/** The vector index and the sentences that it is made of. */
export function indexHandlers(parts: EngineParts): Handlers<IndexMethod> {
  const { db, index, templates } = parts;
  return {
    'index.status': () => index.vectors.status(),
    async 'index.build'({ fromScratch }) {
      if (fromScratch) await index.forget();
      return { jobId: await index.start() };
    },
    'template.get': () => ({ template: templates.current(), isDefault: templates.isDefault() }),
    async 'template.set'({ template }) {
      templates.set(template);
      // Without a model for search there is nothing to build; the template is kept all the same.
      return { jobId: await index.start().catch(() => null) };
    },
    async 'template.preview'({ template, trackIds }) {
      const textualiser = createTextualiser(template);
      const ids = trackIds.length > 0 ? trackIds : await exampleIds(parts);
      return readTextTracks(db, ids).map((track) => ({
        id: track.id,
        title: track.title,
        artist: track.artist,
        full: textualiser.textOf(track, 'full'),
        short: textualiser.textOf(track, 'short'),
      }));
    },
  };
}

/** A few songs, evenly out of the catalogue; all of a smaller one. */
async function exampleIds({ catalogue }: EngineParts): Promise<TrackId[]> {
  const { ids, size } = await catalogue.current();
  const count = Math.min(size, EXAMPLES);
  return Array.from({ length: count }, (_, at) => ids[Math.floor(((at + 0.5) * size) / count)] as TrackId);
}
