import type { Note } from '../document/schema.ts';
import { measureInter } from './measure.ts';
import { element, escapeXml, textElement } from './svg.ts';
import type { Theme } from './themes.ts';
import { fitLines } from './wrap.ts';

/** Text of a note on the canvas and in drawings, px at 100 %. */
export const noteText = { size: 12, line: 16, across: 10, down: 8 } as const;

/** Where the first line stands under the top of its box, px. */
const baseline = 12.4;

/** A note as it lies on the canvas: one `data-note` element, the text wrapped as far as there is room for it. */
export function noteElement(note: Note, theme: Theme): string {
  const width = (text: string): number => measureInter(text, noteText.size, 400);
  const count = Math.max(1, Math.floor((note.height - 2 * noteText.down) / noteText.line));
  const lines = fitLines(note.text, note.width - 2 * noteText.across, count, width);
  return element(
    'g',
    { 'data-note': note.id },
    element('title', {}, escapeXml(note.text)),
    element('rect', {
      x: note.x,
      y: note.y,
      width: note.width,
      height: note.height,
      rx: 3,
      fill: theme.note[note.tone ?? 'plain'],
      stroke: theme.line2,
    }),
    ...lines.flatMap((line, i) => {
      const words = line.trimStart();
      if (words === '') return [];
      const x = note.x + noteText.across + width(line.slice(0, line.length - words.length));
      const y = note.y + noteText.down + i * noteText.line + baseline;
      return [textElement(words, x, y, { size: noteText.size, fill: theme.text1 })];
    }),
  );
}
