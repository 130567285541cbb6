/** One wave line: from `x` to `x + width`, around `y`. Lengths are in the units of the drawing. */
export type Wave = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly amplitude: number;
  readonly wavelength: number;
  /** In wavelengths. */
  readonly phase?: number;
};

// Control points of the cubic nearest to a quarter of a sine, as shares of its width and height.
const NEAR_X = 0.3261;
const NEAR_Y = 0.5123;
const FAR_X = 0.6381;

/** An SVG path that follows a sine to within 0.1 % of its height. Begins up to a wavelength before `x`, ends up to a quarter after. */
export function wavePath({ x, y, width, amplitude, wavelength, phase = 0 }: Wave): string {
  const quarter = wavelength / 4;
  const start = x - (((phase % 1) + 1) % 1) * wavelength;
  const count = Math.ceil((x + width - start) / quarter);

  let path = `M${round(start)} ${round(y)}`;
  for (let i = 0; i < count; i++) {
    const height = i % 4 < 2 ? -amplitude : amplitude;
    const from = start + i * quarter;
    const to = from + quarter;
    path +=
      i % 2 === 0
        ? cubic(
            from + NEAR_X * quarter,
            y + NEAR_Y * height,
            from + FAR_X * quarter,
            y + height,
            to,
            y + height,
          )
        : cubic(to - FAR_X * quarter, y + height, to - NEAR_X * quarter, y + NEAR_Y * height, to, y);
  }
  return path;
}

function cubic(...numbers: readonly number[]): string {
  return `C${numbers.map(round).join(' ')}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
