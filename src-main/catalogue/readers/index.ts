import { audioFile } from './audio/audioFile.ts';
import { lastfm, lastfmPlain } from './listens/lastfm.ts';
import { listenBrainz } from './listens/listenBrainz.ts';
import { jsonTracks } from './mapped/jsonTracks.ts';
import type { CatalogueReader } from './reader.ts';
import { extendedHistory } from './spotifyExport/extendedHistory.ts';
import { playlists } from './spotifyExport/playlists.ts';
import { streamingHistory } from './spotifyExport/streamingHistory.ts';
import { yourLibrary } from './spotifyExport/yourLibrary.ts';
import { centuryTracks } from './tables/centuryTracks.ts';
import { exportify } from './tables/exportify.ts';
import { spotifyTracks } from './tables/spotifyTracks.ts';
import { tidytuesday } from './tables/tidytuesday.ts';
import { top50 } from './tables/top50.ts';

/** Every reader of a known format; the first that recognises a file reads it. */
export const readers: readonly CatalogueReader[] = [
  audioFile,
  extendedHistory,
  streamingHistory,
  yourLibrary,
  playlists,
  listenBrainz,
  spotifyTracks,
  tidytuesday,
  centuryTracks,
  top50,
  exportify,
  lastfm,
  lastfmPlain,
  jsonTracks,
];
