import type { TensorRef } from '../../compile/topology.ts';

/** A layer of what is written, called once or more. An input is never called. */
export interface CodeLayer {
  readonly name: string;
  readonly calls: readonly { readonly tensors: readonly { readonly ref: TensorRef }[] }[];
  /** What is in it, where it is itself a model: it then puts out as many tensors. */
  readonly model?: { readonly outputs: readonly unknown[] };
}

export interface CodeNetwork<Layer extends CodeLayer> {
  readonly layers: readonly Layer[];
  readonly inputs: readonly TensorRef[];
  readonly outputs: readonly TensorRef[];
}

/** What one line of code makes: an input, or a call of a layer. */
export interface CodeLine<Layer extends CodeLayer> {
  readonly layer: Layer;
  readonly call: Layer['calls'][number] | null;
  readonly ref: TensorRef;
}

const keyOf = ([layer, call]: TensorRef): string => `${call} ${layer}`;

const tensorKey = ([layer, call, tensor]: TensorRef): string => `${tensor} ${call} ${layer}`;

/** All that a line makes. */
export const madeBy = <Layer extends CodeLayer>({ layer, ref }: CodeLine<Layer>): readonly TensorRef[] =>
  (layer.model?.outputs ?? [null]).map((_, tensor) => [ref[0], ref[1], tensor]);

/** The inputs, then each call after those that feed it, branch after branch; calls of one layer in their own order. */
export function inOrder<Layer extends CodeLayer>({
  layers,
  inputs,
  outputs,
}: CodeNetwork<Layer>): readonly CodeLine<Layer>[] {
  const known = new Map(layers.map((layer) => [layer.name, layer]));
  const done = new Set<string>();
  const ordered: CodeLine<Layer>[] = [];
  const waiting: TensorRef[] = [...inputs, ...outputs].reverse();
  for (let ref = waiting.at(-1); ref; ref = waiting.at(-1)) {
    const layer = known.get(ref[0]);
    const call = layer?.calls[ref[1]] ?? null;
    const before: readonly TensorRef[] = ref[1] > 0 ? [[ref[0], ref[1] - 1, 0]] : [];
    const missing = [...before, ...(call?.tensors ?? []).map((tensor) => tensor.ref)].filter(
      (one) => !done.has(keyOf(one)),
    );
    if (missing.length > 0 && !done.has(keyOf(ref))) waiting.push(...missing.reverse());
    else {
      if (layer && !done.has(keyOf(ref))) ordered.push({ layer, call, ref: [ref[0], ref[1], 0] });
      done.add(keyOf(ref));
      waiting.pop();
    }
  }
  return ordered;
}

/** How a language names a value; the name is then one of those taken. */
export type Identifier = (name: string, taken: Set<string>) => string;

/**
 * The variable of each line: `x` for what the next line reads and nothing else does; a name of its own for all that is read
 * later, or twice.
 * @param taken names that stand for something else; the new ones are added.
 */
export function variables<Layer extends CodeLayer>(
  lines: readonly CodeLine<Layer>[],
  { inputs, outputs }: CodeNetwork<Layer>,
  identifier: Identifier,
  taken: Set<string>,
): (ref: TensorRef) => string {
  const readers = new Map<string, Set<number>>();
  for (const [line, { call }] of lines.entries())
    for (const { ref } of call?.tensors ?? [])
      readers.set(tensorKey(ref), (readers.get(tensorKey(ref)) ?? new Set<number>()).add(line));
  const ends = new Set(outputs.map(tensorKey));
  const names = new Map<string, string>();
  taken.add('x');
  if (inputs.length === 1 && inputs[0]) names.set(tensorKey(inputs[0]), identifier('inputs', taken));
  if (outputs.length === 1 && outputs[0] && !names.has(tensorKey(outputs[0])))
    names.set(tensorKey(outputs[0]), identifier('outputs', taken));
  for (const [place, line] of lines.entries()) {
    const made = madeBy(line);
    for (const ref of made) {
      const key = tensorKey(ref);
      if (names.has(key)) continue;
      const read = readers.get(key);
      const isAlone = line.call !== null && made.length === 1;
      const passing = isAlone && read?.size === 1 && read.has(place + 1) && !ends.has(key);
      const number = ref[1] + ref[2];
      names.set(key, passing ? 'x' : identifier(number === 0 ? ref[0] : `${ref[0]}_${number + 1}`, taken));
    }
  }
  return (ref) => names.get(tensorKey(ref)) ?? 'x';
}
