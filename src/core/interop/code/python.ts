/** Python text that is put in as it is: a name, or a call. */
export class Python {
  constructor(readonly text: string) {}
}

/** Columns of a line, as black has them. */
const width = 88;

/** A value as a person writes it in Python: `True`, `None`, `"same"`, `(3, 3)`. Lists of the config are tuples. */
export function literal(value: unknown): string {
  if (value instanceof Python) return value.text;
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value))
    return value.length === 1 ? `(${literal(value[0])},)` : `(${value.map(literal).join(', ')})`;
  if (typeof value === 'string') return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${literal(one)}`);
  return `{${entries.join(', ')}}`;
}

function number(value: number): string {
  if (!Number.isFinite(value)) return `float("${value > 0 ? 'inf' : value < 0 ? '-inf' : 'nan'}")`;
  const text = value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value);
  return text.replace('e+', 'e');
}

/**
 * `head(a, b)tail`, on one line where it fits; else broken as black breaks it: within the last bracket where what stands before
 * it fits, else within the first, all arguments on a line of their own or each on one with a comma after it.
 *
 * @param tail a call of the result, `(x)`, or nothing
 * @param indent spaces before the line
 */
export function call(head: string, given: readonly string[], tail = '', indent = 0): string {
  const made = `${head}(${given.join(', ')})`;
  const fits = (line: string, spaces: number): boolean => spaces + line.length <= width && !line.includes('\n');
  if (fits(made + tail, indent)) return made + tail;
  const outer = ' '.repeat(indent);
  const inner = ' '.repeat(indent + 4);
  if (tail !== '' && fits(`${made}(`, indent)) {
    const read = tail.slice(1, -1);
    return `${made}(\n${inner}${fits(read, indent + 4) ? read : `${broken(read, indent + 4)},`}\n${outer})`;
  }
  const all = given.join(', ');
  if (fits(all, indent + 4)) return `${head}(\n${inner}${all}\n${outer})${tail}`;
  const lines = given.map((one) => `${inner}${fits(one, indent + 5) ? one : broken(one, indent + 4)},\n`);
  return `${head}(\n${lines.join('')}${outer})${tail}`;
}

/** An argument that is a call, broken within its brackets. */
function broken(argument: string, indent: number): string {
  const [, head, open, inside, close] = /^([^([]*)([([])(.*)([)\]])$/s.exec(argument) ?? [];
  if (head === undefined || inside === undefined || inside.includes('\n')) return argument;
  const inner = ' '.repeat(indent + 4);
  const items = topLevel(inside);
  const apart = items.map((item) => (inner.length + item.length + 1 > width ? broken(item, indent + 4) : item));
  const body =
    inner.length + inside.length <= width ? `${inner}${inside}\n` : apart.map((item) => `${inner}${item},\n`).join('');
  return `${head}${open}\n${body}${' '.repeat(indent)}${close}`;
}

/** What stands between commas that are in no bracket of their own. */
export function topLevel(text: string): readonly string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '(' || char === '[') depth++;
    else if (char === ')' || char === ']') depth--;
    else if (char === ',' && depth === 0) {
      items.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...items, text.slice(start).trim()].filter((item) => item !== '');
}

const reserved = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

/** A name of Python's made of any name; not one of those taken, which it then is one of. */
export function identifier(name: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^(?=\d)/, '_')
    .toLowerCase();
  const stem = plain === '' || /^_+$/.test(plain) ? 'x' : plain;
  let free = stem;
  for (let n = 2; taken.has(free) || reserved.has(free); n++) free = `${stem}_${n}`;
  taken.add(free);
  return free;
}
