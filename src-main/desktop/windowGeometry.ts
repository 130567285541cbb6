/** A rectangle in device-independent pixels, as Electron's screen and windows state it. */
export type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** How a window lies; `bounds` is where it goes when it is not maximised. */
export type WindowGeometry = { readonly bounds: Rectangle; readonly isMaximized: boolean };

const MIN_VISIBLE = 64;

/**
 * Where to put a window that lay at `saved` when it was last seen: there, if
 * enough of its upper edge can be grabbed on one of the work areas (the first
 * is the primary one); else centred on the primary one. Never larger than the
 * area it lies on.
 */
export function visibleBounds(
  saved: Rectangle | null,
  preferred: { readonly width: number; readonly height: number },
  workAreas: readonly [Rectangle, ...Rectangle[]],
): Rectangle {
  const home = saved && workAreas.find((area) => isGrabbable(saved, area));
  if (home) {
    return {
      x: saved.width > home.width ? home.x : saved.x,
      y: saved.height > home.height ? home.y : saved.y,
      width: Math.min(saved.width, home.width),
      height: Math.min(saved.height, home.height),
    };
  }

  const [primary] = workAreas;
  const width = Math.min(saved?.width ?? preferred.width, primary.width);
  const height = Math.min(saved?.height ?? preferred.height, primary.height);
  return centred({ width, height }, primary);
}

/** The rectangle of that size in the middle of an area, on whole pixels. */
export function centred(
  size: { readonly width: number; readonly height: number },
  area: Rectangle,
): Rectangle {
  return {
    x: area.x + Math.floor((area.width - size.width) / 2),
    y: area.y + Math.floor((area.height - size.height) / 2),
    ...size,
  };
}

function isGrabbable(bounds: Rectangle, area: Rectangle): boolean {
  const right = Math.min(bounds.x + bounds.width, area.x + area.width);
  const left = Math.max(bounds.x, area.x);
  const isTopInside = bounds.y >= area.y && bounds.y <= area.y + area.height - MIN_VISIBLE;
  return isTopInside && right - left >= Math.min(MIN_VISIBLE, bounds.width);
}

/** The geometry in a value read from disk, or null if it is none. */
export function toGeometry(value: unknown): WindowGeometry | null {
  if (typeof value !== 'object' || value === null || !('bounds' in value)) return null;
  const bounds = value.bounds as Record<string, unknown> | null;
  const { x, y, width, height } = bounds ?? {};
  if (![x, y, width, height].every(Number.isInteger)) return null;
  const rectangle = { x, y, width, height } as Rectangle;
  if (rectangle.width < 1 || rectangle.height < 1) return null;
  return { bounds: rectangle, isMaximized: 'isMaximized' in value && value.isMaximized === true };
}
