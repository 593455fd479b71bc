import { effectiveGraph } from '../../analysis/effective.ts';
import { heightOf, idsOf, mainFamily, side, widthOf } from '../../analysis/silhouette.ts';
import type { Analysis } from '../../analysis/types.ts';
import { type Chain, type Part, structureOf } from '../../build/structure.ts';
import type { LayerNode, StrideDocument } from '../../document/schema.ts';
import type { Family } from '../../layers/define.ts';
import { layerOf } from '../../layers/registry.ts';
import { largest } from '../../math/extremes.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { headline, stripOf } from '../facts.ts';

/** What a figure says, in the reader's language. */
export interface PaperWords {
  readonly title: (node: LayerNode) => string;
  readonly activation: (name: string) => string;
  readonly family: (family: Family) => string;
  /** What a merge of this kind does. */
  readonly merge: (kind: string) => string;
  readonly layers: (count: number) => string;
  /** Said of `×N`. */
  readonly repeated: string;
  /** Before the operations of a shortcut that has some. */
  readonly shortcut: string;
}

/** A block's size in the silhouette's terms: `height` a share of the tallest, `width` in no unit. */
export interface Look {
  readonly family: Family;
  readonly height: number;
  readonly width: number;
  /** A vector or a sequence: it has no third side. */
  readonly flat: boolean;
}

/** What stands in the flow at one place. */
export interface Item {
  /** `slabs` stand one behind the other, `lanes` one above the other; a merge is a symbol. */
  readonly type: 'slabs' | 'lanes' | 'merge';
  /** Layers that it stands for, those folded into it included. */
  readonly ids: readonly string[];
  readonly looks: readonly Look[];
  /** Mark of a merge. */
  readonly symbol: string;
  /** Kind of a merge, empty else. */
  readonly kind: string;
  /** What leaves it. */
  readonly shape: string;
  /** What it does, line by line. */
  readonly lines: readonly string[];
  /** Equal for items that do the same at the same resolution. */
  readonly key: string;
  /** How often it stands in a row. */
  readonly times: number;
  readonly pooling: boolean;
  /** Nothing leads to it from what stands before it. */
  readonly starts: boolean;
}

/** A wire that passes by what stands between two items, by the ids of the layers at its ends. */
export interface Arc {
  readonly from: string;
  readonly to: string;
}

export interface Flow {
  readonly items: readonly Item[];
  readonly arcs: readonly Arc[];
}

interface Writer {
  readonly document: StrideDocument;
  readonly analysis: Analysis;
  readonly words: PaperWords;
  readonly largest: number;
  readonly items: Item[];
  readonly arcs: Arc[];
  starts: boolean;
}

/**
 * A network as it works, as items from left to right: small layers are said with the one that feeds them, a residual block is one
 * item with its addition after it, other branches are lanes.
 */
export function flowOf(drawn: StrideDocument, analysis: Analysis, words: PaperWords): Flow {
  const document = { ...drawn, graph: effectiveGraph(drawn.graph) };
  const sides = analysis.order.map((id) => side(analysis.node(id)?.output?.shape));
  const writer: Writer = {
    document,
    analysis,
    words,
    largest: Math.max(1, largest(sides)),
    items: [],
    arcs: [],
    starts: true,
  };
  for (const chain of structureOf(document.graph, document.groups)) {
    writer.starts = true;
    writeChain(writer, chain, '');
  }
  return writer;
}

/** `before`: the layer that feeds the chain; empty at the beginning. */
function writeChain(writer: Writer, chain: Chain, before: string): void {
  let last = before;
  chain.forEach((part, i) => {
    if (part.type === 'node') {
      writeNode(writer, part.id);
      last = part.id;
      return;
    }
    const next = chain[i + 1];
    writePart(writer, part, last, next?.type === 'node' ? next.id : '');
    last = '';
  });
}

