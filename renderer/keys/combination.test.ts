import { describe, expect, it } from 'vitest';
import { combinationOf, isBare, partsOf } from './combination.ts';
import { press } from './testing/press.ts';

const onPc = (key: string, code: string, held?: string) => combinationOf(press(key, code, held), false);
const onMac = (key: string, code: string, held?: string) => combinationOf(press(key, code, held), true);

describe('combinationOf', () => {
  it.each([
    // What is pressed on a US keyboard, and what writes the same on a French one.
    ['a', onPc('a', 'KeyA'), onPc('a', 'KeyQ')],
    ['mod+z', onPc('z', 'KeyZ', 'ctrl'), onPc('z', 'KeyW', 'ctrl')],
    ['mod+shift+s', onPc('S', 'KeyS', 'ctrl shift'), onPc('S', 'KeyS', 'ctrl shift')],
    ['mod+1', onPc('1', 'Digit1', 'ctrl'), onPc('&', 'Digit1', 'ctrl')],
    ['mod+.', onPc('.', 'Period', 'ctrl'), onPc('.', 'Comma', 'ctrl shift')],
    ['?', onPc('?', 'Slash', 'shift'), onPc('?', 'KeyM', 'shift')],
    ['/', onPc('/', 'Slash'), onPc('/', 'Period', 'shift')],
    ['plus', onPc('+', 'Equal', 'shift'), onPc('+', 'Equal', 'shift')],
    ['[', onPc('[', 'BracketLeft'), onPc('[', 'Digit5', 'ctrl alt gr')],
    ['0', onPc('0', 'Digit0'), onPc('0', 'Digit0', 'shift')],
    ['shift+f', onPc('F', 'KeyF', 'shift'), onPc('F', 'KeyF', 'shift')],
    ['delete', onPc('Delete', 'Delete'), onPc('Delete', 'Delete')],
    ['space', onPc(' ', 'Space'), onPc(' ', 'Space')],
  ])('%s', (combination, english, french) => {
    expect([english, french]).toEqual([combination, combination]);
  });

  it('takes the letters of keyboards without Latin ones from where the keys stand', () => {
    expect(onPc('я', 'KeyZ', 'ctrl')).toBe('mod+z');
    expect(onMac('ø', 'KeyO', 'alt')).toBe('alt+o');
  });

  it('knows ⌘ on a Mac and leaves the system key of others alone', () => {
    expect(onMac('k', 'KeyK', 'meta')).toBe('mod+k');
    expect(onMac('k', 'KeyK', 'ctrl')).toBe('ctrl+k');
    expect(onPc('k', 'KeyK', 'meta')).toBeNull();
  });

  it('is nothing for modifiers alone, dead keys and keys without a name', () => {
    for (const [key, code] of [
      ['Control', 'ControlLeft'],
      ['Shift', 'ShiftLeft'],
      ['Dead', 'BracketLeft'],
      ['AudioVolumeUp', 'AudioVolumeUp'],
    ] as const)
      expect(onPc(key, code, 'ctrl')).toBeNull();
  });

  it('is always in the spelling that is kept', () => {
    for (const found of [
      onPc('S', 'KeyS', 'ctrl shift alt'),
      onPc('é', 'Digit2'),
      onPc('F5', 'F5'),
      onPc('ù', 'Quote'),
    ])
      expect(found === null ? null : partsOf(found)).not.toBeNull();
  });
});

describe('partsOf', () => {
  it('refuses what no key press gives', () => {
    for (const text of ['', 'mod+', 'shift+mod+a', 'mod+A', 'hyper+a', 'shift+?', 'mod+word', 'mod', 'a b'])
      expect(partsOf(text), text).toBeNull();
  });
});

describe('isBare', () => {
  it('holds for keys that write or press by themselves', () => {
    expect(['a', 'shift+f', '?', 'space', 'delete'].map(isBare)).toEqual([true, true, true, true, true]);
    expect(['mod+a', 'alt+x', 'f2'].map(isBare)).toEqual([false, false, false]);
  });
});
