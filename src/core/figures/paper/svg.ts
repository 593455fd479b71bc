import { element, escapeXml, plain, svgFile, textElement } from '../svg.ts';
import { type Theme, type ThemeName, themes } from '../themes.ts';
import { mixed, shades } from './colour.ts';
import { mergeRadius, type Picture, type PictureShape, textSize } from './picture.ts';

export interface PaperSvgOptions {
  readonly theme: ThemeName;
  readonly background: boolean;
  readonly fontFace?: string | undefined;
}

const margin = 6;

/** A paper figure as an SVG file, in points: it comes out in a document at the size that it was drawn for. */
export function pictureSvg(picture: Picture, { theme: name, background, fontFace }: PaperSvgOptions): string {
  const theme = themes[name];
  const paper = name === 'light' ? '#ffffff' : theme.canvas;
  return svgFile(
    {
      x: -margin - 9,
      y: -margin,
      width: picture.width + 2 * margin + 18,
      height: picture.height + 2 * margin,
      title: picture.title,
      background: background ? paper : null,
      fontFace,
      unit: 'pt',
    },
    picture.shapes.map((shape) => shapeElement(shape, theme, paper)),
  );
}

function shapeElement(shape: PictureShape, theme: Theme, paper: string): string {
  const ink = theme.text2;
  switch (shape.type) {
    case 'cuboid':
      return cuboid(shape, theme, paper);
    case 'line': {
      const d = shape.points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${plain(x)} ${plain(y)}`).join('');
      const attributes = { d, fill: 'none', stroke: ink, 'stroke-width': 0.6, 'stroke-linejoin': 'round' };
      return element('path', attributes) + (shape.arrow ? head(shape.points, ink) : '');
    }
    case 'dot':
      return element('circle', { cx: shape.x, cy: shape.y, r: 1.1, fill: ink });
    case 'merge':
      return merge(shape, theme, paper);
    case 'text':
      return textElement(shape.text, shape.x, shape.y, {
        size: textSize,
        weight: shape.strong ? 600 : 400,
        fill: shape.strong ? theme.text1 : ink,
        anchor: shape.anchor,
      });
  }
}

function cuboid(shape: Extract<PictureShape, { type: 'cuboid' }>, theme: Theme, paper: string): string {
  const { x, y, width, height, depth, family } = shape;
  const colour = theme.family[family];
  const side = (points: readonly (readonly [number, number])[], share: number) =>
    element('path', {
      d: `M${points.map((point) => point.map(plain).join(' ')).join('L')}z`,
      fill: mixed(colour, paper, share),
    });
  const [right, bottom] = [x + width, y + height];
  return element(
    'g',
    {
      'data-block': family,
      stroke: mixed(colour, theme.text1, shades.edge),
      'stroke-width': 0.5,
      'stroke-linejoin': 'round',
    },
    side(
      [
        [x, y],
        [right, y],
        [right, bottom],
        [x, bottom],
      ],
      shades.front,
    ),
    side(
      [
        [x, y],
        [x + depth, y - depth],
        [right + depth, y - depth],
        [right, y],
      ],
      shades.top,
    ),
    side(
      [
        [right, y],
        [right + depth, y - depth],
        [right + depth, bottom - depth],
        [right, bottom],
      ],
      shades.side,
    ),
  );
}

function merge({ x, y, symbol }: Extract<PictureShape, { type: 'merge' }>, theme: Theme, paper: string): string {
  const colour = theme.family.merge;
  const ink = mixed(colour, theme.text1, 0.6);
  const circle = { cx: x, cy: y, r: mergeRadius, fill: mixed(colour, paper, 0.2), stroke: ink, 'stroke-width': 0.7 };
  return element('g', { 'data-merge': symbol }, element('circle', circle), markElement(symbol, x, y, ink));
}

function markElement(symbol: string, x: number, y: number, ink: string): string {
  const arm = symbol === '×' ? 2 : 2.8;
  const stroke = { stroke: ink, 'stroke-width': 0.8, fill: 'none' };
  if (symbol === '+')
    return element('path', {
      d: `M${plain(x - arm)} ${plain(y)}h${2 * arm}M${plain(x)} ${plain(y - arm)}v${2 * arm}`,
      ...stroke,
    });
  if (symbol === '×')
    return element('path', {
      d: `M${plain(x - arm)} ${plain(y - arm)}l${2 * arm} ${2 * arm}m${-2 * arm} 0l${2 * arm} ${-2 * arm}`,
      ...stroke,
    });
  const size = symbol.length > 1 ? 4 : 6.5;
  return element(
    'text',
    { x, y: y + size * 0.36, 'font-size': size, 'font-weight': 600, 'text-anchor': 'middle', fill: ink },
    escapeXml(symbol),
  );
}

/** The head of an arrow at the end of a line, along its last stretch. */
function head(points: readonly { readonly x: number; readonly y: number }[], ink: string): string {
  const [before, tip] = points.slice(-2);
  if (!before || !tip) return '';
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [dx, dy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const corner = (side: number) =>
    `${plain(tip.x - 4 * dx - side * 1.7 * dy)} ${plain(tip.y - 4 * dy + side * 1.7 * dx)}`;
  return element('path', { d: `M${plain(tip.x)} ${plain(tip.y)}L${corner(1)}L${corner(-1)}z`, fill: ink });
}
