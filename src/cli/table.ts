export type Align = 'left' | 'right';

/** Rows of text in columns; `rule` lines go above and below the head and at the end. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly Align[] = [],
  widest = 44,
): string {
  const widths = head.map((title, i) =>
    Math.min(widest, Math.max(length(title), ...rows.map((row) => length(row[i] ?? '')))),
  );
  const line = (row: readonly string[]): string =>
    widths
      .map((width, i) => pad(row[i] ?? '', width, align[i] ?? 'left'))
      .join('  ')
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((total, width) => total + width + 2, -2));
  return [rule, line(head), rule, ...rows.map(line), rule].join('\n');
}

function pad(text: string, width: number, align: Align): string {
  const cut = length(text) > width ? `${[...text].slice(0, width - 1).join('')}…` : text;
  const space = ' '.repeat(Math.max(0, width - length(cut)));
  return align === 'right' ? space + cut : cut + space;
}

const length = (text: string): number => [...text].length;

/** `138,357,544` */
export const count = (value: number): string => value.toLocaleString('en-US');

/** Bytes as Keras prints them, which means MiB where it says MB. */
export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
  return `${step === 0 ? value : (value / 1024 ** step).toFixed(2)} ${units[step]}`;
}
