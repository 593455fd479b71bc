import { z } from 'zod';
import { type ActionId, actionIds, catalogue, isActionId } from './catalogue.ts';
import { type Combination, partsOf } from './combination.ts';

/** The user's own keys of some actions; none: the action has no shortcut. Actions that are not named have their defaults. */
export type KeyChoices = Readonly<Partial<Record<ActionId, readonly Combination[]>>>;

export type Bindings = ReadonlyMap<ActionId, readonly Combination[]>;

/**
 * Which combinations each action has. No combination has two actions: fixed ones come first, then what the user chose,
 * then defaults, so that a default of a later version takes nothing from what a user once chose.
 */
export function bindingsOf(choices: KeyChoices): Bindings {
  const taken = new Set<Combination>();
  const found = new Map<ActionId, readonly Combination[]>();
  const rank = (id: ActionId) => (catalogue[id].fixed ? 0 : choices[id] ? 1 : 2);
  for (const id of [...actionIds].sort((a, b) => rank(a) - rank(b))) {
    const wanted = (catalogue[id].fixed ? null : choices[id]) ?? catalogue[id].keys;
    const own = [...new Set(wanted)].filter((combination) => !taken.has(combination));
    for (const combination of own) taken.add(combination);
    found.set(id, own);
  }
  return found;
}

/** The action that a combination means, or `null`. */
export function holderOf(bindings: Bindings, combination: Combination): ActionId | null {
  for (const [id, combinations] of bindings) if (combinations.includes(combination)) return id;
  return null;
}

/** Gives an action these combinations alone; others that had one of them lose it. */
export function assign(choices: KeyChoices, id: ActionId, combinations: readonly Combination[]): KeyChoices {
  if (catalogue[id].fixed) return choices;
  const before = bindingsOf(choices);
  const next: Partial<Record<ActionId, readonly Combination[]>> = { ...choices, [id]: combinations };
  for (const other of actionIds) {
    const own = before.get(other) ?? [];
    if (other === id || catalogue[other].fixed || !own.some((combination) => combinations.includes(combination)))
      continue;
    next[other] = own.filter((combination) => !combinations.includes(combination));
  }
  return onlyChanged(next);
}

/** Gives an action its defaults back, from whichever actions have them now. */
export const reset = (choices: KeyChoices, id: ActionId): KeyChoices => assign(choices, id, catalogue[id].keys);

function onlyChanged(choices: KeyChoices): KeyChoices {
  const same = (id: ActionId) => catalogue[id].keys.join(' ') === choices[id]?.join(' ');
  return Object.fromEntries(Object.entries(choices).filter(([id]) => isActionId(id) && !same(id)));
}

/** Most combinations of one action. */
export const mostKeys = 4;
const choiceSchema = z.array(z.string().refine((text) => partsOf(text) !== null)).max(mostKeys);

/** Keys as they were kept; an action that this version does not know, or keys that are none, cost only themselves. */
export function readChoices(kept: unknown): KeyChoices {
  const record = z.record(z.string(), z.unknown()).safeParse(kept);
  if (!record.success) return {};
  const read = Object.entries(record.data).flatMap(([id, value]) => {
    const parsed = choiceSchema.safeParse(value);
    return isActionId(id) && !catalogue[id].fixed && parsed.success ? [[id, parsed.data] as const] : [];
  });
  return onlyChanged(Object.fromEntries(read));
}
