/**
 * Draws the icons: `node resources/icons/render.mjs`, after an edit here. Writes the SVG sources and renders
 * them with Chromium (CHROMIUM_PATH, else Playwright's own).
 *
 * The drawing: three lines of writing that set out straight and become waves.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { chromium } from 'playwright';

const directory = import.meta.dirname;
const SIZE = 512;

/** A line from `left` to `right` around `y`: straight, then one burst of a wave that is `amplitude` high, then calm. */
function wave({ left, right, y, amplitude, periods }) {
  const steps = 72;
  const crest = 0.58;
  const points = Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps - crest;
    const height = amplitude * Math.exp(-((t / 0.27) ** 2)) * Math.cos(2 * Math.PI * periods * t);
    return `${(left + ((right - left) * i) / steps).toFixed(1)} ${(y - height).toFixed(1)}`;
  });
  return `M${points.join('L')}`;
}

function strokes({ color, width, lines, left, right }) {
  const paths = lines.map(({ opacity = 1, ...line }) => {
    const faded = opacity < 1 ? ` opacity="${opacity}"` : '';
    return `    <path d="${wave({ left, right, ...line })}"${faded} />`;
  });
  return [
    `  <g fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round">`,
    ...paths,
    '  </g>',
  ].join('\n');
}

const tile = `  <defs>
    <linearGradient id="sea" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#1f8290" />
      <stop offset="1" stop-color="#0d4a54" />
    </linearGradient>
  </defs>
  <rect x="16" y="16" width="480" height="480" rx="112" fill="url(#sea)" />`;

const threeLines = [
  { y: 172, amplitude: 82, periods: 2.3 },
  { y: 282, amplitude: 58, periods: 2.3, opacity: 0.8 },
  { y: 374, amplitude: 34, periods: 2.3, opacity: 0.6 },
];
const twoLines = [
  { y: 216, amplitude: 112, periods: 1.7 },
  { y: 376, amplitude: 72, periods: 1.7 },
];

const svg = (...parts) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}">\n${parts.join('\n')}\n</svg>\n`;

const drawings = {
  app: svg(tile, strokes({ color: '#f7f4ee', width: 30, lines: threeLines, left: 88, right: 424 })),
  // Below 64 pixels three lines run together.
  small: svg(tile, strokes({ color: '#ffffff', width: 52, lines: twoLines, left: 96, right: 416 })),
  // macOS takes only the shape of this one and colours it.
  trayTemplate: svg(strokes({ color: '#000000', width: 56, lines: twoLines, left: 44, right: 468 })),
};

const images = [
  ...[64, 128, 256, 512].map((size) => ({ drawing: 'app', size, name: `${size}.png` })),
  ...[16, 32].map((size) => ({ drawing: 'small', size, name: `${size}.png` })),
  { drawing: 'small', size: 22, name: 'tray.png' },
  { drawing: 'small', size: 44, name: 'tray@2x.png' },
  { drawing: 'trayTemplate', size: 18, name: 'trayTemplate.png' },
  { drawing: 'trayTemplate', size: 36, name: 'trayTemplate@2x.png' },
];

await mkdir(directory, { recursive: true });
for (const [name, drawing] of Object.entries(drawings))
  await writeFile(join(directory, `${name}.svg`), drawing);

const executablePath = process.env.CHROMIUM_PATH;
const browser = await chromium.launch({ ...(executablePath && { executablePath }), chromiumSandbox: false });
try {
  for (const { drawing, size, name } of images) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const source = `data:image/svg+xml;base64,${Buffer.from(drawings[drawing]).toString('base64')}`;
    await page.setContent(
      `<style>*{margin:0}img{display:block;width:100vw;height:100vh}</style><img src="${source}">`,
    );
    await page.locator('img').evaluate((image) => image.decode());
    await page.screenshot({ path: join(directory, name), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
