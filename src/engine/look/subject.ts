import * as tf from '@tensorflow/tfjs-core';
import type { CompiledNetwork, TopologyLayer } from '../../core/compile/topology.ts';
import type { StartedBackend } from '../backends/backend.ts';
import { EngineError } from '../failure.ts';
import { asClasses } from '../inspect/probabilities.ts';
import { type ForwardOptions, forward, type Output } from '../network/forward.ts';
import { Model } from '../network/model.ts';
import { buildProgram, type Program, type ProgramLayer, requireSingleEnds } from '../network/program.ts';
import { combine } from '../random.ts';
import { say } from '../sayings.ts';
import type { LookTarget } from './protocol.ts';

/** What a layer gave for the image, on this side. */
export interface Activations {
  readonly values: Float32Array;
  /** Without the batch. */
  readonly shape: readonly number[];
}

/** Layers whose values are kept here: a window that moves asks for two of them again and again. */
const mostKept = 6;

/** Images at once. */
const most = 32;

/** The network that is looked at, with its weights, and the image it is shown. */
export class Subject {
  readonly program: Program;
  readonly model: Model;
  private image: Float32Array | null = null;
  private readonly kept = new Map<string, Activations>();

  constructor(
    readonly target: LookTarget,
    readonly backend: StartedBackend,
  ) {
    this.program = buildProgram(target.network);
    requireSingleEnds(this.program);
    this.model = target.weights
      ? Model.from(this.program, target.weights)
      : Model.fresh(this.program, combine(target.seed, 1));
  }

  get imageSize(): number {
    return sizeOf(this.program.inputShape);
  }

  show(values: Float32Array): void {
    if (values.length !== this.imageSize) {
      const shape = this.program.inputShape.join('×');
      const counts = { shape, count: 1, expected: this.imageSize, received: values.length };
      throw new EngineError('data-mismatch', say('imageValues', counts), this.program.layers[0]?.nodeId);
    }
    this.image = values;
    this.kept.clear();
  }

  /** The image shown last. */
  get shown(): Float32Array {
    if (this.image === null) throw new EngineError('internal', 'No image was given.');
    return this.image;
  }

  /** Place in `program.layers` of the layer that the node became. */
  placeOf(nodeId: string): number {
    const place = this.program.layers.findLastIndex((layer) => layer.nodeId === nodeId);
    if (place < 0) throw new EngineError('internal', `The network has no layer of node ${nodeId}.`);
    return place;
  }

  layerOf(nodeId: string): ProgramLayer {
    const layer = this.program.layers[this.placeOf(nodeId)];
    if (layer === undefined) throw new EngineError('internal', `The network has no layer of node ${nodeId}.`);
    return layer;
  }

  topologyOf(nodeId: string): TopologyLayer {
    const { name } = this.layerOf(nodeId);
    const found = this.target.network.topology.config.layers.find((layer) => layer.name === name);
    if (found === undefined) throw new EngineError('internal', `The topology has no layer ${name}.`);
    return found;
  }

  /** The program whose layer of this node gives what its activation would be applied to, if it has one of its own. */
  withoutActivation(nodeId: string): Program {
    const { name } = this.layerOf(nodeId);
    return buildProgram(bare(this.target.network, name));
  }

  /** What the layer gives for the image: the network is run up to there. */
  async activations(nodeId: string, stage: 'before' | 'after'): Promise<Activations> {
    const key = `${nodeId} ${stage}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const place = this.placeOf(nodeId);
    const program = upTo(stage === 'before' ? this.withoutActivation(nodeId) : this.program, place);
    const output = tf.tidy(() => this.run(program, this.images(this.shown, 1)).output);
    const activations = { values: await this.backend.read(output), shape: output.shape.slice(1) };
    output.dispose();
    const [oldest] = this.kept.keys();
    if (this.kept.size >= mostKept && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(key, activations);
    return activations;
  }

  /** Class probabilities of images, one after the other in `values`; `each` is told how many are done. */
  async probabilities(
    values: Float32Array,
    count: number,
    each: (done: number) => Promise<void> = async () => {},
  ): Promise<Float32Array[]> {
    const rows: Float32Array[] = [];
    const units = sizeOf(this.program.outputShape);
    for (let from = 0; from < count; from += most) {
      const some = Math.min(most, count - from);
      const part = values.subarray(from * this.imageSize, (from + some) * this.imageSize);
      const output = tf.tidy(() => this.run(this.program, this.images(part, some)).output);
      const read = await this.backend.read(output);
      output.dispose();
      for (let i = 0; i < some; i++) rows.push(asClasses(read.slice(i * units, (i + 1) * units)));
      await each(from + some);
    }
    return rows;
  }

  /** `[count, …inputShape]`. Call inside `tf.tidy`. */
  images(values: Float32Array, count: number): tf.Tensor {
    return tf.tensor(values, [count, ...this.program.inputShape]);
  }

  /** In inference mode. Call inside `tf.tidy`. */
  run(program: Program, x: tf.Tensor, options: Partial<ForwardOptions> = {}): Output {
    return forward(program, this.model.weights, x, { training: false, seed: 0, ...options });
  }

  dispose(): void {
    this.model.dispose();
  }
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** The layers up to this one, whose output is then the program's. */
export function upTo(program: Program, place: number): Program {
  const layers = program.layers.slice(0, place + 1);
  return { ...program, layers, output: place, outputs: [place], outputShape: layers[place]?.layer.outputShape ?? [] };
}

/** Frozen layers too let the gradient through to what is below them. */
export const throughEverything = (program: Program): Program => ({
  ...program,
  layers: program.layers.map((layer) => ({ ...layer, inputGradient: layer.inputs.length > 0 })),
});

/** The same network whose layer of this name ends in no activation. */
function bare(network: CompiledNetwork, name: string): CompiledNetwork {
  const { topology } = network;
  const layers = topology.config.layers.map((layer) =>
    layer.name === name && typeof layer.config.activation === 'string'
      ? { ...layer, config: { ...layer.config, activation: 'linear' } }
      : layer,
  );
  return { ...network, topology: { ...topology, config: { ...topology.config, layers } } };
}
