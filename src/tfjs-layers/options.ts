import type { Config } from './tf.ts';

/**
 * A layer's config as tfjs hands it over: keys and texts in camel case, whatever the file has. What is not there, or is
 * `null`, is the fallback.
 */
export class Options {
  constructor(private readonly config: Config) {}

  number(key: string, fallback: number): number {
    const value = this.config[key];
    return typeof value === 'number' ? value : fallback;
  }

  boolean(key: string, fallback: boolean): boolean {
    const value = this.config[key];
    return typeof value === 'boolean' ? value : fallback;
  }

  text(key: string, fallback: string): string {
    const value = this.config[key];
    return typeof value === 'string' ? value : fallback;
  }

  /** All numbers under a key, lists in lists as one; a single number is a list of it. */
  numbers(key: string, fallback: readonly number[]): readonly number[] {
    const value = this.config[key];
    if (value === undefined || value === null) return fallback;
    return [value].flat(8).map(Number);
  }

  /** One size for each axis; a single number is all of them. */
  sizes(key: string, axes: number, fallback: number): readonly number[] {
    const given = this.numbers(key, [fallback]);
    return Array.from({ length: axes }, (_, axis) => given[axis] ?? given[0] ?? fallback);
  }

  has(key: string): boolean {
    return this.config[key] !== undefined && this.config[key] !== null;
  }

  isAbove1(key: string): boolean {
    return this.numbers(key, [1]).some((n) => n !== 1);
  }

  /** What is under a key, as it came: an initialiser, a regulariser, a constraint. */
  raw(key: string): Config[string] | undefined {
    return this.config[key];
  }
}
