import type { OnnxNode, OnnxValue } from '../model.ts';
import type { Reading } from './reading.ts';
import { channelsFirst, type Size, sameOrder } from './values.ts';

/** Operators that have channels right after the batch. */
const ofImages: ReadonlySet<string> = new Set(
  'Conv ConvTranspose MaxPool AveragePool GlobalAveragePool GlobalMaxPool BatchNormalization InstanceNormalization GroupNormalization LRN Resize Upsample DepthToSpace'.split(
    ' ',
  ),
);
const recurrent: ReadonlySet<string> = new Set(['LSTM', 'GRU', 'RNN']);
/** Operators behind which the axes are what they were. */
const passing: ReadonlySet<string> = new Set(
  'Identity Cast Relu LeakyRelu Elu Selu Sigmoid Tanh Clip Dropout Add Sub Mul Div Pad Neg Softplus'.split(' '),
);

/** A transposition that puts channels, which come first, last. */
function isToLast({ opType, attributes }: OnnxNode): boolean {
  const perm = opType === 'Transpose' ? attributes.get('perm') : undefined;
  if (perm?.type !== 'ints') return false;
  const { value } = perm;
  // Of three axes the other way round is the same.
  return value.length > 3 && value.every((axis, i) => axis === (i === 0 ? 0 : i === value.length - 1 ? 1 : i + 1));
}

/** The first operator behind a value that says what its axes are. */
function firstUse(reading: Reading, name: string, seen = new Set<string>()): OnnxNode | null {
  if (seen.has(name)) return null;
  seen.add(name);
  for (const user of reading.usersOf(name)) {
    if (ofImages.has(user.opType) || recurrent.has(user.opType) || isToLast(user)) return user;
    const further = passing.has(user.opType) ? firstUse(reading, user.outputs[0] ?? '', seen) : null;
    if (further) return further;
  }
  return null;
}

export interface InputPlaces {
  /** In Keras's order. */
  readonly dims: readonly Size[];
  /** Of each axis of the ONNX input, that of Keras's. */
  readonly order: readonly number[];
}

/** How an input of ONNX becomes one of Keras's: by what first reads it. */
export function inputPlaces(reading: Reading, { name, dims: given }: OnnxValue): InputPlaces {
  const sizes = given.map((size): Size => (typeof size === 'number' && size > 0 ? size : null));
  const rank = sizes.length;
  const use = rank > 2 ? firstUse(reading, name) : null;
  const order = use === null ? sameOrder(rank) : placesFor(use, rank);
  const dims = order.map((_, place) => (place === 0 ? null : (sizes[order.indexOf(place)] ?? null)));
  return { dims, order };
}

function placesFor(use: OnnxNode, rank: number): readonly number[] {
  if (ofImages.has(use.opType) || isToLast(use)) return channelsFirst(rank);
  const layout = use.attributes.get('layout');
  // Steps come before the batch where nothing else is said.
  return layout?.type === 'int' && layout.value === 1 ? sameOrder(rank) : [1, 0, 2];
}
