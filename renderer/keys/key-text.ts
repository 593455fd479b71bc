import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { useUi } from '../app.ts';
import { bindingsOf } from './bindings.ts';
import type { ActionId } from './catalogue.ts';
import { type Combination, isMac, partsOf } from './combination.ts';

const onMac: Readonly<Record<string, string>> = {
  mod: '⌘',
  ctrl: '⌃',
  alt: '⌥',
  shift: '⇧',
  enter: '↩',
  backspace: '⌫',
  delete: '⌦',
};
const signs: Readonly<Record<string, string>> = {
  plus: '+',
  '-': '−',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};
const named = [
  ...(['mod', 'ctrl', 'alt', 'shift', 'enter', 'space', 'escape', 'tab', 'delete', 'backspace'] as const),
  ...(['insert', 'home', 'end', 'pageup', 'pagedown'] as const),
];

function keyName(key: string): string {
  const word = named.find((name) => name === key);
  return (
    (isMac() ? onMac[key] : undefined) ?? signs[key] ?? (word ? i18next.t(`keys:names.${word}`) : key.toUpperCase())
  );
}

/** The names on the keys of a combination: `Ctrl`, `Maj`, `S` in French. */
export function keyNames(combination: Combination): readonly string[] {
  const parts = partsOf(combination);
  return parts ? [...parts.modifiers, parts.key].map(keyName) : [];
}

/** `Ctrl Shift S`, `Ctrl Maj S` in French, `⌘ ⇧ S` on a Mac. */
export const keyText = (combination: Combination): string => keyNames(combination).join(' ');

/** The shortcut that an action has now, or `undefined`: what tooltips, menus and buttons show. */
export function useKeyText(id: ActionId): string | undefined {
  useTranslation('keys');
  const combination = useUi((s) => bindingsOf(s.shortcuts).get(id)?.[0]);
  return combination === undefined ? undefined : keyText(combination);
}

/** The same for many actions at once, where a menu or a list is built. */
export function useKeyTexts(): (id: ActionId) => string | undefined {
  useTranslation('keys');
  const choices = useUi((s) => s.shortcuts);
  const bindings = bindingsOf(choices);
  return (id) => {
    const [combination] = bindings.get(id) ?? [];
    return combination === undefined ? undefined : keyText(combination);
  };
}
