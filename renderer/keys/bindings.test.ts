import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, bindingsOf, holderOf, type KeyChoices, readChoices, reset } from './bindings.ts';
import { actionIds, catalogue } from './catalogue.ts';
import { partsOf } from './combination.ts';

const keysOf = (choices: KeyChoices, id: (typeof actionIds)[number]) => bindingsOf(choices).get(id);

describe('defaults', () => {
  it('are whole: every action has all of its own', () => {
    for (const id of actionIds) expect(keysOf({}, id), id).toEqual(catalogue[id].keys);
  });

  it('are spelled as key presses are', () => {
    for (const id of actionIds) for (const keys of catalogue[id].keys) expect(partsOf(keys), keys).not.toBeNull();
  });

  it('are no signs alone that AZERTY writes with AltGr or Shift, but the search', () => {
    const alone = actionIds.flatMap((id) => catalogue[id].keys.filter((keys) => /^[/\\[\]]$/.test(keys)).map(() => id));
    expect(alone).toEqual(['search']);
  });
});

describe('assign', () => {
  it('takes keys from the action that has them, and reset brings both back', () => {
    const taken = assign({}, 'duplicate', ['d']);
    expect(holderOf(bindingsOf(taken), 'd')).toBe('duplicate');
    expect(holderOf(bindingsOf(taken), 'mod+d')).toBeNull();
    expect(keysOf(taken, 'dock')).toEqual([]);
    const back = reset(taken, 'dock');
    expect(holderOf(bindingsOf(back), 'd')).toBe('dock');
    expect(keysOf(back, 'duplicate')).toEqual([]);
    expect(reset(back, 'duplicate')).toEqual({});
  });

  it('leaves what cannot change', () => {
    expect(assign({}, 'copy', ['x'])).toEqual({});
    expect(keysOf(assign({}, 'dock', ['mod+c']), 'copy')).toEqual(['mod+c']);
  });

  it('never gives two actions the same keys, whatever is chosen in whatever order', () => {
    const combination = fc.constantFrom('a', 'd', 'f', 'mod+k', 'mod+z', 'mod+y', 'space', 'escape', 'mod+x', 'x');
    const step = fc.tuple(fc.constantFrom(...actionIds), fc.array(combination, { maxLength: 2 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let choices: KeyChoices = {};
        for (const [id, keys, back] of steps) choices = back ? reset(choices, id) : assign(choices, id, keys);
        const all = [...bindingsOf(choices).values()].flat();
        expect(new Set(all).size).toBe(all.length);
        expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
      }),
    );
  });
});

describe('readChoices', () => {
  it('loses only what is no choice', () => {
    const kept = { dock: ['x'], fly: ['y'], copy: ['z'], fit: ['shift+mod+q'], add: 'a', undo: [], save: ['mod+s'] };
    expect(readChoices(kept)).toEqual({ dock: ['x'], undo: [] });
    for (const broken of [null, 'mod+a', 3, [['a']]]) expect(readChoices(broken)).toEqual({});
  });

  it('keeps the user’s keys from defaults of a later version', () => {
    const bindings = bindingsOf(readChoices({ bypass: ['mod+g'] }));
    expect(holderOf(bindings, 'mod+g')).toBe('bypass');
    expect(bindings.get('group')).toEqual([]);
  });
});
