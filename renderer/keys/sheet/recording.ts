import { type Bindings, holderOf } from '../bindings.ts';
import { type ActionId, catalogue } from '../catalogue.ts';
import { type Combination, combinationOf, type KeyPress } from '../combination.ts';

/** New keys for an action: waited for, or pressed and held by another action. */
export type Recording =
  | { readonly state: 'waiting'; readonly id: ActionId }
  | {
      readonly state: 'refused' | 'taken';
      readonly id: ActionId;
      readonly keys: Combination;
      readonly holder: ActionId;
    };

export type Pressed =
  | { readonly kind: 'cancel' }
  /** A modifier alone, a key without a name: nothing happens. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'set'; readonly keys: Combination }
  | { readonly kind: 'conflict'; readonly recording: Recording };

/** What a key press means while keys for `id` are waited for. Escape and Tab lead out, as everywhere. */
export function pressed(id: ActionId, press: KeyPress, bindings: Bindings, mac: boolean): Pressed {
  const keys = combinationOf(press, mac);
  if (keys === null) return { kind: 'wait' };
  if (keys === 'escape' || keys === 'tab' || keys === 'shift+tab') return { kind: 'cancel' };
  const holder = holderOf(bindings, keys);
  if (holder === null || holder === id) return { kind: 'set', keys };
  const state = catalogue[holder].fixed ? 'refused' : 'taken';
  return { kind: 'conflict', recording: { state, id, keys, holder } };
}
