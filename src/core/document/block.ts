import { z } from 'zod';
import { readStructure } from '../analysis/structure.ts';
import { layerOf } from '../layers/registry.ts';
import { shiftBends, withBends } from './bends.ts';
import { copyFragment, type Fragment, fragmentSchema } from './fragment.ts';
import type { Position, StrideDocument } from './schema.ts';

/** Longest name of a block and longest line about it, characters. */
export const maxBlockName = 80;
export const maxBlockDescription = 200;

/** Largest block file, bytes: thousands of layers, and still read in no time. */
export const maxBlockBytes = 4 * 2 ** 20;

/** An input of a layer of the block that the block itself does not feed. */
export interface BlockPort {
  readonly node: string;
  readonly port: number;
}

/** A part of a network kept under a name, to be put into any network. */
export interface Block {
  readonly name: string;
  /** One line about it; may be empty. */
  readonly description: string;
  readonly fragment: Fragment;
  /** What feeds the block from outside: an entry is all that one layer feeds. The main path comes first. */
  readonly entries: readonly (readonly BlockPort[])[];
  /** Layers that feed what comes after the block, in the order of data flow. */
  readonly exits: readonly string[];
}

const text = (most: number) => z.string().trim().max(most);

const fileFormat = 'stride-block';

const fileSchema = z.object({
  format: z.literal(fileFormat),
  version: z.literal(1),
  name: text(maxBlockName).min(1),
  description: text(maxBlockDescription).default(''),
  fragment: fragmentSchema,
  entries: z.array(z.array(z.object({ node: z.string(), port: z.number().int().min(0) }))),
  exits: z.array(z.string()),
});

/** The names of a block in comparisons: those that differ in case or composed accents alone are one. */
export const blockKey = (name: string): string => name.normalize('NFC').trim().toLowerCase();

interface BlockWords {
  readonly name: string;
  readonly description?: string;
  /** Ids of notes that go with it. */
  readonly notes?: readonly string[];
}

/**
 * These layers as a block. Where several layers feed them, the last of those in the order of data flow is the main path, as
 * it is where a selection is repeated. Layers that shared weights with one that is not among them have their own.
 * `null` for nothing.
 */
export function makeBlock(
  document: StrideDocument,
  ids: readonly string[],
  { name, description = '', notes = [] }: BlockWords,
): Block | null {
  const wanted = new Set(ids);
  const order = readStructure(document.graph).order.filter((id) => wanted.has(id));
  if (order.length === 0) return null;
  const copied = copyFragment(document, order, notes);
  const nodes = copied.nodes.map(({ sharesWith, ...node }) =>
    sharesWith !== undefined && wanted.has(sharesWith) ? { ...node, sharesWith } : node,
  );
  return {
    name: name.trim().slice(0, maxBlockName),
    description: description.trim().slice(0, maxBlockDescription),
    fragment: { ...copied, nodes, inputs: [], ...fromCorner(copied) },
    entries: entriesOf(document, copied, order),
    exits: exitsOf(document, wanted, order),
  };
}

/** A block as the text of a file. */
export const writeBlock = ({ name, description, fragment, entries, exits }: Block): string =>
  `${JSON.stringify({ format: fileFormat, version: 1, name, description, fragment, entries, exits })}\n`;

/** The block in a file's text, or `null` where it is none that this version can read: the file may be anyone's. */
export function parseBlock(text: string): Block | null {
  // Every file that is opened is asked: a large model is not parsed for this.
  if (!text.includes(fileFormat)) return null;
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { name, description, fragment, entries, exits } = parsed.data;
  const known = new Set(fragment.nodes.map(({ id }) => id));
  if (known.size < fragment.nodes.length) return null;
  return {
    name,
    description,
    fragment,
    entries: entries.map((entry) => entry.filter(({ node }) => known.has(node))).filter((entry) => entry.length > 0),
    exits: exits.filter((id) => known.has(id)),
  };
}

/** Whether the block can be put on a wire: one layer feeds it, and one of its layers feeds what comes after. */
export const goesBetween = ({ entries, exits }: Block): boolean => entries.length === 1 && exits.length === 1;

function entriesOf(
  { graph }: StrideDocument,
  { nodes, edges, inputs }: Fragment,
  order: readonly string[],
): Block['entries'] {
  if (inputs.length === 0) {
    const fed = new Set(edges.map(({ target }) => target));
    const takes = new Set(nodes.filter(({ kind }) => layerOf(kind)?.arity.max !== 0).map(({ id }) => id));
    const waiting = order.filter((id) => takes.has(id) && !fed.has(id));
    return waiting.length === 0 ? [] : [waiting.map((node) => ({ node, port: 0 }))];
  }
  const place = new Map(readStructure(graph).order.map((id, i) => [id, i]));
  const sources = [...new Set(inputs.map(({ source }) => source))];
  return sources
    .sort((a, b) => (place.get(b) ?? 0) - (place.get(a) ?? 0))
    .map((from) => inputs.filter(({ source }) => source === from).map(({ target, port }) => ({ node: target, port })));
}

function exitsOf({ graph }: StrideDocument, chosen: ReadonlySet<string>, order: readonly string[]): readonly string[] {
  const leaving = Object.values(graph.edges).filter(({ source }) => chosen.has(source));
  const outside = new Set(leaving.filter(({ target }) => !chosen.has(target)).map(({ source }) => source));
  const feeding = new Set(leaving.map(({ source }) => source));
  return order.filter((id) => (outside.size > 0 ? outside.has(id) : !feeding.has(id)));
}

/** The same places with the highest and the leftmost layer at 0. */
function fromCorner({ positions, notes, edges }: Fragment): Pick<Fragment, 'positions' | 'notes' | 'edges'> {
  const all = Object.values(positions);
  // Layers that were never placed have no corner: what is drawn with them stays where it is.
  const [left, top] =
    all.length === 0 ? [0, 0] : [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))];
  const moved = Object.entries(positions).map(([id, { x, y }]): [string, Position] => [
    id,
    { x: x - left, y: y - top },
  ]);
  return {
    positions: Object.fromEntries(moved),
    edges: edges.map((edge) => (edge.via ? withBends(edge, shiftBends(edge.via, { x: -left, y: -top })) : edge)),
    ...(notes && { notes: notes.map((note) => ({ ...note, x: note.x - left, y: note.y - top })) }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
