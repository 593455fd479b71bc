import type { LayerVariable } from '@tensorflow/tfjs-layers';
import { activate } from './activations.ts';
import { Options } from './options.ts';
import { restoredConstraint, restoredInitializer, restoredRegularizer } from './restore.ts';
import type { Config, LayerClass, Tensor, Tf } from './tf.ts';

type Shape = (number | null)[];

/** One step `[x, h]` of the GRU that resets its state after the product, with two rows of bias; columns z, r, h. */
function cellOf(tf: Tf, options: Options, name: string) {
  return new (class extends tf.layers.RNNCell {
    readonly stateSize = options.number('units', 1);
    #kernel: LayerVariable | undefined;
    #recurrent: LayerVariable | undefined;
    #bias: LayerVariable | undefined;
    #masks: readonly [Tensor | null, Tensor | null] = [null, null];

    override build(inputShape: Shape | Shape[]): void {
      const width = 3 * this.stateSize;
      const features = Number(inputShape.at(-1));
      this.#kernel = this.#add('kernel', 'kernel', [features, width], 'GlorotUniform');
      this.#recurrent = this.#add('recurrent_kernel', 'recurrent', [this.stateSize, width], 'Orthogonal');
      if (options.boolean('useBias', true)) this.#bias = this.#add('bias', 'bias', [2, width], 'Zeros');
      this.built = true;
    }

    #add(weight: string, prefix: string, shape: number[], initializer: string): LayerVariable {
      return this.addWeight(
        weight,
        shape,
        'float32',
        restoredInitializer(tf, options.raw(`${prefix}Initializer`) ?? initializer),
        restoredRegularizer(tf, options.raw(`${prefix}Regularizer`)),
        true,
        restoredConstraint(tf, options.raw(`${prefix}Constraint`)),
      );
    }

    override call(inputs: Tensor | Tensor[], kwargs: { readonly training?: boolean }): Tensor[] {
      const [x, h] = Array.isArray(inputs) ? inputs : [];
      if (!x || !h || !this.#kernel || !this.#recurrent) throw new Error(`${name} has no state to go on from.`);
      const given = [x, h] as const;
      const [kernel, recurrent] = [this.#kernel.read(), this.#recurrent.read()];
      const bias = this.#bias?.read();
      return tf.tidy(() => {
        const [seen, state] = kwargs.training === true ? this.#dropped(given) : given;
        const row = (place: number): Tensor | undefined => bias && tf.slice(bias, [place, 0], [1, 3 * this.stateSize]);
        const product = (a: Tensor, b: Tensor, offset: Tensor | undefined): Tensor[] => {
          const values = tf.matMul(a, b);
          return tf.split(offset === undefined ? values : tf.add(values, offset), 3, 1);
        };
        const [xz, xr, xh] = product(seen, kernel, row(0));
        const [hz, hr, hh] = product(state, recurrent, row(1));
        if (!xz || !xr || !xh || !hz || !hr || !hh) throw new Error(`${name} has kernels of the wrong width.`);
        const gate = (a: Tensor, b: Tensor): Tensor =>
          activate(tf, options.text('recurrentActivation', 'sigmoid'), tf.add(a, b));
        const [z, r] = [gate(xz, hz), gate(xr, hr)];
        const candidate = activate(tf, options.text('activation', 'tanh'), tf.add(xh, tf.mul(r, hh)));
        const next = tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), candidate));
        return [next, next];
      });
    }

    /** Input and state without what is dropped, which is the same at every step of a series. */
    #dropped([x, h]: readonly [Tensor, Tensor]): readonly [Tensor, Tensor] {
      const masked = (tensor: Tensor, place: 0 | 1): Tensor => {
        const mask = this.#masks[place];
        return mask === null ? tensor : tf.mul(tensor, mask);
      };
      return [masked(x, 0), masked(h, 1)];
    }

    /** Draws what all steps of a series drop. */
    draw(batch: number, features: number): void {
      const mask = (key: string, width: number): Tensor | null => {
        const rate = options.number(key, 0);
        return rate > 0 ? tf.dropout(tf.ones([batch, width]), rate) : null;
      };
      this.#masks = [mask('dropout', features), mask('recurrentDropout', this.stateSize)];
    }

    override getConfig(): Config {
      return super.getConfig();
    }
  })({ name });
}

/** tfjs's own GRU has the older kind of cell, and throws for the newer. */
export const resetsAfter = (options: Options): boolean => options.boolean('resetAfter', false);

/** Keras's GRU since version 2. */
export function gruClass(tf: Tf): LayerClass {
  return class extends tf.layers.RNN {
    static override className = 'GRU';
    readonly #config: Config;
    readonly #cell: ReturnType<typeof cellOf>;

    constructor({ customObjects: _, ...config }: Config) {
      const options = new Options(config);
      const cell = cellOf(tf, options, `${options.text('name', 'gru')}_cell`);
      super({ ...config, cell });
      this.#config = config;
      this.#cell = cell;
    }

    override call(inputs: Tensor | Tensor[], kwargs: { readonly training?: boolean } = {}): Tensor | Tensor[] {
      return tf.tidy(() => {
        const [x] = Array.isArray(inputs) ? inputs : [inputs];
        if (kwargs.training === true && x) this.#cell.draw(x.shape[0] ?? 1, x.shape[2] ?? 1);
        return super.call(inputs, kwargs);
      });
    }

    override getConfig(): Config {
      return { ...this.#config, ...super.getConfig() };
    }
  };
}