function writePart(writer: Writer, part: Exclude<Part, { type: 'node' }>, before: string, merge: string): void {
  if (part.type === 'rows') {
    for (const line of part.lines) {
      const [only] = line;
      if (only !== undefined && line.length === 1) writeNode(writer, only);
      else
        writeLanes(
          writer,
          line.map((id) => [nodePart(id)]),
          [],
        );
    }
    return;
  }
  const { branches, skipped, groups } = part;
  const longest = branches.reduce((a, b) => (idsOf(b).length > idsOf(a).length ? b : a));
  const others = branches.filter((branch) => branch !== longest);
  const adds = writer.document.graph.nodes[merge]?.kind === 'add';
  const long = others.length === 0 && isLong(writer, longest, adds);
  const inLine = others.length === 0 || (before !== '' && adds);
  if (before !== '' && merge !== '' && (skipped || (inLine && others.length > 0)))
    writer.arcs.push({ from: before, to: merge });
  if (!inLine) writeLanes(writer, branches, groups);
  else if (long) writeChain(writer, longest, before);
  else writeBlock(writer, longest, others);
}

/** Whether a branch is drawn layer by layer: it does much, or it goes down in resolution and comes back, as a U does. */
function isLong(writer: Writer, branch: Chain, adds: boolean): boolean {
  const ids = idsOf(branch).filter((id) => isLarge(writer, id));
  if (ids.length > mostInBlock) return true;
  const sides = new Set(ids.map((id) => side(writer.analysis.nodes[id]?.output?.shape)));
  return !adds && ids.length > 1 && sides.size > 1 && !sides.has(0);
}

/** Operations of a block that is one box. */
const mostInBlock = 8;

const isLarge = (writer: Writer, id: string): boolean => {
  const node = writer.document.graph.nodes[id];
  return node !== undefined && noteOf(writer, node) === null;
};

const nodePart = (id: string): Part => ({ type: 'node', id, groups: [] });

function push(writer: Writer, item: Pick<Item, 'type' | 'ids' | 'looks' | 'shape' | 'lines'> & Partial<Item>): void {
  const key = item.ids.map((id) => keyOf(writer, id)).join('\n');
  writer.items.push({ symbol: '', kind: '', times: 1, pooling: false, starts: writer.starts, key, ...item });
  writer.starts = false;
}

/** What a layer does, and at which resolution; a dropout's rate, and what it is fed with and so its weights, may differ. */
function keyOf(writer: Writer, id: string): string {
  const node = writer.document.graph.nodes[id];
  if (!node) return '';
  const shape = writer.analysis.nodes[id]?.output?.shape ?? [];
  const said = noteOf(writer, node) ?? `${headline(node)} ${stripOf(node) ?? ''}`;
  return [node.kind, said, shape.slice(0, -1).join('×')].join(' ');
}

const mergeSymbols: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '−',
  multiply: '×',
  average: 'avg',
  maximum: 'max',
  minimum: 'min',
  dot: '·',
  concatenate: 'C',
};

const quietKinds: ReadonlySet<string> = new Set(['zeroPadding1d', 'zeroPadding2d', 'zeroPadding3d']);
const smallKinds: ReadonlySet<string> = new Set(['flatten', 'reshape', 'permute', 'repeatVector', 'rescaling']);

function writeNode(writer: Writer, id: string): void {
  const { document, words } = writer;
  const node = document.graph.nodes[id];
  if (!node) return;
  const last = writer.items.at(-1);
  const note = noteOf(writer, node);
  if (note !== null && last && !writer.starts) {
    const key = `${last.key}\n${keyOf(writer, id)}`;
    writer.items[writer.items.length - 1] = { ...last, ids: [...last.ids, id], lines: withNote(last, note), key };
    return;
  }
  const symbol = mergeSymbols[node.kind];
  const strip = stripOf(node);
  const lines = strip === null ? [] : [words.activation(strip)];
  const shape = shapeOf(writer, id);
  const looks = [lookOf(writer, id)];
  if (symbol !== undefined)
    push(writer, { type: 'merge', ids: [id], looks: [], symbol, kind: node.kind, shape: '', lines });
  else
    push(writer, {
      type: 'slabs',
      ids: [id],
      looks,
      shape,
      lines: [operation(writer, node), ...lines],
      pooling: familyOf(writer, id) === 'pooling',
    });
}

