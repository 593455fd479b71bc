import type { UiState } from '../store/ui.ts';
import { type ActionId, catalogue } from './catalogue.ts';
import { type Combination, isBare } from './combination.ts';

/** What has the focus, as far as shortcuts care. */
export interface Focus {
  /** Text is being typed. */
  readonly typing: boolean;
  /** A control that takes keys of its own: a button its Space, a menu the letters of its entries. */
  readonly control: 'press' | 'choose' | null;
  readonly inOverlay: boolean;
}

const textFields =
  'input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"], [type="color"], [type="file"]), textarea, [contenteditable="true"]';
/** A list that is a part of the window, as the outline is, takes no letters. */
const list = '[role="listbox"]:not([data-part])';
const choosers = `input, select, [role="slider"], [role="spinbutton"], [role="combobox"], [role="menu"], ${list}, [role="radio"]`;
const pressed = 'button, a, summary, [role="tab"], [role="button"], [role="checkbox"], [role="switch"]';

export function focusOf(target: EventTarget | null): Focus {
  const element = target instanceof Element ? target : null;
  const within = (selector: string) => element !== null && element.closest(selector) !== null;
  return {
    typing: within(textFields),
    control: within(choosers) ? 'choose' : within(pressed) ? 'press' : null,
    inOverlay: within(`[role="dialog"], [role="menu"], ${list}`),
  };
}

interface Situation extends Pick<UiState, 'screen' | 'step'> {
  readonly focus: Focus;
  /** A dialog lies over the window. */
  readonly dialog: boolean;
}

const pressKeys = new Set(['space', 'enter']);

/** Whether this combination means this action now, or is left to what has the focus. */
export function applies(id: ActionId, combination: Combination, { screen, step, focus, dialog }: Situation): boolean {
  const { scope, inFields } = catalogue[id];
  const bare = isBare(combination);
  if (focus.typing && (bare || !inFields)) return false;
  if (bare && focus.control === 'choose') return false;
  if (focus.control === 'press' && pressKeys.has(combination)) return false;
  switch (scope) {
    case 'anywhere':
      return true;
    case 'window':
      return !dialog;
    case 'editor':
      return screen === 'editor' && !dialog;
    case 'run':
      return screen === 'editor' && step === 'train' && !dialog;
    case 'canvas':
      return screen === 'editor' && step !== 'evaluate' && step !== 'predict' && !focus.inOverlay;
  }
}
