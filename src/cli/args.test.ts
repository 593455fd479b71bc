import { describe, expect, it } from 'vitest';
import { type CommandSpec, commandHelp, readArgs } from './args.ts';

const spec: CommandSpec = {
  name: 'bake',
  summary: 'Bakes bread.',
  arguments: [
    { name: 'DOUGH', help: 'what to bake' },
    { name: 'SEED', help: 'what goes on top', many: true },
  ],
  options: {
    minutes: { type: 'integer', value: 'N', min: 1, max: 90, help: 'how long' },
    heat: { type: 'number', value: 'X', min: 0, help: 'how hot' },
    rise: { type: 'number', value: 'X', above: 0, help: 'how fast it rises' },
    oven: { type: 'text', value: 'NAME', choices: ['gas', 'wood'], help: 'which oven' },
    output: { type: 'text', short: 'o', value: 'FILE', required: true, help: 'where to' },
    json: { type: 'flag', help: 'print JSON' },
  },
};
const good = ['rye', 'poppy', '-o', 'loaf'];

describe('readArgs', () => {
  it('reads arguments and options in any order', () => {
    const args = readArgs(spec, ['--minutes', '40', 'rye', '--heat=1e2', 'poppy', '-o', 'loaf', 'sesame', '--json']);
    expect(args.positionals).toEqual(['rye', 'poppy', 'sesame']);
    expect(args.number('minutes')).toBe(40);
    expect(args.number('heat')).toBe(100);
    expect(args.text('output')).toBe('loaf');
    expect(args.flag('json')).toBe(true);
  });

  it('tells what was not given', () => {
    const args = readArgs(spec, good);
    expect([args.number('minutes'), args.text('oven'), args.flag('json')]).toEqual([undefined, undefined, false]);
  });

  it.each([
    [['rye'], 'bake: SEED is missing'],
    [[], 'bake: DOUGH is missing'],
    [['rye', 'poppy'], 'bake: -o FILE is missing'],
    [[...good, '--minutes', 'x'], 'bake: --minutes is a whole number from 1 to 90, not x'],
    [[...good, '--minutes', '1.5'], 'bake: --minutes is a whole number from 1 to 90, not 1.5'],
    [[...good, '--minutes', '0'], 'bake: --minutes is a whole number from 1 to 90, not 0'],
    [[...good, '--minutes', ''], 'bake: --minutes is a whole number from 1 to 90, not empty'],
    [[...good, '--heat', 'Infinity'], 'bake: --heat is a number of at least 0, not Infinity'],
    [[...good, '--rise', '0'], 'bake: --rise is a number above 0, not 0'],
    [[...good, '--minutes', '-1'], 'bake: --minutes is a whole number from 1 to 90, not -1'],
    [[...good, '--oven', 'solar'], 'bake: --oven is one of gas, wood, not solar'],
    [[...good, '--fast'], "bake: unknown option '--fast'"],
    [[...good, '--json=yes'], "bake: option '--json' does not take an argument"],
  ])('%j', (argv, message) => {
    expect(() => readArgs(spec, argv)).toThrow(expect.objectContaining({ exitCode: 2, message }));
  });

  it('refuses an argument too many', () => {
    const single: CommandSpec = { ...spec, arguments: [{ name: 'DOUGH', help: '' }] };
    expect(() => readArgs(single, good)).toThrow('bake: one argument too many: poppy');
  });
});

describe('commandHelp', () => {
  it('shows usage, then every argument and option', () => {
    expect(commandHelp(spec).split('\n')).toEqual([
      'stride bake DOUGH SEED… -o FILE [options]',
      '',
      'Bakes bread.',
      '',
      '  DOUGH              what to bake',
      '  SEED               what goes on top',
      '      --minutes N    how long',
      '      --heat X       how hot',
      '      --rise X       how fast it rises',
      '      --oven NAME    which oven',
      '  -o, --output FILE  where to',
      '      --json         print JSON',
    ]);
  });
});
