import type { Database } from 'better-sqlite3';

import type { Ear } from '../emotion/openEar.ts';
import { createSearch, type Search } from '../search/createSearch.ts';
import type { AudioWords } from '../search/understanding/audioWords.ts';
import { createWordMeanings } from '../search/understanding/createWordMeanings.ts';
import type { AudioNeighbours } from '../search/understanding/learnedWords.ts';
import type { VectorIndex } from '../vectors/vectorIndex.ts';
import type { HeldCatalogue } from './heldCatalogue.ts';
import { readResource } from './readResource.ts';
import type { TextTemplates } from './textTemplates.ts';

/** Opens search over a profile, on the word lists that ship with the app. */
export function openSearch(parts: {
  readonly db: Database;
  readonly profile: string;
  readonly resourcesDir: string;
  readonly catalogue: HeldCatalogue;
  readonly ear: Ear;
  readonly vectors: VectorIndex;
  readonly templates: TextTemplates;
  readonly report: (error: unknown) => void;
  /** Whether queries wait until all of the catalogue is read. */
  readonly isPatient: boolean;
}): Search {
  const { catalogue, ear, templates, resourcesDir } = parts;
  const audioWords = readResource(resourcesDir, 'audio-words.json') as AudioWords;
  const readNeighbours = () => readResource(resourcesDir, 'audio-neighbours.json') as AudioNeighbours;
  return createSearch({
    ...parts,
    view: () => catalogue.current(),
    audioWords,
    meanings: createWordMeanings(
      audioWords,
      readNeighbours,
      async (texts) => (await ear.embed(texts)).vectors,
    ),
    template: () => templates.current(),
    textualiser: () => templates.textualiser(),
    hear: (text) => ear.read(text),
  });
}
