import { expect, test } from 'vitest';
import { createCutter } from './cut-text.ts';

/** Every letter is half an em wide. */
const halves = (text: string, size: number): number => (text.length * size) / 2;

test('a text is whole where it fits, else cut where it does, and absent where hardly a letter would be left', () => {
  const { cut } = createCutter(halves);
  expect(cut('MaxPool2D', 4.5, 430)).toBe('MaxPool2D');
  expect(cut('MaxPool2D', 4.4, 430)).toBe('MaxPool…');
  expect(cut('MaxPool2D', 2, 430)).toBe('Max…');
  expect(cut('MaxPool2D', 1.9, 430)).toBe('');
  expect(cut('Add', 1, 430)).toBe('');
  expect(cut('', 0, 430)).toBe('');
});

test('a text is measured once in each weight, and again when the font is another', () => {
  const asked: string[] = [];
  let wide = 1;
  const cutter = createCutter((text, size, weight) => {
    asked.push(`${weight} ${text}`);
    return wide * halves(text, size);
  });
  cutter.begin();
  asked.length = 0;
  for (const room of [10, 11, 12]) cutter.cut('Conv2D', room, 620);
  cutter.cut('Conv2D', 10, 430);
  expect(asked).toEqual(['620 Conv2D', '430 Conv2D']);
  wide = 2;
  cutter.begin();
  expect(cutter.cut('Conv2D', 4, 620)).toBe('Con…');
});
