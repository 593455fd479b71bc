/** JSON as somebody else wrote it: nothing about it is certain. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Whether lists and objects lie more than `levels` deep in one another: a walk that calls itself would not come back. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (Array.isArray(value)) {
    for (const one of value) if (levels === 0 || isDeeperThan(levels - 1, one)) return true;
    return false;
  }
  if (!isObject(value)) return false;
  // Key by key: lists of the values of every object of a file take longer than to read the layers in it.
  for (const key in value)
    if (Object.hasOwn(value, key) && (levels === 0 || isDeeperThan(levels - 1, value[key]))) return true;
  return false;
}

/** Equal as JSON, whatever the order of keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => sameJson(one, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** A value as a message shows it; an object of a class by its name and what it was told. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : isObject(value) ? objectText(value) : plainText(value);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

const plainText = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** A function without a name is in a file as its bytes: Keras says `__lambda__`, or only `{ value: [bytes, defaults, closure] }`. */
const isPythonFunction = (value: JsonObject, name: string | null): boolean =>
  name === '__lambda__' || (name === null && Array.isArray(value.value) && textOf(value.value[0]) !== null);

function objectText(value: JsonObject): string {
  const name = textOf(value.class_name);
  if (isPythonFunction(value, name)) return 'lambda';
  if (name === null) return plainText(value);
  if (typeof value.config === 'string') return value.config;
  const { name: own, trainable: _, dtype: __, ...config } = objectOf(value.config);
  if (name.endsWith('Policy')) return textOf(own) ?? name;
  const settings = Object.entries(config).filter(([, one]) => one !== null);
  return `${name}(${settings.map(([key, one]) => `${key}=${isObject(one) ? objectText(one) : plainText(one)}`).join(', ')})`;
}
