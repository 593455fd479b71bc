import { layerOf } from '../layers/registry.ts';
import { maxNameLength } from './schema.ts';

/** A class name as Keras writes it in layer names: `MaxPooling2D` → `max_pooling2d`, `ReLU` → `re_lu`. */
export const snakeCase = (className: string): string =>
  className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** First name that Keras would give a layer of this kind: `conv2d`. */
export function baseName(kind: string): string {
  const definition = layerOf(kind);
  const defaults = definition?.params.safeParse({});
  return definition && defaults?.success ? snakeCase(definition.keras(defaults.data).className) : snakeCase(kind);
}

/** `name` where it is free, else its stem with the first free number: `conv2d`, `conv2d_1`, `conv2d_2`… */
export function freshName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const stem = stemOf(name);
  return `${stem}_${firstFree(stem, taken, 1)}`;
}

/**
 * The same for many names in a row, each of which is `taken` from then on. Remembers where each stem's numbers are used up:
 * of thousands of names of one stem, each would count from 1 again.
 */
export function createNamer(taken: Set<string>): (name: string) => string {
  const next = new Map<string, number>();
  return (name) => {
    let fresh = name;
    if (taken.has(name)) {
      const stem = stemOf(name);
      const n = firstFree(stem, taken, next.get(stem) ?? 1);
      next.set(stem, n + 1);
      fresh = `${stem}_${n}`;
    }
    taken.add(fresh);
    return fresh;
  };
}

const stemOf = (name: string): string => name.replace(/_\d+$/, '').slice(0, maxNameLength - 8);

function firstFree(stem: string, taken: ReadonlySet<string>, from: number): number {
  let n = from;
  while (taken.has(`${stem}_${n}`)) n++;
  return n;
}
