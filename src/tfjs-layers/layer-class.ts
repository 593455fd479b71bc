import type { LayerVariable } from '@tensorflow/tfjs-layers';
import { activate } from './activations.ts';
import { Options } from './options.ts';
import { restoredConstraint, restoredInitializer, restoredRegularizer } from './restore.ts';
import { type LayerSpec, type Sizes, type Slot, Weights } from './spec.ts';
import type { Config, LayerClass, Tensor, Tf } from './tf.ts';

type Shape = (number | null)[];

const isSeveral = (shapes: Shape | Shape[]): shapes is Shape[] => Array.isArray(shapes[0]);

/** The sizes behind the batch of one shape or several. */
const sizesOf = (shapes: Shape | Shape[]): readonly Sizes[] =>
  (isSeveral(shapes) ? shapes : [shapes]).map((shape) => shape.slice(1).map((n) => n ?? Number.NaN));

const shapeOf = (sizes: Sizes): Shape => [null, ...sizes.map((n) => (Number.isNaN(n) ? null : n))];

/** A subclass of tfjs's `Layer` that does what its spec says, and goes into a file and back as it came. */
export function layerClass(tf: Tf, spec: LayerSpec): LayerClass {
  return class extends tf.layers.Layer {
    static className = spec.className;
    readonly #config: Config;
    readonly #options: Options;
    readonly #variables = new Map<string, LayerVariable>();

    constructor(config: Config = {}) {
      super(config);
      const { customObjects: _, ...own } = config;
      this.#config = own;
      this.#options = new Options(own);
    }

    override build(inputShape: Shape | Shape[]): void {
      for (const slot of spec.weights?.(this.#options, sizesOf(inputShape)) ?? [])
        this.#variables.set(slot.name, this.#add(slot));
      this.built = true;
    }

    #add({ name, shape, initializer, prefix = name, trainable }: Slot): LayerVariable {
      return this.addWeight(
        name,
        [...shape],
        'float32',
        restoredInitializer(tf, this.#options.raw(`${prefix}Initializer`) ?? initializer),
        restoredRegularizer(tf, this.#options.raw(`${prefix}Regularizer`)),
        trainable !== false,
        restoredConstraint(tf, this.#options.raw(`${prefix}Constraint`)),
      );
    }

    override computeOutputShape(inputShape: Shape | Shape[]): Shape {
      return shapeOf(spec.outputShape(this.#options, sizesOf(inputShape)));
    }

    override call(inputs: Tensor | Tensor[], kwargs: { readonly training?: boolean } = {}): Tensor {
      return tf.tidy(() => {
        const tensors = Array.isArray(inputs) ? inputs : [inputs];
        const weights = new Weights(new Map([...this.#variables].map(([name, variable]) => [name, variable.read()])));
        const y = spec.call(tf, tensors, weights, this.#options, {
          training: kwargs.training === true && this.trainable,
          assign: (name, value) => this.#variables.get(name)?.write(value),
        });
        return activate(tf, this.#options.text('activation', 'linear'), y);
      });
    }

    override getConfig(): Config {
      return { ...this.#config, ...super.getConfig() };
    }
  };
}
