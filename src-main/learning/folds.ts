/**
 * Parts 0 … `folds` − 1, one for each label, drawn by `random`: as equal in size
 * as can be, and each class spread over them as evenly as can be.
 */
export function stratifiedFolds(labels: ArrayLike<number>, folds: number, random: () => number): Uint8Array {
  const part = new Uint8Array(labels.length);
  let next = 0;
  for (const places of byLabel(labels).values()) {
    shuffle(places, random);
    for (const place of places) part[place] = next++ % folds;
  }
  return part;
}

/** The places at which a condition holds, ascending. */
export function placesWhere(length: number, holds: (place: number) => boolean): Uint32Array {
  const found: number[] = [];
  for (let place = 0; place < length; place++) if (holds(place)) found.push(place);
  return Uint32Array.from(found);
}

/** Puts the first `count` places in an order that is drawn evenly (Fisher and Yates), all of them by default. */
export function shuffle(
  values: { [place: number]: number; readonly length: number },
  random: () => number,
  count = values.length,
): void {
  for (let at = 0; at < Math.min(count, values.length - 1); at++) {
    const other = at + Math.floor(random() * (values.length - at));
    const held = values[at]!;
    values[at] = values[other]!;
    values[other] = held;
  }
}

function byLabel(labels: ArrayLike<number>): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (let place = 0; place < labels.length; place++) {
    const label = labels[place]!;
    const known = places.get(label);
    if (known) known.push(place);
    else places.set(label, [place]);
  }
  return places;
}
