import { freshName } from '../../../document/names.ts';
import type { GraphCall, GraphLayer, KerasModel, Ref } from './graph.ts';

const keyOf = ([layer, call, tensor]: Ref): string => `${tensor} ${call} ${layer}`;

type Fed = GraphCall['tensors'][number];

/** Layers of a model that are to be a model in it. */
interface Part {
  readonly model: KerasModel;
  /** What the part takes from outside, in the order of its inputs. */
  readonly takes: readonly Fed[];
}

/**
 * A layer through which something that the part puts out comes back to it: as one model it would have to be called before
 * itself. `null` where there is none.
 */
export function wayBack({ layers }: KerasModel, part: ReadonlySet<GraphLayer>): string | null {
  const inside = new Set([...part].map(({ name }) => name));
  const readers = new Map<string, { readonly layer: GraphLayer; readonly call: number }[]>();
  for (const layer of layers)
    for (const [call, { tensors }] of layer.calls.entries())
      for (const { ref } of tensors) {
        const source = `${ref[1]} ${ref[0]}`;
        const known = readers.get(source);
        if (known) known.push({ layer, call });
        else readers.set(source, [{ layer, call }]);
      }
  const seen = new Set<string>();
  const open: { readonly key: string; readonly isInside: boolean; readonly name: string }[] = [...part].flatMap(
    ({ name, calls }) => calls.map((_, call) => ({ key: `${call} ${name}`, isInside: true, name })),
  );
  for (let from = open.pop(); from; from = open.pop()) {
    for (const { layer, call } of readers.get(from.key) ?? []) {
      if (inside.has(layer.name)) {
        if (!from.isInside) return from.name;
        continue;
      }
      const key = `${call} ${layer.name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      open.push({ key, isInside: false, name: layer.name });
    }
  }
  return null;
}

/** These layers as a model of their own: what they take from outside comes in, what others read or the model puts out goes out. */
export function modelIn({ layers, outputs }: KerasModel, part: ReadonlySet<GraphLayer>, name: string): Part {
  const own = layers.filter((layer) => part.has(layer));
  const inside = new Set(own.map((layer) => layer.name));
  const takes = new Map<string, Fed>();
  for (const { calls } of own)
    for (const { tensors } of calls)
      for (const fed of tensors) if (!inside.has(fed.ref[0])) takes.set(keyOf(fed.ref), fed);
  const read = new Set(
    [
      ...layers.flatMap((layer) => (part.has(layer) ? [] : layer.calls.flatMap(({ tensors }) => tensors))),
      ...outputs.map((ref) => ({ ref })),
    ].map(({ ref }) => keyOf(ref)),
  );
  const gives = own.flatMap((layer) => refsOf(layer).filter((ref) => read.has(keyOf(ref))));
  const taken = new Set(inside);
  const inputs = [...takes].map(([key, { shape }], i) => {
    const input = freshName(takes.size === 1 ? 'input' : `input_${i + 1}`, taken);
    taken.add(input);
    return { key, layer: inputLayer(input, shape) };
  });
  const renamed = new Map<string, Ref>(inputs.map(({ key, layer }) => [key, [layer.name, 0, 0]]));
  const model = {
    name,
    layers: [...inputs.map(({ layer }) => layer), ...own.map((layer) => withRefs(layer, renamed))],
    inputs: inputs.map(({ layer }): Ref => [layer.name, 0, 0]),
    outputs: gives,
  };
  return { model, takes: [...takes.values()] };
}

/**
 * The model with one layer, itself a model, in place of those of a part.
 * @param inner the part's model, with what became of the groups in it
 */
export function contracted(
  model: KerasModel,
  part: ReadonlySet<GraphLayer>,
  { model: { name, outputs }, takes }: Part,
  inner: KerasModel,
): KerasModel {
  const renamed = new Map<string, Ref>(outputs.map((ref, tensor) => [keyOf(ref), [name, 0, tensor]]));
  const own: GraphLayer = {
    className: 'Functional',
    name,
    isOperation: false,
    config: {},
    calls: [{ of: '', tensors: takes, constants: [], options: {} }],
    weightsOf: null,
    model: inner,
  };
  const last = model.layers.findLast((layer) => part.has(layer));
  return {
    ...model,
    layers: model.layers.flatMap((layer) =>
      layer === last ? [own] : part.has(layer) ? [] : [withRefs(layer, renamed)],
    ),
    outputs: model.outputs.map((ref) => renamed.get(keyOf(ref)) ?? ref),
  };
}

/** All that a layer puts out. */
const refsOf = ({ name, calls, model }: GraphLayer): readonly Ref[] =>
  calls.flatMap((_, call) => (model?.outputs ?? [null]).map((_, tensor): Ref => [name, call, tensor]));

const inputLayer = (name: string, shape: Fed['shape']): GraphLayer => ({
  className: 'InputLayer',
  name,
  isOperation: false,
  config: { batch_shape: [null, ...shape], dtype: 'float32', sparse: false, ragged: false, name },
  calls: [],
  weightsOf: null,
});

const withRefs = (layer: GraphLayer, renamed: ReadonlyMap<string, Ref>): GraphLayer => ({
  ...layer,
  calls: layer.calls.map((call) => ({
    ...call,
    tensors: call.tensors.map(({ ref, shape }) => ({ ref: renamed.get(keyOf(ref)) ?? ref, shape })),
  })),
});
