import type { Regularizer } from '../../core/layers/penalties.ts';
import { EngineError } from '../failure.ts';
import { say } from '../sayings.ts';
import { type Initializer, readInitializer } from './initializers.ts';
import type { WeightSlot } from './layer.ts';
import { readConstraint, readRegularizer } from './penalties.ts';

/**
 * Reads a Keras layer config, refusing by name what the engine does not run: nothing in a config is ignored silently.
 */
export class ConfigReader {
  constructor(
    private readonly config: Readonly<Record<string, unknown>>,
    private readonly layer: string,
    private readonly className: string,
    private readonly nodeId: string | undefined,
  ) {}

  refuse(reason: string): never {
    const message = say('layerRefused', { layer: this.layer, className: this.className, reason });
    throw new EngineError('unsupported-layer', message, this.nodeId);
  }

  number(key: string, fallback: number): number {
    const value = this.config[key] ?? fallback;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.refuse(`${key} is not a number`);
  }

  optionalNumber(key: string): number | null {
    return this.config[key] === undefined || this.config[key] === null ? null : this.number(key, 0);
  }

  integer(key: string, fallback?: number): number {
    const value = this.config[key] ?? fallback;
    return typeof value === 'number' && Number.isInteger(value) ? value : this.refuse(`${key} is not a whole number`);
  }

  boolean(key: string, fallback: boolean): boolean {
    return Boolean(this.config[key] ?? fallback);
  }

  string(key: string, fallback: string): string {
    const value = this.config[key] ?? fallback;
    return typeof value === 'string' ? value : this.refuse(`${key} is not a name`);
  }

  numbers(key: string): number[] {
    const value = this.config[key];
    if (!Array.isArray(value)) return this.refuse(`${key} is not a list`);
    return value.map((entry) => (typeof entry === 'number' ? entry : this.refuse(`${key} holds ${String(entry)}`)));
  }

  /** As `numbers`; one number stands for a list of it, none for `fallback`. Lists in lists are one list. */
  numbersOr(key: string, fallback: readonly number[]): number[] {
    const value = this.config[key];
    const list = value === undefined || value === null ? fallback : [value].flat(8);
    return list.map((entry) => (typeof entry === 'number' ? entry : this.refuse(`${key} holds ${String(entry)}`)));
  }

  /** `[height, width]`; Keras also writes one number for both. */
  pair(key: string, fallback: readonly [number, number]): [number, number] {
    const value = this.config[key] ?? fallback;
    if (typeof value === 'number') return [value, value];
    const [first, second] = Array.isArray(value) ? value.map(Number) : [];
    return first !== undefined && second !== undefined ? [first, second] : this.refuse(`${key} is not a pair`);
  }

  /** One size for each axis; Keras also writes one number for all. */
  sizes(key: string, axes: number, fallback: number): number[] {
    const value = this.config[key] ?? fallback;
    if (typeof value === 'number') return new Array<number>(axes).fill(value);
    const sizes = Array.isArray(value) ? value.map(Number) : [];
    const whole = sizes.length === axes && sizes.every(Number.isInteger);
    return whole ? sizes : this.refuse(`${key} is not ${axes === 1 ? 'a whole number' : `a list of ${axes}`}`);
  }

  /** Strides of a pooling, which are its window where none are given. */
  strides(window: readonly number[]): number[] {
    return this.optionalSizes('strides', window.length) ?? [...window];
  }

  optionalSizes(key: string, axes: number): number[] | null {
    return this.config[key] === undefined || this.config[key] === null ? null : this.sizes(key, axes, 0);
  }

  /** `[before, after]` for each axis; Keras also writes one number, one per axis, or one pair for the only axis. */
  borders(key: string, axes: number): [number, number][] {
    const value = this.config[key] ?? 1;
    const axis = (entry: unknown): [number, number] => {
      if (typeof entry === 'number') return [entry, entry];
      const [before, after] = Array.isArray(entry) ? entry.map(Number) : [];
      return before !== undefined && after !== undefined ? [before, after] : this.refuse(`${key} is not a border`);
    };
    if (typeof value === 'number') return Array.from({ length: axes }, () => axis(value));
    if (!Array.isArray(value)) return this.refuse(`${key} is not a border`);
    if (axes === 1) return [axis(value.length === 1 ? value[0] : value)];
    return value.length === axes ? value.map(axis) : this.refuse(`${key} is not that of ${axes} axes`);
  }

  samePadding(): 'same' | 'valid' {
    const value = this.string('padding', 'valid');
    return value === 'same' || value === 'valid' ? value : this.refuse(`padding ${value} is not supported`);
  }

  initializer(key: string, fallback: string): Initializer {
    const read = readInitializer(this.config[key] ?? fallback);
    return read ?? this.refuse(`its ${key.replaceAll('_', ' ')} is not known`);
  }

  regularizer(key: string): Regularizer {
    const read = readRegularizer(this.config[key]);
    return read === undefined ? this.refuse(`its ${key.replaceAll('_', ' ')} is not known`) : read;
  }

  /**
   * A weight with the options that Keras names after it: `kernel_initializer`, `kernel_regularizer`, `kernel_constraint`.
   * @param prefix of these options, where it is not the weight's own name (`depthwise` for `depthwise_kernel`).
   */
  weight(name: string, shape: readonly number[], initializer: string, prefix = name): WeightSlot {
    const drawn = this.initializer(`${prefix}_initializer`, initializer);
    if (drawn.kind === 'identity' && shape.length !== 2) {
      this.refuse(`its ${name} has shape [${shape.join(', ')}]; an identity is a matrix`);
    }
    const constraint = readConstraint(this.config[`${prefix}_constraint`]);
    return {
      name,
      shape,
      initializer: drawn,
      trainable: this.trainable,
      regularizer: this.regularizer(`${prefix}_regularizer`),
      constraint: constraint === undefined ? this.refuse(`its ${prefix} constraint is not known`) : constraint,
    };
  }

  /** The layer that this one holds: `{ class_name, config }`. */
  inner(key: string): { readonly className: string; readonly name: string; readonly config: ConfigReader } {
    const value = this.config[key];
    if (!isRecord(value) || typeof value.class_name !== 'string' || !isRecord(value.config)) {
      return this.refuse(`its ${key} is not a layer`);
    }
    const { class_name: className, config } = value;
    const name = typeof config.name === 'string' ? config.name : className;
    return { className, name, config: new ConfigReader(config, `${this.layer}, ${name}`, className, this.nodeId) };
  }

  /** Refuses the options that Keras has and the engine lacks, unless they are off. */
  mustBeUnset(...keys: readonly string[]): void {
    for (const key of keys) {
      if (this.config[key] !== undefined && this.config[key] !== null) {
        this.refuse(`${key.replaceAll('_', ' ')} is not supported`);
      }
    }
  }

  mustBeOff(key: string): void {
    if (this.boolean(key, false)) this.refuse(`${key.replaceAll('_', ' ')} is not supported`);
  }

  channelsLast(): void {
    const format = this.string('data_format', 'channels_last');
    if (format !== 'channels_last') this.refuse(`data format ${format}: only channels last runs on every backend`);
  }

  get trainable(): boolean {
    return this.boolean('trainable', true);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
