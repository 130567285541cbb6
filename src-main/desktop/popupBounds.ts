import { centred, type Rectangle } from './windowGeometry.ts';

const GAP = 8;

/**
 * Where the popup goes: beside the tray icon, inside the work area; in the
 * middle of the upper half when the platform does not say where its icon is.
 */
export function popupBounds(
  size: { readonly width: number; readonly height: number },
  workArea: Rectangle,
  tray: Rectangle | null,
): Rectangle {
  const width = Math.min(size.width, workArea.width);
  const height = Math.min(size.height, workArea.height);
  if (!tray || tray.width === 0 || tray.height === 0) {
    const { x, y } = centred({ width, height }, workArea);
    return { x, y: workArea.y + Math.floor((y - workArea.y) / 2), width, height };
  }
  const isTrayAbove = tray.y + tray.height / 2 < workArea.y + workArea.height / 2;
  const x = Math.round(tray.x + tray.width / 2 - width / 2);
  const y = isTrayAbove ? tray.y + tray.height + GAP : tray.y - height - GAP;
  return {
    x: within(x, workArea.x, workArea.x + workArea.width - width),
    y: within(y, workArea.y, workArea.y + workArea.height - height),
    width,
    height,
  };
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
