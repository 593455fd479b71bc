import { amountOf, partOf, type Shares, type Shown } from '../analysis/share.ts';
import type { Analysis } from '../analysis/types.ts';
import { metrics } from '../build/blocks.ts';
import { stackHeightOf } from '../build/stack.ts';
import { docksOf } from '../document/dock.ts';
import type { LayerNode, StrideDocument } from '../document/schema.ts';
import { layerOf } from '../layers/registry.ts';
import type { DrawingOptions } from './drawing.ts';
import {
  activationOf,
  fieldText,
  headline,
  heatOf,
  isForeign,
  namesOwner,
  severityOf,
  shapeText,
  stripOf,
} from './facts.ts';
import { cut, fitHead, fitMeta } from './fit.ts';
import type { Rect } from './geometry.ts';
import { activationIconOf, type Drawing, iconOf } from './icons.ts';
import { measureInter } from './measure.ts';
import { element, escapeXml, textElement } from './svg.ts';
import type { Theme } from './themes.ts';

export interface CardContext {
  readonly document: StrideDocument;
  readonly analysis: Analysis;
  readonly theme: Theme;
  readonly options: DrawingOptions;
}

const radius = 8;
const spineWidth = 3;
const right = metrics.nodeWidth - 8;

/** A layer: a card, or a strip of the card above it where it is docked. */
export function cardOf(context: CardContext, node: LayerNode, rect: Rect): string {
  const { document, analysis, options } = context;
  const figures = analysis.nodes[node.id];
  const docked = docksOf(document).root.has(node.id);
  const spec = headline(node, options.words.decimal);
  const said = [node.name, options.words.title(node), spec, shapeText(figures)].filter((text) => text !== '');
  return element(
    'g',
    {
      'data-layer': node.name,
      transform: `translate(${rect.x} ${rect.y})`,
      // Bypassed or muted: it is there and does nothing.
      opacity: node.mode === undefined ? undefined : 0.45,
    },
    element('title', {}, escapeXml(said.join(' · '))),
    ...(docked ? stripParts(context, node) : hostParts(context, node)),
    badge(context, node),
  );
}

function hostParts(context: CardContext, node: LayerNode): string[] {
  const { document, theme, options } = context;
  const height = stackHeightOf(document, node);
  const ownStrips = docksOf(document).strips.get(node.id)?.length ?? 0;
  const bottom = height - ownStrips * metrics.strip;
  const colour = familyColour(context, node.kind);
  const activation = stripOf(node);
  const foreign = isForeign(node);
  const spineEnd = activation === null ? bottom : bottom - metrics.strip;
  const parts = [
    element('rect', {
      width: metrics.nodeWidth,
      height,
      rx: radius,
      fill: foreign ? 'none' : theme.node,
      ...border(context, node),
      'stroke-dasharray': foreign ? '4 3' : undefined,
    }),
    element('path', { d: spine(0, spineEnd, height), fill: colour }),
    element('rect', { x: 9, y: 5, width: 20, height: 20, rx: 5, fill: colour, 'fill-opacity': theme.tint }),
    iconElement(iconOf(node.kind), 12, 8, 14, colour),
    ...headTexts(context, node),
    ...metaRow(context, node),
  ];
  if (activation !== null)
    parts.push(
      ...strip(context, {
        top: bottom - metrics.strip,
        height,
        icon: activationIconOf(activation),
        colour: theme.family.activation,
        title: options.words.activation(activation),
        figure: '',
      }),
    );
  return parts;
}

function border({ theme, analysis }: CardContext, node: LayerNode) {
  const severity = severityOf(analysis.nodes[node.id]);
  if (severity === 'error') return { stroke: theme.error, 'stroke-width': 2 };
  return { stroke: severity === 'warning' ? theme.warningLine : isForeign(node) ? theme.line3 : theme.line2 };
}

function headTexts({ theme, options }: CardContext, node: LayerNode): string[] {
  const head = fitHead(options.words.title(node), headline(node, options.words.decimal), 'near', measureInter);
  const title = textElement(head.title, 35, 19, { size: 12, weight: 600, fill: theme.text1 });
  if (head.spec === '') return [title];
  return [title, textElement(head.spec, right, 19, { size: 11, fill: theme.text2, anchor: 'end' })];
}

/** Shape, figure and its share. */
function metaRow(context: CardContext, node: LayerNode): string[] {
  const { document, analysis, theme, options } = context;
  const figures = analysis.nodes[node.id];
  const { words, share: shown } = options;
  const share = shown === 'off' ? 0 : partOf(sharesOf(context), node.id, shown);
  const owner = node.sharesWith === undefined ? '' : (document.graph.nodes[node.sharesWith]?.name ?? node.sharesWith);
  const amount =
    owner !== '' && namesOwner(shown) ? `↳ ${owner}` : isForeign(node) ? words.foreign : figureText(context, node);
  const percent = share >= 0.1 ? words.percent(share) : '';
  const meta = fitMeta({ shape: shapeText(figures), amount, percent }, 'near', measureInter);
  const top = metrics.head + 2;
  const line = top + 12;
  const parts = [
    element('rect', {
      x: 9,
      y: top,
      width: measureInter(meta.shape, 11, 500) + 8,
      height: 16,
      rx: 3,
      fill: theme.inset,
    }),
    textElement(meta.shape, 13, line, { size: 11, weight: 500, fill: figures?.output ? theme.text1 : theme.text3 }),
  ];
  const percentWidth = meta.percent === '' ? 0 : measureInter(meta.percent, 11, 600) + 5;
  if (meta.amount !== '')
    parts.push(textElement(meta.amount, right - percentWidth, line, { size: 11, fill: theme.text2, anchor: 'end' }));
  if (meta.percent !== '')
    parts.push(textElement(meta.percent, right, line, { size: 11, weight: 600, fill: theme.text1, anchor: 'end' }));
  if (share > 0) parts.push(...shareBar(theme, share, shown));
  return parts;
}

