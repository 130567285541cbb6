import type { TrackNumbers } from '../../storage/catalogue/catalogueRow.ts';
import type { GenreProfile } from './genreProfiles.ts';

type Random = () => number;

/**
 * How far songs stray from their genre, as standard deviations: of the log-odds
 * for shares, in dB for loudness, of the logarithm for tempo and duration; and
 * how much of a feature follows the energy of the song (ρ of a bivariate
 * normal). Set by hand so that the whole plane of moods is reached.
 */
const SPREAD = {
  energy: 0.8,
  valence: 0.95,
  danceability: 0.5,
  acousticness: 1.1,
  speechiness: 0.5,
  liveness: 0.7,
  loudness: 2.4,
  tempo: 0.13,
  duration: 0.2,
} as const;
const FOLLOWS_ENERGY = { loudness: 0.75, acousticness: -0.6, valence: 0.2, tempo: 0.2 } as const;
const FOLLOWS_DANCEABILITY = { valence: 0.4 } as const;

/** Log-odds of the liveness of a studio recording and of a concert, and how many are concerts. */
const LIVENESS = { studio: -1.9, concert: 1.6, concerts: 0.06 } as const;
/** Log-odds of the instrumentalness of a song with and without a voice. */
const INSTRUMENTALNESS = { sung: -7, played: 2 } as const;

/**
 * The numbers of one song: each share is drawn by its log-odds around the mean
 * of the genre, energy pulls loudness up and acousticness down, and danceable
 * songs are happier. `fame` in [0, 1) is the artist's.
 */
export function drawNumbers(random: Random, profile: GenreProfile, fame: number): TrackNumbers {
  const normal = () => drawNormal(random);
  const energy = normal();
  const danceability = normal();
  const along = (rho: number, lead: number) => rho * lead + Math.sqrt(1 - rho * rho) * normal();
  const share = (mean: number, spread: number, z: number) => rounded(logistic(logit(mean) + spread * z), 3);

  const happy = FOLLOWS_DANCEABILITY.valence * danceability + 0.92 * along(FOLLOWS_ENERGY.valence, energy);
  const isPlayed = random() < profile.instrumentalness;
  const isConcert = random() < LIVENESS.concerts;
  const valence = share(profile.valence, SPREAD.valence, happy);

  return {
    energy: share(profile.energy, SPREAD.energy, energy),
    valence,
    danceability: share(profile.danceability, SPREAD.danceability, danceability),
    tempo: rounded(
      within(profile.tempo * Math.exp(SPREAD.tempo * along(FOLLOWS_ENERGY.tempo, energy)), 50, 210),
      1,
    ),
    loudness: rounded(
      within(profile.loudness + SPREAD.loudness * along(FOLLOWS_ENERGY.loudness, energy), -45, 0),
      1,
    ),
    acousticness: share(
      profile.acousticness,
      SPREAD.acousticness,
      along(FOLLOWS_ENERGY.acousticness, energy),
    ),
    instrumentalness: rounded(
      logistic((isPlayed ? INSTRUMENTALNESS.played : INSTRUMENTALNESS.sung) + normal()),
      4,
    ),
    liveness: rounded(
      logistic((isConcert ? LIVENESS.concert : LIVENESS.studio) + SPREAD.liveness * normal()),
      3,
    ),
    speechiness: share(profile.speechiness, SPREAD.speechiness, normal()),
    musicalKey: Math.floor(random() * 12),
    mode: random() < 0.45 + 0.35 * valence ? 1 : 0,
    timeSignature: random() < 0.92 ? 4 : 3,
    durationMs: Math.round(within(profile.duration * Math.exp(SPREAD.duration * normal()), 60, 900)) * 1000,
    year: 2025 - Math.floor(60 * random() ** 2),
    isExplicit: profile.speechiness > 0.15 && random() < 0.4,
    popularity: Math.round(within(90 * fame ** 2.2 + 8 * normal(), 0, 96)),
  };
}

/** A standard normal number (Box and Muller 1958). */
function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function logit(share: number): number {
  return Math.log(share / (1 - share));
}

function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

function within(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
