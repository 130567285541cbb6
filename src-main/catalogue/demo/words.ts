/** A vocabulary that fits several genres. */
export type Palette = 'bright' | 'night' | 'quiet' | 'hard' | 'street' | 'rural';

type Words = { readonly qualities: readonly string[]; readonly things: readonly string[] };

const list = (words: string) => words.split(' ');

/** Qualities and things, by palette. */
export const palettes: Readonly<Record<Palette, Words>> = {
  bright: {
    qualities: list(
      'Golden Sugar Electric Summer Dizzy Happy Candy Bright Lucky Neon Wild Tender Open Sunny Loud',
    ),
    things: list(
      'Hearts Balloons Weekend Carousel Confetti Morning Kisses Lemonade Parade Fireworks Summer Rooftop Colours Postcards Mirrorball Festival Daylight Holiday Laughter Rainbow',
    ),
  },
  night: {
    qualities: list(
      'Blue Velvet Silver Midnight Hollow Distant Magnetic Slow Chrome Violet Late Liquid Secret Silent Deep',
    ),
    things: list(
      'Signals Neon Satellites Tunnel Shadows Subway Mirage Pulse Circuit Static Orbit Skyline Echoes Smoke Elevator Windows Moonlight Terminal Machine Motel',
    ),
  },
  quiet: {
    qualities: list(
      'Paper Small Pale Winter Gentle Forgotten Faded Patient Soft Empty Grey Lonely Borrowed Quiet Late',
    ),
    things: list(
      'Letters Lanterns Snowfall Rooms Tea Harbour Photographs Attic Feathers Silence Candles Rain Piano Bridges Blankets Breath Maps Curtains Garden Ashes',
    ),
  },
  hard: {
    qualities: list(
      'Broken Iron Black Burning Savage Rusted Bitter Reckless Crimson Raw Cruel Final Heavy Blind Feral',
    ),
    things: list(
      'Engines Teeth Thunder Wreckage Bones Hammer Riot Furnace Wolves Chains Sirens Gasoline Ruins Throne Venom Asphalt Fists Storm Knives Empire',
    ),
  },
  street: {
    qualities: list(
      'Easy Cold Real Slow Smooth Corner Uptown Heavy Sweet Brown Sunday Honest Fresh Low Long',
    ),
    things: list(
      'Avenue Money Love Groove Kitchen Corner Shoes Promises Alibi Barbershop Cadillac Honey Laundry Stairs Tomorrow Neighbours Pocket Trouble Sugar Blocks',
    ),
  },
  rural: {
    qualities: list(
      'Dusty Green Barefoot Crooked Wandering Old River Wooden Harvest Salty Country Faithful Warm Tall Lazy',
    ),
    things: list(
      'River Orchard Fences Hills Wagon Meadow Sparrow Whiskey Porch Lighthouse Corn Tides Foxes Mountain Road Barn Island Hammock Chapel Wind',
    ),
  },
};

/** What a song is about when it is about someone or some time. */
export const scenes: readonly string[] = [
  'in the Rain',
  'at Noon',
  'Without You',
  'on the Line',
  'Before Dawn',
  'for Nobody',
  'Again',
  'in My Head',
  'After All',
  'by the Sea',
  'on Repeat',
  'Until Morning',
];

/** Openings of titles that speak. */
export const openings: readonly string[] = [
  'Waiting for',
  'Counting',
  'Chasing',
  'Leaving',
  'Back to',
  'Dancing with',
  'No More',
  'Ode to',
  'Running from',
  'Sleeping through',
  'Give Me',
  'All These',
];

/** Syllables of names that nobody bears. */
export const syllables = {
  first: list('Ve Ta Lu Mi Or Sa Ka Be No Ri Eli Jo Da Fa Hel Ma Zo Ani Ira Pe'),
  middle: list('lo ri ma ne va du li sha ro mi ta no be ka'),
  last: list('ra len dor mis vik na rel to sen wyn ska lin dez mond quist bray'),
} as const;
