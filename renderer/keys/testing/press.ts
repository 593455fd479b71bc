import type { KeyPress } from '../combination.ts';

/** A key press: what the keyboard writes, where the key stands by its US name, and what is held. */
export function press(key: string, code: string, held = ''): KeyPress {
  return {
    key,
    code,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
    getModifierState: (name) => name === 'AltGraph' && held.includes('gr'),
  };
}