const sharesOf = ({ analysis, options }: CardContext): Shares => ({ analysis, times: options.times ?? null });

/** What a layer has of what is shown, nothing of nothing. A field is written with all its sides. */
function figureText(context: CardContext, { id }: LayerNode): string {
  const { analysis, options } = context;
  const shown = options.share === 'off' ? 'parameters' : options.share;
  if (shown === 'receptiveField') return fieldText(analysis.nodes[id]);
  const value = amountOf(sharesOf(context), id, shown);
  return value === 0 ? '' : options.words.figure(value, shown);
}

function shareBar(theme: Theme, share: number, shown: Shown | 'off'): string[] {
  const track = { x: 9, y: metrics.head + metrics.meta - 7, height: 3, rx: 1.5 };
  const room = right - track.x;
  return [
    element('rect', { ...track, width: room, fill: theme.heatTrack }),
    element('rect', {
      ...track,
      width: Math.min(1, Math.max(0.02, share)) * room,
      fill: theme.heat[heatOf(share, shown) - 1],
    }),
  ];
}

function stripParts(context: CardContext, node: LayerNode): string[] {
  const { document, options } = context;
  const { root, strips } = docksOf(document);
  const host = root.get(node.id) ?? '';
  const last = strips.get(host)?.at(-1) === node.id;
  const activation = activationOf(node);
  const figure = [activation === null ? headline(node, options.words.decimal) : '', figureText(context, node)].find(
    (text) => text !== '',
  );
  return strip(context, {
    top: 0,
    height: last ? metrics.strip : Number.POSITIVE_INFINITY,
    icon: activation === null ? iconOf(node.kind) : activationIconOf(activation),
    colour: familyColour(context, node.kind),
    title: activation === null ? options.words.title(node) : options.words.activation(activation),
    figure: figure ?? '',
  });
}

interface Strip {
  /** Of the strip in what it is drawn in, px. */
  readonly top: number;
  /** Height of the whole card, in the same px: its last strip has its corner. */
  readonly height: number;
  readonly icon: Drawing;
  readonly colour: string;
  readonly title: string;
  readonly figure: string;
}

function strip({ theme }: CardContext, { top, height, icon, colour, title, figure }: Strip): string[] {
  const room = right - 30 - (figure === '' ? 0 : measureInter(figure, 11, 400) + 6);
  const name = cut(title, room, (text) => measureInter(text, 11, 400));
  return [
    element('path', { d: `M0 ${top}H${metrics.nodeWidth}`, stroke: theme.line1, fill: 'none' }),
    element('path', { d: spine(top, top + metrics.strip, height), fill: colour }),
    iconElement(icon, 12, top + 4, 12, colour),
    textElement(name, 30, top + 14, { size: 11, fill: theme.text2 }),
    figure === '' ? '' : textElement(figure, right, top + 14, { size: 11, fill: theme.text2, anchor: 'end' }),
  ];
}

/** Part of the coloured edge of a card of this height: round where the card is. */
function spine(top: number, bottom: number, height: number): string {
  const inset = radius - Math.sqrt(radius ** 2 - (radius - spineWidth) ** 2);
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  const start = top === 0 && height !== Number.POSITIVE_INFINITY && bottom > metrics.strip;
  const from = start
    ? `M${spineWidth} ${rounded(inset)}A${radius} ${radius} 0 0 0 0 ${radius}`
    : `M${spineWidth} ${top}H0`;
  const to =
    bottom === height
      ? `V${bottom - radius}A${radius} ${radius} 0 0 0 ${spineWidth} ${rounded(bottom - inset)}`
      : `V${bottom}H${spineWidth}`;
  return `${from}${to}z`;
}

const iconElement = (icon: Drawing, x: number, y: number, size: number, colour: string): string =>
  element(
    'g',
    {
      transform: `translate(${x} ${y}) scale(${Math.round((size / 24) * 10_000) / 10_000})`,
      fill: 'none',
      stroke: colour,
      'stroke-width': 1.9,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    },
    element('path', { d: icon.line }),
    icon.solid ? element('path', { d: icon.solid, fill: colour, stroke: 'none' }) : '',
    icon.dashed ? element('path', { d: icon.dashed, 'stroke-dasharray': '2.2 2.2' }) : '',
  );

function badge({ theme, analysis }: CardContext, node: LayerNode): string {
  const severity = severityOf(analysis.nodes[node.id]);
  if (!severity) return '';
  const wrong = severity === 'error';
  const [fill, ink] = wrong ? [theme.error, theme.node] : [theme.warningFill, theme.warning];
  const x = metrics.nodeWidth - 1;
  return (
    element('circle', { cx: x, cy: 1, r: 9, fill, stroke: wrong ? theme.canvas : theme.warningLine }) +
    textElement('!', x, 5, { size: 12, weight: 600, fill: ink, anchor: 'middle' })
  );
}

const familyColour = ({ theme }: CardContext, kind: string): string =>
  theme.family[layerOf(kind)?.doc.family ?? 'core'];
