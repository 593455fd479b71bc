import { type NetworkBuilder, network, type Tensor } from '../build/network.ts';
import type { NodeParams, StrideDocument } from '../document/schema.ts';
import { conv2d } from '../layers/convolution/conv2d.ts';
import { maxPooling2d } from '../layers/pooling/max-pooling2d.ts';
import { type LayerKind, layerOf } from '../layers/registry.ts';
import type { Shape } from '../math/shape.ts';
import { fail, ok, type Result } from '../result.ts';
import { parsePattern } from './parse.ts';
import { type Pattern, type PatternDefaults, type PatternItem, type PatternLayer, patternDefaults } from './pattern.ts';
import { type PatternError, patternError } from './pattern-error.ts';

/** More layers than this is a slip of the finger, such as `*1000`. */
const mostLayers = 1000;

/** Values of what a line leaves open, and words for the network and its groups, which are numbered. */
export type PatternOptions = Partial<PatternDefaults> & { readonly name?: string; readonly block?: string };

/**
 * The network that a pattern line stands for. CONV is a 3×3 convolution with same padding, POOL the maximum of 2×2; a
 * RELU directly after CONV or FC becomes that layer's activation. The first FC is preceded by Flatten; the last one
 * ends in softmax, or in sigmoid when it has a single unit.
 */
export function generateFromPattern(text: string, options: PatternOptions = {}): Result<StrideDocument, PatternError> {
  const pattern = parsePattern(text);
  return pattern.ok ? patternDocument(pattern.value, options) : pattern;
}

export function patternDocument(
  pattern: Pattern,
  { name = 'ConvNet', block = 'Block', ...given }: PatternOptions = {},
): Result<StrideDocument, PatternError> {
  const defaults = { ...patternDefaults, ...given };
  const layers: Expanded[] = [];
  const problem = expand(pattern.items, defaults, null, layers) ?? checkOrder(layers);
  return problem ? fail(problem) : assemble({ name, block }, withNeighbours(layers), defaults);
}

/** A layer of the line after its repetitions were written out. `round` counts the outermost repetition's rounds from 0. */
interface Expanded {
  readonly layer: PatternLayer;
  readonly round: number;
  /** Marks the round of a repeated block, which becomes a group on the canvas; `null` outside. */
  readonly block: string | null;
}

/** With what the neighbours change: a RELU that follows, a RELU that the layer before has taken in, the last FC. */
interface Step extends Expanded {
  readonly rectified: boolean;
  readonly fused: boolean;
  readonly last: boolean;
}

function withNeighbours(layers: readonly Expanded[]): Step[] {
  const lastDense = layers.findLastIndex(({ layer }) => layer.type === 'fc');
  const takesActivation = (at: number): boolean => ['conv', 'fc'].includes(layers[at]?.layer.type ?? '');
  return layers.map((step, i) => ({
    ...step,
    rectified: takesActivation(i) && layers[i + 1]?.layer.type === 'relu',
    fused: step.layer.type === 'relu' && takesActivation(i - 1),
    last: i === lastDense,
  }));
}

function expand(
  items: readonly PatternItem[],
  defaults: PatternDefaults,
  outer: { readonly round: number; readonly block: string | null } | null,
  layers: Expanded[],
): PatternError | null {
  for (const item of items) {
    if (item.type !== 'repeat') {
      if (layers.length === mostLayers) return tooLong(item.column);
      layers.push({ layer: item, round: outer?.round ?? 0, block: outer?.block ?? null });
      continue;
    }
    const times = typeof item.times === 'number' ? item.times : defaults.repeats[item.times];
    if (times > mostLayers) return tooLong(item.column);
    for (let round = 0; round < times; round++) {
      const block = outer?.block ?? (hasConvolution(item.items) ? `${item.column}/${round + 1}` : null);
      const problem = expand(item.items, defaults, outer ?? { round, block }, layers);
      if (problem) return problem;
    }
  }
  return null;
}

const tooLong = (column: number): PatternError =>
  patternError('tooLarge', column, 'layers', { code: 'repetition' }, { most: mostLayers });

const hasConvolution = (items: readonly PatternItem[]): boolean =>
  items.some((item) => (item.type === 'repeat' ? hasConvolution(item.items) : item.type === 'conv'));

/** Images come before vectors: no CONV or POOL after the first FC. */
function checkOrder(steps: readonly Expanded[]): PatternError | null {
  const dense = steps.findIndex(({ layer }) => layer.type === 'fc');
  if (dense < 0) return null;
  const late = steps.slice(dense).find(({ layer }) => layer.type === 'conv' || layer.type === 'pool');
  if (!late) return null;
  return patternError('order', late.layer.column, 'afterDense', { text: late.layer.type.toUpperCase() });
}

/** What the layers so far have come to. */
interface Progress {
  x: Tensor;
  /** Shape that reaches the next layer, as the layers themselves compute it. */
  shape: Shape;
  flat: boolean;
  /** Units of the last FC, once it is there. */
  outputUnits: number | null;
}

