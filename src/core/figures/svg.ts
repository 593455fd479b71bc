type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG element as text; attributes that are `undefined` are left out, children are SVG already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .map(([key, value]) =>
      value === undefined ? '' : ` ${key}="${escapeXml(typeof value === 'number' ? plain(value) : value)}"`,
    )
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** Text as XML holds it: marks escaped, and what XML 1.0 cannot hold at all (control characters, half pairs) left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A length with two decimals at most: a hundredth of a pixel is not seen, and the same drawing is the same bytes. */
export function plain(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}

export interface TextStyle {
  readonly size: number;
  /** 400, 500 or 600: the weights that static fonts have. */
  readonly weight?: 400 | 500 | 600;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** One line of text, `y` its baseline. */
export const textElement = (text: string, x: number, y: number, style: TextStyle): string =>
  element(
    'text',
    {
      x,
      y,
      'font-size': style.size,
      'font-weight': style.weight === 400 ? undefined : style.weight,
      'text-anchor': style.anchor === 'start' ? undefined : style.anchor,
      fill: style.fill,
    },
    escapeXml(text),
  );

/** Inter is what the texts were fitted with; the others are no wider. */
const fontFamily = "Inter, 'Inter Variable', 'Helvetica Neue', Helvetica, Arial, sans-serif";

export interface Sheet {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Said by a screen reader, shown as a tip. */
  readonly title: string;
  /** Colour behind it all; `null` leaves it clear. */
  readonly background: string | null;
  /** `@font-face` rules, where the file is to bring its font along. */
  readonly fontFace?: string | undefined;
  /** Unit of `width` and `height`: `px` where none is given. */
  readonly unit?: 'pt';
}

/** A whole file. */
export function svgFile(sheet: Sheet, content: readonly string[]): string {
  const { x, y, width, height, unit = '' } = sheet;
  const place = { x, y, width, height };
  const body = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: `${plain(width)}${unit}`,
      height: `${plain(height)}${unit}`,
      viewBox: [x, y, width, height].map(plain).join(' '),
      'font-family': fontFamily,
      role: 'img',
    },
    `\n${element('title', {}, escapeXml(sheet.title))}\n`,
    sheet.fontFace ? `${element('style', {}, escapeXml(sheet.fontFace))}\n` : '',
    sheet.background === null ? '' : `${element('rect', { ...place, fill: sheet.background })}\n`,
    ...content.map((part) => `${part}\n`),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`;
}
