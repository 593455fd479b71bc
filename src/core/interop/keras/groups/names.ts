import { smallest as leastOf } from '../../../math/extremes.ts';
import { type Block, isConnected, type Part } from './part.ts';

/** Levels of blocks: stages, and blocks in them. */
const levels = 2;
/** Fewest layers that a stage and a block in it have in the mean: a convolution with what follows it is no block. */
const smallest = [2, 4];

/**
 * Blocks that the layers' names show: a beginning that ends in a number or a letter that counts (`conv2_block1_…`,
 * `block3b_…`) and of which there are several, or an ending that counts (`…_normal_4`). Automatic names show nothing.
 */
export function blocksByName(part: Part): readonly Block[] {
  const prefixes = prefixesOf(part);
  const byStart = nested(part, prefixes, 0, new Set(part.nodes.keys()));
  const byEnd = blocksBySuffix(part);
  return covered(byStart) >= covered(byEnd) ? byStart : byEnd;
}

const covered = (blocks: readonly Block[]): number =>
  blocks.reduce((total, { members, blocks: inner }) => total + members.length + covered(inner), 0);

interface Token {
  readonly text: string;
  /** Where it ends in the name. */
  readonly end: number;
}

/** `conv2_block1_1_bn` → `conv2`, `block1`, `1`, `bn`; `block2b_add` → `block2`, `b`, `add`. */
function tokensOf(name: string): readonly Token[] {
  return [...name.matchAll(/[^_./\-\s]+/g)].flatMap(({ 0: text, index }) => {
    const end = index + text.length;
    const numbered = /^(.*\d)[a-z]$/.exec(text)?.[1];
    return numbered === undefined
      ? [{ text, end }]
      : [
          { text: numbered, end: end - 1 },
          { text: text.slice(-1), end },
        ];
  });
}

/** Whether a beginning that ends in this token is one of several. */
const counts = (token: string, before: string | undefined): boolean =>
  /\d$/.test(token) || (token.length === 1 && /[a-z]/i.test(token) && before !== undefined && /\d$/.test(before));

interface Prefix {
  readonly text: string;
  /** The same for all that differ in their numbers only. */
  readonly pattern: string;
  readonly length: number;
}

/** Beginnings of each name, shortest first, that count; and the beginning without its number, which is the first of some. */
function prefixesOf({ nodes }: Part): readonly (readonly Prefix[])[] {
  const all = nodes.map(({ name, isAutomatic }): readonly Prefix[] => {
    if (isAutomatic) return [];
    const tokens = tokensOf(name);
    return tokens.flatMap(({ text, end }, i) => {
      if (!counts(text, tokens[i - 1]?.text)) return [];
      const before = tokens.slice(0, i).map((token) => token.text);
      const pattern = [...before, text.length === 1 && !/\d/.test(text) ? '@' : text].join('_').replace(/\d+/g, '#');
      return [{ text: name.slice(0, end), pattern, length: i + 1 }];
    });
  });
  return withFirsts(nodes, all);
}

/** `expanded_conv_project` stands before `expanded_conv_1_project`: it is of a block too. */
function withFirsts(nodes: Part['nodes'], all: readonly (readonly Prefix[])[]): readonly (readonly Prefix[])[] {
  const stems = new Map<string, Prefix>();
  for (const prefix of all.flat()) {
    const stem = /^(.+)_#$/.exec(prefix.pattern)?.[1];
    if (stem && !stem.includes('#')) stems.set(stem, prefix);
  }
  return all.map((prefixes, i) => {
    const { name = '', isAutomatic = true } = nodes[i] ?? {};
    if (isAutomatic || prefixes.length > 0) return prefixes;
    const tokens = tokensOf(name);
    for (let length = tokens.length - 1; length > 0; length--) {
      const text = name.slice(0, tokens[length - 1]?.end);
      const numbered = stems.get(text.replace(/[./\-\s]/g, '_'));
      if (numbered) return [{ text, pattern: numbered.pattern, length }];
    }
    return prefixes;
  });
}

/** Blocks among these nodes, by the shortest beginning that makes some; inside each, by the next. */
function nested(
  part: Part,
  prefixes: readonly (readonly Prefix[])[],
  level: number,
  within: ReadonlySet<number>,
  longerThan = 0,
): readonly Block[] {
  if (level === levels) return [];
  const found = new Map<string, { readonly pattern: string; readonly length: number; readonly members: Set<number> }>();
  for (const node of within) {
    for (const { text, pattern, length } of prefixes[node] ?? []) {
      if (length <= longerThan) continue;
      const one = found.get(text);
      if (one) one.members.add(node);
      else found.set(text, { pattern, length, members: new Set([node]) });
    }
  }
  const usable = [...found].filter(([, { members }]) => members.size >= 2 && members.size < within.size);
  const complete = usable
    .map(([text, one]) => ({ text, ...one, core: one.members, members: joined(part, one.members, within) }))
    .filter(({ members }) => isConnected(part, members));
  const patterns = new Map<string, { times: number; nodes: number }>();
  for (const { pattern, members } of complete) {
    const { times, nodes } = patterns.get(pattern) ?? { times: 0, nodes: 0 };
    patterns.set(pattern, { times: times + 1, nodes: nodes + members.size });
  }
  const repeated = complete.filter(({ pattern }) => {
    const { times, nodes } = patterns.get(pattern) ?? { times: 0, nodes: 0 };
    return times >= 2 && nodes >= times * (smallest[level] ?? 2);
  });
  const taken = new Set<number>();
  const blocks: Block[] = [];
  // The shortest first: what is inside it comes out of the next level.
  for (const { text, length, core, members } of repeated.sort((a, b) => a.length - b.length)) {
    if ([...core].some((node) => taken.has(node))) continue;
    const own = new Set([...members].filter((node) => !taken.has(node)));
    if (!isConnected(part, own)) continue;
    for (const node of own) taken.add(node);
    const inner = nested(part, prefixes, level + 1, own, length);
    const inside = new Set(inner.flatMap((block) => block.members));
    blocks.push({ name: text, members: [...own].filter((node) => !inside.has(node)), blocks: inner });
  }
  return blocks.sort((a, b) => firstOf(a) - firstOf(b));
}

