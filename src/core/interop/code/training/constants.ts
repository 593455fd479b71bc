import { call, literal } from '../python.ts';

/** `head(a, b)` as black has a tuple, with the comma that a tuple of one needs; a line of its own. */
export const tuple = (head: string, values: readonly (string | number)[]): string =>
  values.length === 1
    ? `${head}(${literal(values[0])},)\n`
    : `${call(
        head,
        values.map((value) => literal(value)),
      )}\n`;

/** An argument `head(a, b)` on a line of its own, with the comma after it. @param indent spaces before the line */
export function argument(head: string, given: readonly string[], indent: number): string {
  const spaces = ' '.repeat(indent);
  const whole = `${spaces}${head}(${given.join(', ')}),\n`;
  // Black's columns, and the line's end.
  if (whole.length <= 89) return whole;
  const inner = `${spaces}    `;
  const all = `${inner}${given.join(', ')}\n`;
  const body = all.length <= 89 ? all : given.map((one) => `${inner}${one},\n`).join('');
  return `${spaces}${head}(\n${body}${spaces}),\n`;
}
