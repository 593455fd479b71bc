import { describe, expect, it } from 'vitest';
import { bytes, table } from './table.ts';

describe('table', () => {
  it('lines columns up', () => {
    const rows = [
      ['conv2d', '896'],
      ['dense', '1,290'],
    ];
    expect(table(['Layer', 'Param #'], rows, ['left', 'right']).split('\n')).toEqual([
      '───────────────',
      'Layer   Param #',
      '───────────────',
      'conv2d      896',
      'dense     1,290',
      '───────────────',
    ]);
  });

  it('cuts what is too long', () => {
    expect(table(['A'], [['abcdefghij']], [], 5)).toContain('abcd…');
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.00 KiB'],
    [87_211_136, '83.17 MiB'],
    [553_430_176, '527.79 MiB'],
  ])('%d is %s', (value, text) => {
    expect(bytes(value)).toBe(text);
  });
});
