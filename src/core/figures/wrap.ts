import { cut } from './fit.ts';

type Width = (text: string) => number;

/**
 * The lines of a text in a column `room` wide: broken between words, and within a word that is wider than the column.
 * Line breaks stay, and so do spaces, except where a line is broken at them.
 */
export const wrap = (text: string, room: number, width: Width): readonly string[] =>
  text.split(/\r\n|\r|\n/).flatMap((paragraph) => wrapParagraph(paragraph, room, width));

/** The first `count` lines of a text; the last ends with an ellipsis where more would come. */
export function fitLines(text: string, room: number, count: number, width: Width): readonly string[] {
  const lines = wrap(text, room, width);
  if (lines.length <= count) return lines;
  const last = `${(lines[count - 1] ?? '').trimEnd()} …`;
  return [...lines.slice(0, count - 1), cut(last, room, width)];
}

function wrapParagraph(paragraph: string, room: number, width: Width): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  // Words with the spaces before them.
  for (const part of paragraph.match(/\s*\S+/g) ?? []) {
    const wide = width(part);
    if (taken + wide <= room || (line === '' && wide <= room)) {
      line += part;
      taken += wide;
      continue;
    }
    if (line !== '') lines.push(line);
    const word = line === '' ? part : part.trimStart();
    const pieces = broken(word, room, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
    taken = width(line);
  }
  return [...lines, line];
}

/** A word in pieces that fit, of one letter at least. */
function broken(word: string, room: number, width: Width): readonly string[] {
  if (width(word) <= room) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && width(piece + letter) > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}
