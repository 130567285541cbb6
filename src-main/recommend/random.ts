/** Spreads the bits of a 32-bit integer; the finaliser of MurmurHash3 (Appleby, public domain). */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on `seed` and `key` alone, so that an order of drawing does not matter. Both are read as 32-bit integers. */
export function unitHash(seed: number, key: number): number {
  return mix(Math.imul(key, 0x9e3779b1) ^ mix(seed)) / 2 ** 32;
}

/** A generator of numbers in [0, 1), the same for the same seed (Weyl sequence through a 32-bit mixer, period 2³²). Not for secrets. */
export function createRandom(seed: number): () => number {
  let state = mix(seed);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state) / 2 ** 32;
  };
}
