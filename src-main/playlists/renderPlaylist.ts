import type { Document, ExportFormat } from '../../src-preload/contract.ts';
import type { PlaylistTrack } from './playlistTrack.ts';
import { renderCsv } from './renderCsv.ts';
import { renderM3u8 } from './renderM3u8.ts';
import { safeFileName } from './safeFileName.ts';

type Rendering = {
  readonly mediaType: string;
  render(tracks: readonly PlaylistTrack[], title: string): string;
};

const renderings: Readonly<Record<ExportFormat, Rendering>> = {
  m3u8: { mediaType: 'audio/x-mpegurl', render: renderM3u8 },
  csv: { mediaType: 'text/csv', render: renderCsv },
};

/** A list of songs as a file that can be saved, named after the list. */
export function renderPlaylist(
  format: ExportFormat,
  title: string,
  tracks: readonly PlaylistTrack[],
): Document {
  const { mediaType, render } = renderings[format];
  return { fileName: safeFileName(title, format), mediaType, content: render(tracks, title) };
}
