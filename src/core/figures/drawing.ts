import { groupTotals } from '../analysis/groups.ts';
import type { LayerTimes, Shown as Share } from '../analysis/share.ts';
import type { Analysis } from '../analysis/types.ts';
import { docksOf } from '../document/dock.ts';
import type { LayerNode, StrideDocument } from '../document/schema.ts';
import { formatShape, shapeSize } from '../math/shape.ts';
import { cardOf } from './card.ts';
import { channelsOf } from './channels.ts';
import { type DecimalSign, isWrongAt } from './facts.ts';
import { cut } from './fit.ts';
import { arrivals, boundsOf, type Frame, groupFrames, grow, portOffset, type Rect, rectOf } from './geometry.ts';
import { measureInter } from './measure.ts';
import { noteElement } from './note.ts';
import { element, escapeXml, svgFile, textElement } from './svg.ts';
import { type Theme, type ThemeName, themes } from './themes.ts';
import { arrowLength, wirePath, wireWidth } from './wire-path.ts';

/** What a drawing says, in the reader's language. */
export interface DrawingWords {
  /** What a layer is called on its head. */
  readonly title: (node: LayerNode) => string;
  /** An activation function by its parameter value. */
  readonly activation: (name: string) => string;
  /** A layer's figure, as short as on the canvas: `73.9 K`. */
  readonly figure: (value: number, share: Share) => string;
  /** A share of 1, in whole percents. */
  readonly percent: (share: number) => string;
  /** Multiply-accumulates of a group: `1.81 G MACs`. */
  readonly macs: (value: number) => string;
  /** `12 layers` */
  readonly layers: (count: number) => string;
  /** Said of a layer that Stride does not know. */
  readonly foreign: string;
  /** In the hyper-parameters of layers; a point where it is left out. */
  readonly decimal?: DecimalSign;
}

export interface DrawingOptions {
  readonly theme: ThemeName;
  readonly words: DrawingWords;
  /** What the share bars and the figures on the layers are of; `off`: parameters without bars. */
  readonly share: Share | 'off';
  /** Where the share is of time: what the layers took, of this very network; none, where it has not been timed. */
  readonly times?: LayerTimes | null;
  /** Whether the colour of the canvas lies behind; else it is clear. */
  readonly background: boolean;
  /** `@font-face` rules, where the file is to bring its font along. */
  readonly fontFace?: string | undefined;
}

const opened = (document: StrideDocument): StrideDocument => ({
  ...document,
  groups: Object.fromEntries(
    Object.entries(document.groups).map(([id, group]) => [id, { ...group, collapsed: false }]),
  ),
});

/** Clear border around all that is drawn, px. */
const margin = 24;

/**
 * The whole network as it lies on the canvas at 100 %, as an SVG file: one `data-layer` element a layer, one
 * `data-wire` element a wire that can be seen (a docked layer touches the one that feeds it), one `data-group` element a
 * frame, one `data-note` element a note; collapsed groups are drawn open. The same document gives the same bytes.
 */
export function drawingSvg(drawn: StrideDocument, analysis: Analysis, options: DrawingOptions): string {
  const document = opened(drawn);
  const theme = themes[options.theme];
  const frames = groupFrames(document);
  const wires = wiresOf(document, analysis, theme);
  const nodes = Object.values(document.graph.nodes);
  const rects = nodes.flatMap(({ id }) => rectOf(document, id) ?? []);
  const notes = Object.values(document.notes);
  const bounds = boundsOf([
    ...rects,
    ...notes,
    ...frames.map(({ rect }) => rect),
    ...wires.flatMap(({ reach }) => reach),
  ]);
  const totals = groupTotals(document.groups, analysis);
  return svgFile(
    {
      ...grow(bounds ?? { x: 0, y: 0, width: 0, height: 0 }, margin),
      title: document.name,
      background: options.background ? theme.canvas : null,
      fontFace: options.fontFace,
    },
    [
      ...frames.map((frame) => frameElement(frame, theme)),
      ...notes.map((note) => noteElement(note, theme)),
      ...wires.map(({ svg }) => svg),
      ...frames.map((frame) => headerElement(frame, totals[frame.group.id], theme, options.words)),
      ...nodes.flatMap((node) => {
        const rect = rectOf(document, node.id);
        return rect ? cardOf({ document, analysis, theme, options }, node, rect) : [];
      }),
    ],
  );
}

interface DrawnWire {
  readonly svg: string;
  /** Where it runs outside of what it joins. */
  readonly reach: readonly Rect[];
}