const firstOf = ({ members, blocks }: Block): number => leastOf([...members, ...blocks.map(firstOf)]);

/** So many names with one word before the number are of a block that has the word in its own name. */
const manyEndings = 5;

/** Endings that count: all names that end in `_4`, where those that end in other numbers begin alike. */
function blocksBySuffix(part: Part): readonly Block[] {
  const found = new Map<string, { readonly members: Set<number>; readonly stems: Set<string> }>();
  const ends = part.nodes.map(({ name, isAutomatic }) => (isAutomatic ? null : /_((?:[a-z]+_)?(\d+))$/i.exec(name)));
  const worded = new Map<string, number>();
  for (const end of ends) if (end?.[1]) worded.set(end[1], (worded.get(end[1]) ?? 0) + 1);
  part.nodes.forEach(({ name }, node) => {
    const [, word, number] = ends[node] ?? [];
    if (word === undefined || number === undefined) return;
    // `stem_1` and `1` are two, if there is enough of both.
    const end = (worded.get(word) ?? 0) >= manyEndings ? word : number;
    const stem = name.slice(0, -end.length);
    const one = found.get(end) ?? { members: new Set(), stems: new Set() };
    one.members.add(node);
    one.stems.add(stem);
    found.set(end, one);
  });
  const all = [...found].filter(([, { members }]) => members.size >= 3);
  const alike = all.filter(([end, { stems }]) =>
    all.some(([other, { stems: others }]) => {
      if (other === end) return false;
      const common = [...stems].filter((stem) => others.has(stem)).length;
      return common >= 0.7 * Math.max(stems.size, others.size);
    }),
  );
  const within = new Set(part.nodes.keys());
  const taken = new Set<number>();
  return alike.flatMap(([end, { members }]) => {
    const complete = joined(part, members, within);
    if (!isConnected(part, complete) || [...complete].some((node) => taken.has(node))) return [];
    for (const node of complete) taken.add(node);
    return [{ name: `block_${end}`, members: [...complete].sort((a, b) => a - b), blocks: [] }];
  });
}

/**
 * A block with the layers of automatic names that are of it: those on the way from one of its nodes to another, a merge that
 * takes its only end, and what leads to such a merge beside it.
 */
function joined(part: Part, members: ReadonlySet<number>, within: ReadonlySet<number>): Set<number> {
  const { nodes, inputs, outputs, arities } = part;
  const isMerge = (node: number): boolean => (arities[node] ?? 0) >= 2;
  const isFree = (node: number): boolean =>
    within.has(node) && !members.has(node) && (nodes[node]?.isAutomatic ?? false) && (arities[node] ?? 0) > 0;
  const after = reach(members, outputs, isFree);
  const before = reach(members, inputs, isFree);
  const all = new Set([...members, ...[...after].filter((node) => before.has(node))]);
  const merges = [...all].flatMap((node) => outputs[node] ?? []).filter((node) => isFree(node) && !all.has(node));
  for (const merge of merges) {
    const own = (inputs[merge] ?? []).filter((node) => all.has(node));
    if (!isMerge(merge) || !own.some((node) => outputs[node]?.length === 1)) continue;
    all.add(merge);
    const [next, ...others] = outputs[merge] ?? [];
    if (next !== undefined && others.length === 0 && isFree(next) && nodes[next]?.isActivation) all.add(next);
  }
  const open = [...all].filter(isMerge);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const input of inputs[node] ?? []) {
      // What feeds the block's own layers too is what comes before it.
      const leadsOnlyHere = (outputs[input] ?? []).every((next) => all.has(next) && !members.has(next));
      if (all.has(input) || !isFree(input) || isMerge(input) || !leadsOnlyHere) continue;
      all.add(input);
      open.push(input);
    }
  }
  return all;
}

/** Free nodes that a walk along the wires comes to. */
function reach(
  from: ReadonlySet<number>,
  next: readonly (readonly number[])[],
  isFree: (node: number) => boolean,
): ReadonlySet<number> {
  const seen = new Set<number>();
  const open = [...from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const other of next[node] ?? []) {
      if (seen.has(other) || !isFree(other)) continue;
      seen.add(other);
      open.push(other);
    }
  }
  return seen;
}
