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
  const stem = name.replace(/_\d+$/, '').slice(0, maxNameLength - 8);
  let n = 1;
  while (taken.has(`${stem}_${n}`)) n++;
  return `${stem}_${n}`;
}
