import i18next from 'i18next';
import type { App } from '../../app.ts';
import { readFontFace } from '../../export/figure-font.ts';
import { rasterise } from '../../export/raster.ts';
import { saveFile } from '../save-file.ts';

export type ChartFormat = 'svg' | 'png';

/** The chart as a file of its own: colours of the theme that is on, its background, its title. */
function standalone(svg: SVGSVGElement, title: string, fontFace: string): string {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return '';
  copy.querySelector('[data-cursor]')?.remove();
  const { width, height } = svg.viewBox.baseVal;
  const band = 28;
  const computed = getComputedStyle(svg);
  const resolved = (text: string): string =>
    text.replace(/var\((--[\w-]+)\)/g, (_, name: string) => computed.getPropertyValue(name).trim());
  const inner = Array.from(copy.childNodes, (node) => new XMLSerializer().serializeToString(node)).join('');
  const heading = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  heading.textContent = title;
  for (const [name, value] of [
    ['x', '12'],
    ['y', '18'],
    ['font-size', '12'],
    ['font-weight', '600'],
    ['fill', 'var(--text-1)'],
  ] as const)
    heading.setAttribute(name, value);
  const all = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + band}" width="${width}" height="${
    height + band
  }" font-family="Inter, Helvetica, Arial, sans-serif"><style>${fontFace}</style><rect width="100%" height="100%" fill="var(--bg-chrome)"/>${new XMLSerializer().serializeToString(
    heading,
  )}<g transform="translate(0 ${band})">${inner}</g></svg>`;
  return resolved(all);
}

/** Asks where to, and writes the chart there. */
export async function saveChart(app: App, svg: SVGSVGElement, title: string, format: ChartFormat): Promise<void> {
  const fontFace = format === 'png' ? await readFontFace().catch(() => '') : '';
  const text = standalone(svg, title, fontFace);
  const suggested = { title: i18next.t('runs:save.chart'), name: title };
  if (format === 'svg') {
    await saveFile(app, { ...suggested, extension: 'svg', formatName: 'SVG', bytes: new TextEncoder().encode(text) });
    return;
  }
  const drawn = await rasterise(text, 2);
  if (drawn.ok) await saveFile(app, { ...suggested, extension: 'png', formatName: 'PNG', bytes: drawn.value });
  else app.notify('problem', i18next.t('runs:save.notDrawn'));
}
