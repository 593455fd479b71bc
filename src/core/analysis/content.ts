/** Hash of an empty list; that of a longer one is mixed from it, item by item. */
export const listSeed = 17;

/**
 * A number that is equal for equal content of plain data (numbers, texts, booleans, `null`, lists, records with their keys in
 * the same order), and seldom equal otherwise. 32 bits.
 */
export function hashOf(value: unknown): number {
  if (typeof value === 'number') return numberHash(value);
  if (typeof value === 'string') return textHash(value);
  if (typeof value !== 'object' || value === null) return value === true ? 3 : value === false ? 5 : 7;
  let hash = listSeed;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) hash = mix(hash, hashOf(value[i]));
    return hash;
  }
  if (!isRecord(value)) return hash;
  for (const key in value) hash = mix(hash, hashOf(value[key]));
  return hash;
}

export const mix = (hash: number, next: number): number => (Math.imul(hash, 31) + next) | 0;

/** Whole numbers by themselves; of others their first digits, so that rates differ. */
const numberHash = (value: number): number => (value | 0) ^ ((value * 65_536) | 0);

/** Length, ends and middle: the names of choices differ in one of them. */
function textHash(text: string): number {
  const { length } = text;
  if (length === 0) return 11;
  return mix(mix(mix(length, text.charCodeAt(0)), text.charCodeAt(length >> 1)), text.charCodeAt(length - 1));
}

/** Whether two values of plain data say the same. NaN is equal to itself. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!sameContent(a[i], b[i])) return false;
    return true;
  }
  if (Array.isArray(b) || !isRecord(a) || !isRecord(b)) return false;
  let left = 0;
  for (const key in b) if (Object.hasOwn(b, key)) left++;
  for (const key in a) {
    if (!Object.hasOwn(b, key) || !sameContent(a[key], b[key])) return false;
    left--;
  }
  return left === 0;
}

const isRecord = (value: object): value is Readonly<Record<string, unknown>> => !Array.isArray(value);
