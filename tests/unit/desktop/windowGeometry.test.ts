import { fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';

import { popupBounds } from '../../../src-main/desktop/popupBounds.ts';
import { type Rectangle, toGeometry, visibleBounds } from '../../../src-main/desktop/windowGeometry.ts';

const preferred = { width: 1180, height: 820 };
const laptop: Rectangle = { x: 0, y: 25, width: 1440, height: 875 };
const external: Rectangle = { x: 1440, y: -200, width: 2560, height: 1440 };

const coordinate = fc.integer({ min: -10_000, max: 10_000 });
const area = fc.record({
  x: coordinate,
  y: coordinate,
  width: fc.integer({ min: 320, max: 8000 }),
  height: fc.integer({ min: 240, max: 5000 }),
});
const anyWindow = fc.record({
  x: coordinate,
  y: coordinate,
  width: fc.integer({ min: 1, max: 10_000 }),
  height: fc.integer({ min: 1, max: 10_000 }),
});

/** How much of a window's upper edge lies on an area. */
function grip(window: Rectangle, { x, y, width, height }: Rectangle): number {
  if (window.y < y || window.y >= y + height) return 0;
  return Math.min(window.x + window.width, x + width) - Math.max(window.x, x);
}

describe('where the journal window opens', () => {
  test('the first time, in the middle of the primary display', () => {
    expect(visibleBounds(null, preferred, [laptop, external])).toEqual({ x: 130, y: 52, ...preferred });
  });

  test('where it was, on whichever display', () => {
    const saved = { x: 2000, y: -100, width: 900, height: 700 };
    expect(visibleBounds(saved, preferred, [laptop, external])).toEqual(saved);
  });

  test('on the primary display again, when the one it was on is gone', () => {
    const saved = { x: 2000, y: -100, width: 900, height: 700 };
    expect(visibleBounds(saved, preferred, [laptop])).toEqual({ x: 270, y: 112, width: 900, height: 700 });
  });

  test('not larger than a display that has shrunk', () => {
    const saved = { x: 0, y: 25, width: 3000, height: 2000 };
    expect(visibleBounds(saved, preferred, [laptop])).toEqual(laptop);
  });

  test('always where it can be grabbed by its upper edge', () => {
    fc.assert(
      fc.property(fc.option(anyWindow), fc.array(area), area, (saved, others, primary) => {
        const areas: [Rectangle, ...Rectangle[]] = [primary, ...others];
        const bounds = visibleBounds(saved, preferred, areas);
        const best = Math.max(...areas.map((each) => grip(bounds, each)));
        expect(best).toBeGreaterThanOrEqual(Math.min(64, bounds.width));
      }),
    );
  });
});

describe('what was remembered of a window', () => {
  test('comes back as it was', () => {
    const geometry = { bounds: laptop, isMaximized: true };
    expect(toGeometry(JSON.parse(JSON.stringify(geometry)))).toEqual(geometry);
  });

  test.each([
    null,
    1,
    'x',
    {},
    { bounds: null },
    { bounds: { x: 0, y: 0, width: 10 } },
    { bounds: { ...laptop, width: 0 } },
    { bounds: { ...laptop, x: 0.5 } },
  ])('counts as nothing when it is %j', (value) => expect(toGeometry(value)).toBeNull());

  test('never throws, whatever the file holds', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void toGeometry(value)));
  });
});

describe('where the popup opens', () => {
  const size = { width: 420, height: 520 };

  test('below an icon in a bar at the top, above one in a bar at the bottom', () => {
    const above = { x: 1000, y: 0, width: 24, height: 24 };
    expect(popupBounds(size, laptop, above)).toEqual({ x: 802, y: 32, ...size });
    const below = { x: 1000, y: 905, width: 24, height: 24 };
    expect(popupBounds(size, laptop, below)).toEqual({ x: 802, y: 377, ...size });
  });

  test('in the upper half when nobody says where the icon is', () => {
    expect(popupBounds(size, laptop, null)).toEqual({ x: 510, y: 113, ...size });
    expect(popupBounds(size, laptop, { x: 0, y: 0, width: 0, height: 0 })).toEqual({
      x: 510,
      y: 113,
      ...size,
    });
  });

  test('always wholly on the display', () => {
    fc.assert(
      fc.property(area, fc.option(anyWindow), (workArea, tray) => {
        const { x, y, width, height } = popupBounds(size, workArea, tray);
        expect(x).toBeGreaterThanOrEqual(workArea.x);
        expect(y).toBeGreaterThanOrEqual(workArea.y);
        expect(x + width).toBeLessThanOrEqual(workArea.x + workArea.width);
        expect(y + height).toBeLessThanOrEqual(workArea.y + workArea.height);
      }),
    );
  });
});
