/** A key with its modifiers in one spelling: `mod+shift+s`, `.`, `arrowup`. `mod`: ⌘ on a Mac, else Ctrl. */
export type Combination = string;

/** What is read of a keyboard event. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  getModifierState(name: string): boolean;
}

const modifiers = ['mod', 'ctrl', 'alt', 'shift'] as const;
type Modifier = (typeof modifiers)[number];

const renamed: Readonly<Record<string, string>> = { ' ': 'space', '+': 'plus', Esc: 'escape', Del: 'delete' };

const named = new Set([
  ...['space', 'plus', 'enter', 'escape', 'tab', 'delete', 'backspace', 'insert', 'home', 'end', 'pageup', 'pagedown'],
  ...['arrowup', 'arrowdown', 'arrowleft', 'arrowright'],
  ...Array.from({ length: 12 }, (_, index) => `f${index + 1}`),
]);

const isLatin = (key: string): boolean => /^[a-z]$/.test(key);
const isDigit = (key: string): boolean => /^\d$/.test(key);
const isCharacter = (key: string): boolean => [...key].length === 1 && !/\s/.test(key);

/**
 * The combination that a key press is; `null` for a modifier alone, a dead key and keys without a name.
 *
 * Letters and signs go by what the keyboard writes, so that they are where AZERTY has them; digits with a modifier by
 * where they stand, because AZERTY writes them with Shift only. Which modifier writes a sign depends on the keyboard, so
 * Shift and AltGr are no part of it. A keyboard that writes no Latin letters has them where US keyboards do.
 */
export function combinationOf(press: KeyPress, mac: boolean): Combination | null {
  const command = mac ? press.metaKey : press.ctrlKey;
  const altGr = press.getModifierState('AltGraph');
  if (!mac && press.metaKey) return null;
  const held = new Set<Modifier>();
  if (command && !altGr) held.add('mod');
  if (mac && press.ctrlKey) held.add('ctrl');
  if (press.altKey && !altGr) held.add('alt');
  if (press.shiftKey) held.add('shift');

  const [, placedLetter] = /^Key([A-Z])$/.exec(press.code) ?? [];
  const [, placedDigit] = /^Digit(\d)$/.exec(press.code) ?? [];
  const written = renamed[press.key] ?? press.key.toLowerCase();
  if (placedDigit !== undefined && (held.has('mod') || held.has('alt'))) return spell(held, placedDigit);
  if (named.has(written) && written !== 'plus') return spell(held, written);
  if (isLatin(written)) return spell(held, written);
  // Other scripts, and what a Mac writes with Option.
  if (placedLetter !== undefined && !/[!-~]/.test(written)) return spell(held, placedLetter.toLowerCase());
  if (written !== 'plus' && !isCharacter(written)) return null;
  held.delete('shift');
  return spell(held, written);
}

const spell = (held: ReadonlySet<Modifier>, key: string): Combination =>
  [...modifiers.filter((modifier) => held.has(modifier)), key].join('+');

export interface CombinationParts {
  readonly modifiers: readonly Modifier[];
  readonly key: string;
}

/** The parts of a combination in its one spelling; `null` for anything else. */
export function partsOf(text: string): CombinationParts | null {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  const held = modifiers.filter((modifier) => parts.includes(modifier));
  if (held.join('+') !== parts.join('+')) return null;
  const sign = isCharacter(key) && key === key.toLowerCase() && !isLatin(key) && !isDigit(key);
  if (sign && held.includes('shift')) return null;
  return named.has(key) || sign || isDigit(key) || isLatin(key) ? { modifiers: held, key } : null;
}

/** Whether the key alone would write into a text field, or press a control. */
export function isBare(combination: Combination): boolean {
  const parts = partsOf(combination);
  if (!parts) return true;
  return !parts.modifiers.some((modifier) => modifier !== 'shift') && !/^f\d+$/.test(parts.key);
}

export const isMac = (): boolean => /mac/i.test(navigator.userAgent);
