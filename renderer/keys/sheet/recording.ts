import { type Bindings, holderOf, mostKeys } from '../bindings.ts';
import { type ActionId, catalogue } from '../catalogue.ts';
import { type Combination, combinationOf, type KeyPress } from '../combination.ts';

/** Whose keys are being pressed, and which of them they replace: `null`, they are added to them. */
interface Slot {
  readonly id: ActionId;
  readonly replaces: Combination | null;
}

/** New keys for an action: waited for, or pressed and held by another action. */
export type Recording =
  | (Slot & { readonly state: 'waiting' })
  | (Slot & {
      readonly state: 'refused' | 'taken';
      readonly keys: Combination;
      readonly holder: ActionId;
      /** The other action has no further keys. */
      readonly last: boolean;
    });

export type Pressed =
  | { readonly kind: 'cancel' }
  /** A modifier alone, a key without a name: nothing happens. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'set'; readonly keys: Combination }
  | { readonly kind: 'conflict'; readonly recording: Recording };

/** What a key press means while keys are waited for. Escape and Tab lead out, as everywhere. */
export function pressed({ id, replaces }: Slot, press: KeyPress, bindings: Bindings, mac: boolean): Pressed {
  const keys = combinationOf(press, mac);
  if (keys === null) return { kind: 'wait' };
  if (keys === 'escape' || keys === 'tab' || keys === 'shift+tab') return { kind: 'cancel' };
  const holder = holderOf(bindings, keys);
  if (holder === null || holder === id) return { kind: 'set', keys };
  const state = catalogue[holder].fixed ? 'refused' : 'taken';
  const last = bindings.get(holder)?.length === 1;
  return { kind: 'conflict', recording: { state, id, replaces, keys, holder, last } };
}

/** An action's keys with new ones in the place of one of them, or after them; none twice. */
export function withKeys(
  own: readonly Combination[],
  replaces: Combination | null,
  keys: Combination,
): readonly Combination[] {
  const placed = replaces === null ? [...own, keys] : own.map((one) => (one === replaces ? keys : one));
  return [...new Set(placed)].slice(0, mostKeys);
}
