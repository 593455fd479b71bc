import { z } from 'zod';
import { shapeSize } from '../../../math/shape.ts';
import type { FileLayer } from '../../keras/model-file.ts';
import type { ImportOptions } from '../../keras/read.ts';
import { type ImportedNetwork, readNetwork } from '../../keras/read-network.ts';
import type { WantedWeight } from '../../keras/read-weights.ts';
import type { DecodedModel } from '../decode.ts';
import { ownKey, printOf, type StoredWeight } from '../own.ts';
import { biasOf, kernelOf, recurrentGates } from './operators/recurrent.ts';
import { asFloats, constantOf, transposed } from './values.ts';

const stored: z.ZodType<StoredWeight> = z.union([
  z.object({ tensor: z.string(), shape: z.array(z.number()), order: z.array(z.number()) }),
  z.object({
    tensor: z.string(),
    recurrent: z.object({ operator: z.enum(['LSTM', 'GRU', 'RNN']), part: z.enum(['kernel', 'bias', 'both']) }),
    way: z.number(),
  }),
  z.object({ bits: z.array(z.number()) }),
]);

const description = z.object({
  print: z.string(),
  model: z.unknown(),
  layers: z.unknown(),
  weights: z.record(z.string(), stored),
});

/** The network of a file that Stride wrote and nobody changed, layer by layer as it was; `null` for any other. */
export function readOwnNetwork(model: DecodedModel, options: ImportOptions): ImportedNetwork | null {
  const said = described(model.metadata.get(ownKey));
  if (!said || said.print !== printOf(model.graph.nodes)) return null;
  const tensors = new Map(model.graph.initializers.map((one) => [one.name, one]));
  const valuesOf = (place: StoredWeight): Float32Array | null => {
    if ('bits' in place) return new Float32Array(Uint32Array.from(place.bits).buffer);
    const tensor = tensors.get(place.tensor);
    const constant = tensor && constantOf(tensor);
    if (!constant) return null;
    if ('recurrent' in place) {
      const { operator, part } = place.recurrent;
      const gates = recurrentGates(operator);
      return part === 'kernel'
        ? kernelOf(constant, place.way, gates)
        : biasOf(constant, place.way, gates, part === 'both');
    }
    const { shape, order } = place;
    const back = shape.map((_, axis) => order.indexOf(axis));
    return shapeSize(shape) === constant.values.length ? transposed(asFloats(constant), constant.dims, back) : null;
  };
  const weightsOf = (layer: FileLayer, wanted: readonly WantedWeight[]) => {
    const found = wanted.map(({ name, shape }) => {
      const place = said.weights[`${layer.name}/${name}`];
      const values = place && valuesOf(place);
      return values?.length === shapeSize(shape) ? values : null;
    });
    const known = found.filter((values) => values !== null);
    return known.length === wanted.length ? known : null;
  };
  const hasWeights = Object.keys(said.weights).length > 0;
  const read = readNetwork(said.model, { layers: said.layers }, hasWeights ? () => weightsOf : null, options);
  const isWhole = read.ok && read.value.report.custom.length === 0 && read.value.withoutWeights === null;
  return isWhole ? read.value : null;
}

function described(text: string | undefined) {
  try {
    const read = text === undefined ? null : description.safeParse(JSON.parse(text));
    return read?.success ? read.data : null;
  } catch {
    return null;
  }
}