/** Small layers share a line: `BatchNorm, ReLU`. */
function withNote({ lines, type }: Item, note: string): readonly string[] {
  const last = lines.at(-1) ?? '';
  const first = type === 'merge' ? 0 : 1;
  if (note === '' || last.split(', ').includes(note)) return lines;
  if (lines.length <= first || last.length + note.length > longestNotes) return [...lines, note];
  return [...lines.slice(0, -1), `${last}, ${note}`];
}

const longestNotes = 18;

/** What is said of a layer that is too small to be drawn; `null` where it is drawn, empty where nothing need be said. */
function noteOf({ words }: Writer, node: LayerNode): string | null {
  const family = layerOf(node.kind)?.doc.family;
  // Padding belongs to the window after it: this is how Keras writes asymmetric "same".
  if (quietKinds.has(node.kind)) return '';
  if (family === 'activation') return node.kind === 'activation' ? headline(node) : words.title(node);
  const small = family === 'normalisation' || smallKinds.has(node.kind) || /dropout|noise/i.test(node.kind);
  return small ? words.title(node) : null;
}

/** A block of several layers that is one box; its small layers are said once, at the end. */
function writeBlock(writer: Writer, main: Chain, shortcuts: readonly Chain[]): void {
  const nodes = idsOf(main).flatMap((id) => writer.document.graph.nodes[id] ?? []);
  const last = nodes.at(-1);
  if (!last) return;
  const notes = nodes.flatMap((node) => {
    const note = noteOf(writer, node);
    const strip = stripOf(node);
    return [...(note ? [note] : []), ...(strip === null ? [] : [writer.words.activation(strip)])];
  });
  const ways = shortcuts.flatMap((branch) => {
    const text = branchText(writer, branch);
    return text === '' ? [] : [`${writer.words.shortcut} ${text}`];
  });
  const look = lookOf(writer, last.id);
  push(writer, {
    type: 'slabs',
    ids: [...nodes.map(({ id }) => id), ...shortcuts.flatMap(idsOf)],
    looks: [{ ...look, family: mostCommon(nodes.map(({ id }) => familyOf(writer, id))), width: 1.6 * look.width }],
    shape: shapeOf(writer, last.id),
    lines: [...blockLines(writer, main), ...ways, ...joinedNotes(notes)],
  });
}

/** One line an operation; branches inside are one line, with the mark of what joins them. */
function blockLines(writer: Writer, chain: Chain): readonly string[] {
  return chain.flatMap((part, i): readonly string[] => {
    if (part.type === 'node') {
      const node = writer.document.graph.nodes[part.id];
      const said = !node || noteOf(writer, node) !== null || mergeSymbols[node.kind] !== undefined;
      return said ? [] : [operation(writer, node, true)];
    }
    const next = chain[i + 1];
    const symbol = next?.type === 'node' ? mergeSymbols[writer.document.graph.nodes[next.id]?.kind ?? ''] : undefined;
    const inside = part.type === 'rows' ? part.lines.flat().map((id) => shortOperation(writer, id)) : null;
    const texts = part.type === 'rows' ? (inside ?? []) : part.branches.map((branch) => branchText(writer, branch));
    return [`${symbol === undefined ? '' : `${symbol} `}{${texts.filter((text) => text !== '').join(', ')}}`];
  });
}

