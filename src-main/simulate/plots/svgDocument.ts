/** How many colours there are to tell things apart by: `.stroke-0`, `.fill-0` and so on. */
export const COLOURS = 9;

/** Told apart by those who see few colours as well, after Okabe and Ito (2008); at least 4.5 : 1 against the paper, since names are written in them. */
const LIGHT = [
  '#0072b2',
  '#c45200',
  '#007d59',
  '#b3528c',
  '#946500',
  '#7a4fbf',
  '#6b7280',
  '#111111',
  '#c0143c',
];
const DARK = [
  '#4aa8e0',
  '#ff8a3d',
  '#2fc79b',
  '#e39cc5',
  '#e6b422',
  '#bda4ff',
  '#a0a6ae',
  '#ffffff',
  '#ff7a90',
];

/**
 * A drawing as an SVG document that needs nothing else, light or dark as the
 * reader's system is, with its title above it. The same for the same input.
 */
export function svgDocument(options: {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly subtitle: string;
  readonly body: readonly string[];
}): string {
  const { width, height, title, subtitle, body } = options;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(subtitle)}</desc>`,
    '<style>',
    "text { font: 12px system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; }",
    '.title { font-size: 16px; font-weight: 600; }',
    '.line { fill: none; stroke-width: 2; stroke-linejoin: round; }',
    '.thin { fill: none; stroke-width: 1; }',
    rules({ paper: '#ffffff', ink: '#1f2328', faint: '#59616b', grid: '#e3e6ea', colours: LIGHT }),
    '@media (prefers-color-scheme: dark) {',
    rules({ paper: '#15181d', ink: '#e8eaed', faint: '#a3abb5', grid: '#2d333b', colours: DARK }),
    '}',
    '</style>',
    '<rect class="paper" width="100%" height="100%"/>',
    text(24, 30, title, 'title'),
    text(24, 50, subtitle, 'faint'),
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

/** A line of text; `anchor` is where x is in it. */
export function text(
  x: number,
  y: number,
  content: string,
  className = 'ink',
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  return `<text x="${short(x)}" y="${short(y)}" class="${className}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

/** A coordinate as it is written: a tenth of a pixel is enough. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function rules(theme: {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly colours: readonly string[];
}): string {
  return [
    `.paper { fill: ${theme.paper}; } .paper-edge { stroke: ${theme.paper}; }`,
    `text, .title, .ink { fill: ${theme.ink}; } .faint { fill: ${theme.faint}; }`,
    `.grid { stroke: ${theme.grid}; } .faint-edge { stroke: ${theme.faint}; } .ink-edge { stroke: ${theme.ink}; }`,
    ...theme.colours.map(
      (colour, at) => `.stroke-${at} { stroke: ${colour}; } .fill-${at} { fill: ${colour}; }`,
    ),
  ].join('\n');
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
