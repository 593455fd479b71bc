/** A variable. */
export class Name {
  constructor(readonly text: string) {}
}

/** `callee(argument)`, or `callee()`. */
export class Call {
  constructor(
    readonly callee: string,
    readonly argument?: Expression,
  ) {}
}

type Plain = string | number | boolean | null;
interface Fields {
  readonly [key: string]: Expression;
}
export type Expression = Plain | Name | Call | readonly Expression[] | Fields;

/** Columns of a line, and of one step to the right. */
const width = 100;
const step = 2;

const isList = (value: Expression): value is readonly Expression[] => Array.isArray(value);
const isPlain = (value: Expression): value is Plain => typeof value !== 'object' || value === null;

/** An expression on one line: `{ a: 1, b: [2, 3] }`. */
export function inline(value: Expression): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return number(value);
  if (isPlain(value)) return String(value);
  if (value instanceof Name) return value.text;
  if (value instanceof Call) return `${value.callee}(${value.argument === undefined ? '' : inline(value.argument)})`;
  if (isList(value)) return `[${value.map(inline).join(', ')}]`;
  const fields = Object.entries(value).map(([key, one]) => field(key, one, inline(one)));
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** `1e-6`, `0.001`, `1e21`. */
const number = (value: number): string =>
  (value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value)).replace('e+', 'e');

/** Single quotes, or double ones where that takes fewer escapes. */
function quoted(text: string): string {
  const double = JSON.stringify(text);
  const inside = double.slice(1, -1);
  const [singles, doubles] = [inside.split("'").length, inside.split('\\"').length];
  return singles > doubles ? double : `'${inside.replaceAll("'", "\\'").replaceAll('\\"', '"')}'`;
}

const field = (key: string, value: Expression, text: string): string =>
  value instanceof Name && value.text === key ? key : `${key}: ${text}`;

/**
 * An expression over as many lines as it takes, as Prettier breaks it.
 * @param indent of the line that it begins in.
 * @param column where it begins.
 * @param after columns that come behind it.
 */
function layout(value: Expression, indent: number, column: number, after: number): string {
  const line = inline(value);
  if (!isBroken(value) && column + line.length + after <= width) return line;
  const inner = ' '.repeat(indent + step);
  const outer = ' '.repeat(indent);
  const within = (one: Expression, before = 0): string => layout(one, indent + step, indent + step + before, 1);
  if (isPlain(value) || value instanceof Name) return line;
  if (value instanceof Call) {
    const { callee, argument } = value;
    if (argument === undefined) return line;
    // An object or a list opens in the line of its call.
    const hugs = !isPlain(argument) && !(argument instanceof Name) && !(argument instanceof Call);
    if (hugs) return `${callee}(${layout(argument, indent, column + callee.length + 1, after + 1)})`;
    return `${callee}(\n${inner}${within(argument)},\n${outer})`;
  }
  if (isList(value)) {
    const items = value.every((one) => typeof one === 'number')
      ? filled(value.map(inline), indent + step)
      : value.map((one) => `${inner}${within(one)},\n`).join('');
    return `[\n${items}${outer}]`;
  }
  const fields = Object.entries(value).map(([key, one]) => field(key, one, within(one, key.length + 2)));
  return `{\n${fields.map((one) => `${inner}${one},\n`).join('')}${outer}}`;
}

/** Lists of several lists, each of more than one, have lines of their own even where they fit in one. */
function isBroken(value: Expression): boolean {
  if (isPlain(value) || value instanceof Name) return false;
  if (value instanceof Call) return value.argument !== undefined && isBroken(value.argument);
  if (!isList(value)) return Object.values(value).some(isBroken);
  return (value.length > 1 && value.every((one) => isList(one) && one.length > 1)) || value.some(isBroken);
}

/** Numbers, as many to a line as it holds. */
function filled(items: readonly string[], indent: number): string {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    const longer = `${last}, ${item}`;
    if (last !== undefined && indent + longer.length + 1 <= width) lines[lines.length - 1] = longer;
    else lines.push(item);
  }
  return lines.map((line) => `${' '.repeat(indent)}${line},\n`).join('');
}

/** `before call;`, at the depth of a function's body. */
export const statement = (before: string, call: Call): string =>
  `  ${before}${layout(call, step, step + before.length, 1)};\n`;

/** `before made.method(argument);` where `made` is itself a call of a member: each call has its line where one is too short. */
export function chained(before: string, made: Call, method: string, argument: Expression): string {
  const whole = `${before}${inline(made)}.${method}(${inline(argument)});`;
  if (!isBroken(made) && step + whole.length <= width) return `  ${whole}\n`;
  const dot = made.callee.lastIndexOf('.');
  const own = new Call(made.callee.slice(dot), made.argument);
  const next = new Call(`.${method}`, argument);
  const lines = [own, next].map((one, i) => layout(one, 2 * step, 2 * step, i));
  return `  ${before}${made.callee.slice(0, dot)}\n    ${lines.join('\n    ')};\n`;
}

const reserved = new Set(
  'arguments await break case catch class const continue debugger default delete do else enum escape eval export extends false finally for function globalThis if implements import in instanceof interface isFinite isNaN let new null package parseFloat parseInt private protected public return static super switch this throw true try typeof undefined unescape var void while with yield'.split(
    ' ',
  ),
);

/** So that a line always has room for what it makes. */
const longestName = 40;

/** A name of JavaScript's made of any name, in camel case; not one of those taken, which it then is one of. */
export function camelIdentifier(name: string, taken: Set<string>): string {
  const [first = '', ...others] = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = [small(first), ...others.map(large)].join('').slice(0, longestName);
  const stem = joined === '' ? 'layer' : joined.replace(/^(?=\d)/, '_');
  let free = stem;
  for (let n = 2; taken.has(free) || reserved.has(free); n++) free = `${stem}_${n}`;
  taken.add(free);
  return free;
}

/** `SE` → `se`, `fcOut` as it is. */
const small = (word: string): string =>
  /^[A-Z\d]+$/.test(word) ? word.toLowerCase() : `${word.slice(0, 1).toLowerCase()}${word.slice(1)}`;
const large = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