function wiresOf(document: StrideDocument, analysis: Analysis, theme: Theme): readonly DrawnWire[] {
  const counts = arrivals(document.graph);
  const channels = channelsOf(document);
  const { above } = docksOf(document);
  return Object.values(document.graph.edges).flatMap((edge): DrawnWire[] => {
    const source = rectOf(document, edge.source);
    const target = rectOf(document, edge.target);
    if (!source || !target || above.get(edge.target) === edge.source) return [];
    const from = { x: source.x + source.width / 2, y: source.y + source.height };
    const middle = target.x + target.width / 2;
    const to = { x: middle + portOffset(edge.port, counts.get(edge.target) ?? 1), y: target.y };
    const channel = channels.get(edge.id) ?? null;
    const { via = [] } = edge;
    const shape = analysis.nodes[edge.source]?.output?.shape;
    const wrong = isWrongAt(analysis.nodes[edge.target], edge.id);
    const colour = wrong ? theme.edgeError : theme.edge;
    const width = wireWidth(shapeSize(shape ?? []));
    const names = [edge.source, edge.target].map((id) => document.graph.nodes[id]?.name ?? id);
    const svg = element(
      'g',
      { 'data-wire': names.join(' → ') },
      element('path', {
        d: wirePath(from, to, channel, via),
        fill: 'none',
        stroke: colour,
        'stroke-width': wrong ? Math.max(2, width) : width,
        'stroke-dasharray': wrong ? '5 5' : shape ? undefined : '2 5',
        'stroke-linecap': wrong || shape ? undefined : 'round',
      }),
      element('path', { d: `M${to.x - 5.5} ${to.y - arrowLength - 0.5}h11L${to.x} ${to.y}z`, fill: colour }),
    );
    const bends = via.map(({ x, y }) => ({ x: x - 4, y: y - 4, width: 8, height: 8 }));
    const reach = channel === null || bends.length > 0 ? bends : [{ x: channel - 4, y: to.y, width: 8, height: 0 }];
    return [{ svg, reach }];
  });
}

/** Widths from which a frame has room for its cost, and for what it puts out, px: as on the canvas. */
const headerRoom = { macs: 280, all: 400 } as const;

function frameElement({ group, rect }: Frame, theme: Theme): string {
  const [fill, opacity] = theme.group;
  return element(
    'g',
    { 'data-group': group.name },
    element('title', {}, escapeXml(group.name)),
    element('rect', { ...rect, rx: 12, fill, 'fill-opacity': opacity, stroke: theme.line2 }),
  );
}

/** Name and figures of a group: over the wires that come in through the header, and kept apart from them. */
function headerElement(
  { group, rect }: Frame,
  totals: ReturnType<typeof groupTotals>[string] | undefined,
  theme: Theme,
  words: DrawingWords,
): string {
  const all = rect.width >= headerRoom.all;
  const least = totals && totals.unknown > 0 ? '≥\u00a0' : '';
  const figures = [
    `${least}${words.figure(totals?.parameters ?? 0, 'parameters')}`,
    ...(rect.width >= headerRoom.macs ? [`${least}${words.macs(totals?.macs ?? 0)}`] : []),
  ].join(' · ');
  const shape = all && totals?.output ? formatShape(totals.output) : '';
  const layers = all ? words.layers(totals?.layers ?? 0) : '';
  const figuresWidth = measureInter(figures, 11, 400);
  const shapeWidth = shape === '' ? 0 : measureInter(shape, 11, 500) + 14;
  const layersWidth = layers === '' ? 0 : measureInter(layers, 11, 400) + 6;
  const left = rect.x + 12;
  const right = rect.x + rect.width - 12;
  const room = rect.width - 36 - figuresWidth - shapeWidth - layersWidth;
  const name = cut(group.name, room, (text) => measureInter(text, 12, 600));
  const nameWidth = measureInter(name, 12, 600);
  const line = rect.y + 20;
  const behind = (x: number, width: number) =>
    element('rect', { x: x - 4, y: line - 13, width: width + 8, height: 18, rx: 3, fill: theme.groupSolid });
  const chip = right - figuresWidth - shapeWidth;
  return element(
    'g',
    {},
    behind(left, nameWidth + layersWidth),
    textElement(name, left, line, { size: 12, weight: 600, fill: theme.text1 }),
    layers === '' ? '' : textElement(layers, left + nameWidth + 6, line, { size: 11, fill: theme.text3 }),
    behind(chip, shapeWidth + figuresWidth),
    shape === ''
      ? ''
      : element('rect', { x: chip, y: line - 12, width: shapeWidth - 6, height: 16, rx: 3, fill: theme.inset }) +
          textElement(shape, chip + 4, line, { size: 11, weight: 500, fill: theme.text1 }),
    textElement(figures, right, line, { size: 11, fill: theme.text2, anchor: 'end' }),
  );
}