/** The family of most of a block's layers, small ones left out where there are others. */
function mostCommon(all: readonly Family[]): Family {
  const drawn = all.filter((family) => !quietFamilies.has(family));
  const counts = new Map<Family, number>();
  for (const family of drawn.length > 0 ? drawn : all) counts.set(family, (counts.get(family) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ['core', 0] as const)[0];
}

const quietFamilies: ReadonlySet<Family> = new Set(['normalisation', 'activation', 'merge', 'reshape']);

function writeLanes(writer: Writer, branches: readonly Chain[], groups: readonly string[]): void {
  const members = branches.map(idsOf);
  const looks = members.flatMap((ids) => {
    const last = ids.at(-1);
    if (last === undefined) return [];
    const family = mainFamily(ids.map((id) => familyOf(writer, id)));
    const look = lookOf(writer, last);
    return [{ ...look, family, width: 2 * look.width, height: look.height / branches.length }];
  });
  const name = groups.map((id) => writer.document.groups[id]?.name ?? '').at(-1) ?? '';
  const texts = branches.map((branch) => {
    const end = writer.analysis.nodes[idsOf(branch).at(-1) ?? '']?.output?.shape.at(-1);
    return [branchText(writer, branch), end].filter((part) => part !== '' && part !== undefined).join(', ');
  });
  push(writer, {
    type: 'lanes',
    ids: members.flat(),
    looks,
    shape: '',
    lines: [...(name === '' ? [] : [name]), ...texts],
  });
}

/** Longer branches are said as a number of layers. */
const mostOperations = 6;

/** `1×1 – 3×3 – {1×3, 3×1}`: the operations of a branch; a merge ends what is in braces and is not said. */
function branchText(writer: Writer, chain: Chain): string {
  const ids = idsOf(chain).filter((id) => familyOf(writer, id) !== 'merge');
  const large = ids.filter((id) => isLarge(writer, id));
  if (large.length > mostOperations) return writer.words.layers(ids.length);
  const parts = chain.map((part): string => {
    if (part.type === 'branches') return `{${part.branches.map((branch) => branchText(writer, branch)).join(', ')}}`;
    if (part.type === 'rows')
      return `{${part.lines
        .flat()
        .map((id) => shortOperation(writer, id))
        .join(', ')}}`;
    return shortOperation(writer, part.id);
  });
  return parts.filter((part) => part !== '').join('–');
}

function shortOperation(writer: Writer, id: string): string {
  const node = writer.document.graph.nodes[id];
  if (!node || mergeSymbols[node.kind] !== undefined || noteOf(writer, node) !== null) return '';
  const [window = ''] = settings(node).split(', ');
  return node.kind === 'conv2d' ? window : [writer.words.title(node), window].filter((part) => part !== '').join(' ');
}

/** `Conv2D 3×3, 64`; in a block of several layers a convolution is said by its window alone. */
function operation({ words }: Writer, node: LayerNode, brief = false): string {
  const text = settings(node);
  if (brief && node.kind === 'conv2d') return text;
  // The channels stand in the shape right above.
  const [window = ''] = brief ? [text] : text.split(', ');
  return [words.title(node), /^\d+$/.test(window) && !brief ? '' : window].filter((part) => part !== '').join(' ');
}

/** The layer's hyper-parameters, a pool's stride as a convolution's: `2×2/2`. */
const settings = (node: LayerNode): string => headline(node).replace(/, s1$/, '').replace(/, s/, '/');

const familyOf = ({ document }: Writer, id: string): Family =>
  layerOf(document.graph.nodes[id]?.kind ?? '')?.doc.family ?? 'core';

const shapeOf = ({ analysis }: Writer, id: string): string => {
  const shape = analysis.nodes[id]?.output?.shape;
  return shape ? formatShape(shape) : '?';
};

function lookOf(writer: Writer, id: string): Look {
  const shape: Shape | undefined = writer.analysis.nodes[id]?.output?.shape;
  const family = familyOf(writer, id);
  if (!shape) return { family, height: 0.3, width: 2, flat: true };
  const full = family !== 'pooling' && family !== 'core';
  const width = full || shape.length === 1 ? widthOf(shape) : 1.5;
  return { family, height: heightOf(shape, writer.largest), width, flat: shape.length < 3 };
}

/** Each once, as many on a line as fit. */
function joinedNotes(notes: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const note of new Set(notes)) {
    const last = lines.pop();
    if (last === undefined) lines.push(note);
    else if (last.length + note.length > longestNotes) lines.push(last, note);
    else lines.push(`${last}, ${note}`);
  }
  return lines;
}
