import type { CompiledNetwork } from '../../core/compile/topology.ts';
import type { Artifact } from '../../core/interop/artifact.ts';
import { shapeSize } from '../../core/math/shape.ts';
import { uniformStream } from '../../engine/random.ts';
import { channelsFirst } from '../../engine/verify/channels-first.ts';
import { type Comparison, comparePredictions } from '../../engine/verify/compare.ts';
import { openOnnxModel } from '../../engine/verify/onnx-model.ts';
import { runtimeLimits } from '../../engine/verify/predict-apart.ts';
import { withEngine } from '../engine.ts';
import type { Exportable } from './export-file.ts';

/** Samples that both sides predict. */
const samples = 16;
const seed = 20_261_124;

/** What ONNX Runtime's answers came to beside the engine's, or why they were not compared. */
export type OnnxCheck = Comparison | { readonly skipped: string };

/**
 * Lets ONNX Runtime open a file and predict drawn samples, values 0…1 or whole numbers where an embedding reads them, and
 * compares its answers with the engine's.
 *
 * @param layout in which the file takes images.
 */
export async function checkOnnx(
  { network, weights }: Exportable,
  file: Artifact,
  layout: 'nhwc' | 'nchw',
): Promise<OnnxCheck> {
  const { inputs, outputs, inputShape } = network;
  if (inputs.length !== 1 || outputs.length !== 1) return { skipped: 'the network has several inputs or outputs' };
  if (file.bytes.length > runtimeLimits.bytes) return { skipped: 'the file is too large to open beside the engine' };
  const drawn = Array.from({ length: samples }, (_, i) => sampleOf(network, seed + i));
  try {
    const model = await openOnnxModel([file]);
    const theirs: Float32Array[] = [];
    const end = performance.now() + runtimeLimits.milliseconds;
    for (const sample of drawn) {
      theirs.push(await model.predict(layout === 'nchw' ? channelsFirst(sample, inputShape) : sample));
      if (performance.now() > end) break;
    }
    await model.close();
    const count = theirs.length;
    const images = Float32Array.from(drawn.slice(0, count).flatMap((sample) => [...sample]));
    const request = { network, weights, images, count, backend: 'auto' as const, withMaps: false };
    const ours = await withEngine((engine) => engine.predict(request));
    return comparePredictions(ours.probabilities, theirs);
  } catch (error) {
    return { skipped: error instanceof Error ? error.message : String(error) };
  }
}

function sampleOf(network: CompiledNetwork, own: number): Float32Array {
  const next = uniformStream(own);
  const limit = tokenLimit(network);
  return Float32Array.from({ length: shapeSize(network.inputShape) }, () =>
    limit === null ? next() : Math.floor(next() * limit),
  );
}

/** Number of different tokens where an embedding reads the input. */
function tokenLimit({ topology, inputs }: CompiledNetwork): number | null {
  const [input] = inputs;
  const limits = topology.config.layers
    .filter(({ class_name: className }) => className === 'Embedding')
    .filter(({ inbound_nodes: [call = []] }) => call.some(([source]) => source === input?.name))
    .map(({ config }) => Number(config.input_dim));
  return limits.length === 0 ? null : Math.min(...limits);
}
