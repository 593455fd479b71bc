import { parseArgs } from 'node:util';
import { misuse } from './failure.ts';

export interface OptionSpec {
  readonly type: 'flag' | 'text' | 'integer' | 'number';
  readonly short?: string;
  /** Placeholder in the help: `FILE`. */
  readonly value?: string;
  readonly help: string;
  /** The value must be greater than this. */
  readonly above?: number;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly required?: boolean;
}

export interface ArgumentSpec {
  /** Placeholder in the help: `TEMPLATE|FILE`. */
  readonly name: string;
  readonly help: string;
  /** Takes one or more. Only the last argument can. */
  readonly many?: boolean;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: Readonly<Record<string, OptionSpec>>;
}

/** Read options and arguments of one command. */
export interface Args {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  number(name: string): number | undefined;
}

/** Reads what follows the command's name. Throws a `CliFailure` of wrong use, whose line says what is wrong with what. */
export function readArgs(spec: CommandSpec, argv: readonly string[]): Args {
  const { values, positionals } = parsed(spec, argv);
  const least = spec.arguments.length;
  const many = spec.arguments.at(-1)?.many ?? false;
  const missing = spec.arguments[positionals.length];
  if (missing) throw misuse(`${spec.name}: ${missing.name} is missing`);
  if (positionals.length > least && !many) {
    throw misuse(`${spec.name}: one argument too many: ${positionals[least]}`);
  }
  const numbers = new Map<string, number>();
  for (const [name, option] of Object.entries(spec.options)) {
    const value = values[name];
    if (value === undefined && option.required) {
      throw misuse(`${spec.name}: ${usageOf(name, option)} is missing`);
    }
    if (typeof value !== 'string') continue;
    if (option.choices && !option.choices.includes(value)) {
      throw misuse(`${spec.name}: --${name} is one of ${option.choices.join(', ')}, not ${value}`);
    }
    if (option.type === 'integer' || option.type === 'number') numbers.set(name, numeric(spec, name, option, value));
  }
  return {
    positionals,
    flag: (name) => values[name] === true,
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    number: (name) => numbers.get(name),
  };
}

function parsed(spec: CommandSpec, argv: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(spec.options).map(([name, { type, short }]) => [
      name,
      { type: type === 'flag' ? ('boolean' as const) : ('string' as const), ...(short ? { short } : {}) },
    ]),
  );
  try {
    return parseArgs({ args: withNegatives(spec, argv), options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node explains in several sentences; the first one says what is wrong.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\.\s|\n/);
    throw misuse(`${spec.name}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`);
  }
}

/** `--epochs -1` as `--epochs=-1`, so that the answer is about the number; Node takes `-1` for an option. */
function withNegatives(spec: CommandSpec, argv: readonly string[]): string[] {
  const args: string[] = [];
  for (const text of argv) {
    const before = args.at(-1) ?? '';
    const type = before.startsWith('--') ? spec.options[before.slice(2)]?.type : undefined;
    const negative = /^-[\d.]/.test(text) && (type === 'integer' || type === 'number');
    if (negative) args[args.length - 1] = `${before}=${text}`;
    else args.push(text);
  }
  return args;
}

function numeric(spec: CommandSpec, name: string, option: OptionSpec, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const { above = Number.NEGATIVE_INFINITY, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = option;
  const whole = option.type !== 'integer' || Number.isInteger(value);
  if (Number.isFinite(value) && whole && value > above && value >= min && value <= max) return value;
  const kind = option.type === 'integer' ? 'a whole number' : 'a number';
  const range =
    option.above !== undefined
      ? ` above ${above}`
      : Number.isFinite(max)
        ? ` from ${min} to ${max}`
        : Number.isFinite(min)
          ? ` of at least ${min}`
          : '';
  throw misuse(`${spec.name}: --${name} is ${kind}${range}, not ${text === '' ? 'empty' : text}`);
}

const usageOf = (name: string, option: OptionSpec): string =>
  `${option.short ? `-${option.short}` : `--${name}`}${option.type === 'flag' ? '' : ` ${option.value ?? 'VALUE'}`}`;

/** The text of `stride COMMAND --help`. */
export function commandHelp(spec: CommandSpec): string {
  const options = Object.entries(spec.options);
  const rows: (readonly [string, string])[] = [
    ...spec.arguments.map((argument) => [argument.name, argument.help] as const),
    ...options.map(([name, option]) => {
      const short = option.short ? `-${option.short}, ` : '    ';
      const value = option.type === 'flag' ? '' : ` ${option.value ?? 'VALUE'}`;
      return [`${short}--${name}${value}`, option.help] as const;
    }),
  ];
  const width = Math.max(...rows.map(([left]) => left.length));
  const positional = spec.arguments.map(({ name, many }) => (many ? `${name}…` : name));
  const needed = options.filter(([, option]) => option.required).map(([name, option]) => usageOf(name, option));
  return [
    `stride ${[spec.name, ...positional, ...needed, '[options]'].join(' ')}`,
    '',
    spec.summary,
    '',
    ...rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`),
  ].join('\n');
}
