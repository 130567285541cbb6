const spotify =
  /(?:^|^spotify:track:|^https?:\/\/open\.spotify\.com\/(?:intl-\w+\/)?track\/)([0-9A-Za-z]{22})(?:\?.*)?$/;
const recording = /^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of a Spotify track, given as it is, as a URI or as a link; null for anything else. */
export function spotifyIdIn(field: string): string | null {
  return spotify.exec(field.trim())?.[1] ?? null;
}

/** An ISRC without its hyphens, in capitals; null for anything else. */
export function isrcIn(field: string): string | null {
  const code = field.replace(/[\s-]/g, '').toUpperCase();
  return recording.test(code) ? code : null;
}

/** An id of MusicBrainz; null for anything else. */
export function mbidIn(field: string): string | null {
  const id = field.trim().toLowerCase();
  return uuid.test(id) ? id : null;
}
