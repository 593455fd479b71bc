import { expect, test } from 'vitest';
import { recognise, type SayingCode, say, sayings } from './sayings.ts';

const codes = Object.keys(sayings).filter((code): code is SayingCode => code in sayings);
const keysOf = (code: SayingCode): readonly string[] =>
  [...sayings[code].matchAll(/\{(\w+)\}/g)].map(([, key = '']) => key);

test.each(codes)('%s is recognised with its values', (code) => {
  const values = Object.fromEntries(keysOf(code).map((key, i) => [key, `v${i}.(x) 1,024 [y]/ü`]));
  expect(recognise(say(code, values))).toEqual({ code, values });
});

test('what a driver says is no sentence of the engine’s', () => {
  expect(recognise('GL_OUT_OF_MEMORY')).toBeNull();
  expect(recognise('Cannot read properties of undefined (reading "x")')).toBeNull();
});
