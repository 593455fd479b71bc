/** A table of texts. `rows` leaves out lines without anything in them; `lines` says where each row begins, counted from 1. */
export interface CsvTable {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly delimiter: Delimiter;
}

export type Delimiter = (typeof delimiters)[number];
const delimiters = [',', ';', '\t'] as const;

/** Separated by commas, semicolons or tabs, whichever the first line holds most of; cells in quotes as RFC 4180 has them. */
export function parseCsv(bytes: Uint8Array): CsvTable {
  const text = new TextDecoder().decode(bytes);
  const delimiter = delimiterOf(text);
  const rows: string[][] = [];
  const lines: number[] = [];
  let row: string[] = [];
  let line = 1;
  let begins = 1;
  const endRow = (): void => {
    if (row.length > 1 || row[0]?.trim()) {
      rows.push(row);
      lines.push(begins);
    }
    row = [];
  };
  for (let at = 0; at <= text.length; ) {
    const cell = text[at] === '"' ? quoted(text, at) : plain(text, at, delimiter);
    row.push(cell.text);
    line += cell.breaks;
    at = cell.end;
    const sign = text[at];
    if (sign === delimiter) {
      at++;
      continue;
    }
    if (sign === '\r' && text[at + 1] === '\n') at++;
    at++;
    endRow();
    begins = ++line;
    if (at >= text.length) break;
  }
  return { rows, lines, delimiter };
}

interface Cell {
  readonly text: string;
  readonly end: number;
  /** Line breaks inside it. */
  readonly breaks: number;
}

function plain(text: string, start: number, delimiter: Delimiter): Cell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return { text: text.slice(start, end).trim(), end, breaks: 0 };
}

function quoted(text: string, start: number): Cell {
  const pieces: string[] = [];
  let from = start + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    const end = close < 0 ? text.length : close;
    pieces.push(text.slice(from, end));
    from = end + 1;
    if (text[from] !== '"') break;
    pieces.push('"');
    from++;
  }
  const whole = pieces.join('');
  return { text: whole, end: Math.min(from, text.length), breaks: whole.split('\n').length - 1 };
}

function delimiterOf(text: string): Delimiter {
  const first = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, '');
  const count = (sign: string): number => first.split(sign).length;
  return delimiters.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/**
 * A cell as a number; `null` where it is none. Beside semicolons and tabs a comma may be the decimal point.
 */
export function numberOf(cell: string, delimiter: Delimiter): number | null {
  if (cell === '') return null;
  const text = delimiter !== ',' && /^[-+]?\d*,\d+(e[-+]?\d+)?$/i.test(cell) ? cell.replace(',', '.') : cell;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
