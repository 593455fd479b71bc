import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { built } from '../../../templates/testing/built.ts';
import { analyze } from '../analysis/analyze.ts';
import { applyCommand } from '../document/commands.ts';
import { emptyDocument, type Note, type StrideDocument } from '../document/schema.ts';
import { drawingSvg } from './drawing.ts';
import { noteElement } from './note.ts';
import { drawingWords } from './testing/words.ts';
import { everyElement, parseXml, textsOf, type XmlElement } from './testing/xml.ts';
import { themes } from './themes.ts';

const note: Note = { id: 'n', text: 'Why', x: 100, y: 50, width: 200, height: 80 };

const read = (drawn: Note): XmlElement => parseXml(noteElement(drawn, themes.light));

const drawing = (document: StrideDocument): XmlElement =>
  parseXml(
    drawingSvg(document, analyze(document.graph), {
      theme: 'light',
      words: drawingWords,
      share: 'off',
      background: true,
    }),
  );

it('is in the drawing, inside the picture, behind wires and layers', () => {
  const document = applyCommand(built('lenet-5'), { type: 'writeNote', note: { ...note, x: -900, y: -300 } });
  const svg = drawing(document);
  const [x = 0, y = 0] = (svg.attributes.viewBox ?? '').split(' ').map(Number);
  expect([x, y]).toEqual([-924, -324]);
  const marks = svg.children.map(({ attributes }) => Object.keys(attributes).find((key) => key.startsWith('data-')));
  expect(marks.indexOf('data-note')).toBeLessThan(marks.indexOf('data-wire'));
  expect(marks.indexOf('data-note')).toBeLessThan(marks.indexOf('data-layer'));
});

it('is drawn where there is nothing else', () => {
  const document = applyCommand(emptyDocument('only'), { type: 'writeNote', note });
  expect(drawing(document).attributes.viewBox).toBe('76 26 248 128');
});

it('has its text wrapped inside its box, line breaks kept', () => {
  const svg = read({ ...note, text: 'The stem halves the picture twice, and pools it.\n\nThen come four stages.' });
  const texts = everyElement(svg).filter(({ name }) => name === 'text');
  expect(textsOf(svg).join(' ')).toBe('The stem halves the picture twice, and pools it. Then come four stages.');
  expect(texts.length).toBeGreaterThan(2);
  const lines = texts.map(({ attributes }) => Number(attributes.y));
  const steps = lines.slice(1).map((y, i) => Math.round(y - (lines[i] ?? 0)));
  // 16 px a line, and the empty one between the paragraphs.
  expect(steps.sort((a, b) => a - b)).toEqual([...Array(steps.length - 1).fill(16), 32]);
  for (const { attributes } of texts) {
    expect(Number(attributes.x)).toBeGreaterThan(note.x);
    expect(Number(attributes.y)).toBeLessThan(note.y + note.height);
  }
});

it('ends in an ellipsis where the text has no room, and tells all of it as its title', () => {
  const text = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen';
  const svg = read({ ...note, text, width: 90, height: 50 });
  const lines = everyElement(svg).filter(({ name }) => name === 'text');
  expect(lines).toHaveLength(2);
  expect(lines.at(-1)?.text).toMatch(/…$/);
  expect(svg.children[0]?.text).toBe(text);
});

it('keeps whatever a text holds, but for what no XML can hold', () => {
  const svg = read({ ...note, text: '</g>&amp;"\'<b>\u0000é汉]]>' });
  expect(textsOf(svg).at(-1)).toBe('</g>&amp;"\'<b>é汉]]>');
});

it('has the colours of the canvas', () => {
  const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');
  const [light = '', dark = ''] = css.split('[data-theme="dark"] {');
  for (const [name, tokens] of [['light', light] as const, ['dark', dark] as const]) {
    const token = (key: string) => new RegExp(`--${key}: ([^;]+);`).exec(tokens)?.[1];
    expect(themes[name].note).toEqual({
      plain: token('bg-chrome'),
      amber: token('warn-bg'),
      blue: token('info-bg'),
      green: token('ok-bg'),
    });
  }
  const svg = read({ ...note, tone: 'blue' });
  expect(svg.children.find(({ name }) => name === 'rect')?.attributes.fill).toBe('#e9effd');
});
