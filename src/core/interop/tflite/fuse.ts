import { byte } from './flatbuffer.ts';
import type { Affine, GraphBuilder, Linear, Operation } from './graph.ts';
import { scaled } from './layers/kernels.ts';
import { activationSlots, fusedActivations } from './operators.ts';

export interface Fused {
  readonly operations: readonly Operation[];
  /** What is put out, where it is now. */
  readonly ends: readonly number[];
}

/**
 * The graph's operators with fewer of them: a factor and a summand for each channel become part of the weights before
 * them, a ReLU part of the operator before it. What nothing else reads may be changed; a reshape between keeps the channels.
 * @param ends ids of what is put out.
 */
export function fused(graph: GraphBuilder, ends: readonly number[]): Fused {
  const reads = new Map<number, number>(ends.map((id) => [id, 1]));
  for (const { inputs } of graph.operations) for (const id of inputs) reads.set(id, (reads.get(id) ?? 0) + 1);
  const drawn = [...graph.operations];
  const made = new Map<number, Operation>();
  const aliases = new Map<number, number>();
  const current = (id: number): number => aliases.get(id) ?? id;
  const channels = (id: number): number | undefined => graph.tensors[id]?.dims.at(-1);

  /** What made a tensor that is read once, before reshapes that leave the last axis alone. */
  const maker = (id: number): Operation | undefined => {
    if (reads.get(id) !== 1) return undefined;
    const operation = made.get(current(id));
    const [source = -1] = operation?.inputs ?? [];
    if (operation?.name !== 'RESHAPE' || channels(source) !== channels(id)) return operation;
    return maker(source);
  };
  const put = (operation: Operation): void => {
    for (const id of operation.outputs) made.set(id, operation);
  };
  /** The operator in another form, with its output in the place of the later one's. */
  const replace = (before: Operation, after: Operation, later: Operation | Affine): void => {
    put(after);
    const [from = -1] = later.inputs;
    const [to = -1] = later.outputs;
    aliases.set(to, current(from));
    reads.set(current(from), reads.get(to) ?? 0);
    order[order.indexOf(before)] = after;
  };
  const order: Operation[] = [];
  const append = (operation: Operation): void => {
    order.push(operation);
    put(operation);
  };

  for (const operation of drawn) {
    const [input = -1] = operation.inputs;
    const before = maker(input);
    if (operation.name === 'affine') {
      if (before?.linear && !isActivated(before)) {
        replace(before, { ...before, linear: affined(before.linear, operation, before.outputs[0] ?? 0) }, operation);
      } else for (const one of twoOperators(graph, operation, current(input))) append(one);
      continue;
    }
    const activation = fusedActivations[operation.name];
    const slot = before && activationSlots[before.name];
    if (activation !== undefined && before && slot !== undefined && !isActivated(before)) {
      const options = before.options.map((option, i) => (i === slot ? byte(activation) : option));
      replace(before, { ...before, options }, operation);
    } else append({ ...operation, inputs: operation.inputs.map(current) });
  }
  return { operations: order, ends: ends.map(current) };
}

function isActivated({ name, options }: Operation): boolean {
  const option = options[activationSlots[name] ?? -1];
  return option?.kind === 'byte' && option.value !== 0;
}

/** Weights that give what came out, scaled and shifted. */
function affined({ kernel, bias }: Linear, { scale, shift }: Affine, output: number): Linear {
  return {
    kernel: scaled(kernel, scale, `${kernel.key} scaled for ${output}`),
    bias: shift.map((value, i) => value + (bias?.[i] ?? 0) * (scale[i] ?? 1)),
  };
}

function twoOperators(graph: GraphBuilder, { outputs, scale, shift }: Affine, input: number): readonly Operation[] {
  const factors = graph.floats(scale, [scale.length]);
  const summands = graph.floats(shift, [shift.length]);
  const between = graph.tensor({ dims: graph.tensors[input]?.dims ?? [], type: 'float32' }).id;
  return [
    { name: 'MUL', inputs: [input, factors.id], outputs: [between], options: [byte(0)] },
    { name: 'ADD', inputs: [between, summands.id], outputs, options: [byte(0)] },
  ];
}