function assemble(
  words: { readonly name: string; readonly block: string },
  steps: readonly Step[],
  defaults: PatternDefaults,
): Result<StrideDocument, PatternError> {
  const net = network(words.name);
  const [first, ...rest] = steps;
  const shape: Shape = (first?.layer.type === 'input' ? first.layer.shape : null) ?? defaults.input;
  const refused = refusal('input', { shape }, first?.layer);
  if (refused) return fail(refused);
  const progress: Progress = { x: net.input(shape), shape, flat: false, outputUnits: null };
  let blocks = 0;
  for (const run of runsByBlock(rest)) {
    const add = (): PatternError | null => {
      for (const step of run) {
        const problem = addLayer(net, progress, step, defaults);
        if (problem) return problem;
      }
      return null;
    };
    const problem = run[0]?.block == null ? add() : net.group(`${words.block} ${++blocks}`, add);
    if (problem) return fail(problem);
  }
  return ok(net.document(progress.outputUnits === 1 ? { loss: 'binaryCrossentropy' } : {}));
}

function addLayer(
  net: NetworkBuilder,
  progress: Progress,
  { layer, round, rectified, fused, last }: Step,
  defaults: PatternDefaults,
): PatternError | null {
  switch (layer.type) {
    case 'input':
      break;
    case 'conv': {
      const params = convolution(layer, round, defaults, rectified);
      const refused = refusal('conv2d', params, layer);
      if (refused) return refused;
      progress.x = net.conv2d(progress.x, params);
      const output = conv2d.outputShape(conv2d.params.parse(params), [progress.shape]);
      if (output.ok) progress.shape = output.value.shape;
      break;
    }
    case 'pool':
      return addPooling(net, progress, layer);
    case 'fc': {
      if (!progress.flat) progress.x = net.flatten(progress.x);
      progress.flat = true;
      const units = layer.units ?? (last ? defaults.classes : defaults.units);
      if (last) progress.outputUnits = units;
      const refused = refusal('dense', { units }, layer);
      if (refused) return refused;
      const ending = units === 1 ? 'sigmoid' : 'softmax';
      progress.x = net.dense(progress.x, { units, activation: rectified ? 'relu' : last ? ending : 'linear' });
      break;
    }
    case 'relu':
      if (!fused) progress.x = net.relu(progress.x);
      break;
    case 'bn':
      progress.x = net.batchNormalization(progress.x);
      break;
    case 'dropout':
      progress.x = net.dropout(progress.x, layer.rate === null ? {} : { rate: layer.rate });
      break;
  }
  return null;
}

/** An optional POOL whose window is larger than the image is left out; any other is an error. */
function addPooling(
  net: NetworkBuilder,
  progress: Progress,
  layer: Extract<PatternLayer, { type: 'pool' }>,
): PatternError | null {
  const window = pair(layer.window ?? [2, 2]);
  const params = { poolSize: window, strides: window };
  const refused = refusal('maxPooling2d', params, layer);
  if (refused) return refused;
  const output = maxPooling2d.outputShape(maxPooling2d.params.parse(params), [progress.shape]);
  if (output.ok) {
    progress.x = net.maxPooling2d(progress.x, params);
    progress.shape = output.value.shape;
    return null;
  }
  if (layer.optional) return null;
  const image = progress.shape.slice(0, 2).join('×');
  return patternError('doesNotFit', layer.column, 'mostWindow', { text: `POOL ${window.join('×')}` }, { image });
}

/** What a layer's own schema says against a number of the line: so far only that it is too large. */
function refusal(kind: LayerKind, params: NodeParams, layer: PatternLayer | undefined): PatternError | null {
  const [issue] = layerOf(kind)?.params.safeParse(params).error?.issues ?? [];
  if (issue?.code !== 'too_big' || !layer) return null;
  const values = { field: String(issue.path[0] ?? ''), limit: Number(issue.maximum) };
  return patternError('tooLarge', layer.column, 'limit', { text: layer.type.toUpperCase() }, values);
}

function convolution(
  layer: Extract<PatternLayer, { type: 'conv' }>,
  round: number,
  defaults: PatternDefaults,
  rectified: boolean,
) {
  const doubling = layer.doubling || layer.filters === null;
  const stride = layer.stride ?? 1;
  return {
    filters: (layer.filters ?? defaults.filters) * (doubling ? 2 ** round : 1),
    kernelSize: pair(layer.kernel ?? [3, 3]),
    strides: pair([stride, stride]),
    padding: 'same' as const,
    activation: rectified ? ('relu' as const) : ('linear' as const),
  };
}

const pair = ([height, width]: readonly [number, number]): [number, number] => [height, width];

function runsByBlock(steps: readonly Step[]): Step[][] {
  const runs: Step[][] = [];
  for (const step of steps) {
    const run = runs.at(-1);
    if (run && run[0]?.block === step.block) run.push(step);
    else runs.push([step]);
  }
  return runs;
}
