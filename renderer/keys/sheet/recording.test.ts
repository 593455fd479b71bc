import { describe, expect, it } from 'vitest';
import { bindingsOf } from '../bindings.ts';
import { press } from '../testing/press.ts';
import { filterActions } from './filter.ts';
import { pressed, withKeys } from './recording.ts';

const bindings = bindingsOf({});
const pressing = (key: string, code: string, held?: string) =>
  pressed({ id: 'dock', replaces: 'd' }, press(key, code, held), bindings, false);

describe('pressed', () => {
  it('takes free keys and the action’s own', () => {
    expect(pressing('j', 'KeyJ', 'ctrl')).toEqual({ kind: 'set', keys: 'mod+j' });
    expect(pressing('d', 'KeyD')).toEqual({ kind: 'set', keys: 'd' });
  });

  it('waits for more than a modifier, and is left by Escape', () => {
    expect(pressing('Control', 'ControlLeft', 'ctrl')).toEqual({ kind: 'wait' });
    expect(pressing('Escape', 'Escape')).toEqual({ kind: 'cancel' });
  });

  it('says whose keys they are, and whether they can be had', () => {
    expect(pressing('d', 'KeyD', 'ctrl')).toMatchObject({ recording: { state: 'taken', holder: 'duplicate' } });
    expect(pressing('c', 'KeyC', 'ctrl')).toMatchObject({ recording: { state: 'refused', holder: 'copy' } });
  });
});

describe('withKeys', () => {
  it('changes the keys that are edited, and no others', () => {
    expect(withKeys(['mod+shift+z', 'mod+y'], 'mod+y', 'mod+u')).toEqual(['mod+shift+z', 'mod+u']);
    expect(withKeys(['mod+shift+z', 'mod+y'], 'mod+shift+z', 'mod+u')).toEqual(['mod+u', 'mod+y']);
  });

  it('adds keys, none twice and no more than can be kept', () => {
    expect(withKeys([], null, 'j')).toEqual(['j']);
    expect(withKeys(['j'], null, 'k')).toEqual(['j', 'k']);
    expect(withKeys(['j', 'k'], 'k', 'j')).toEqual(['j']);
    expect(withKeys(['j'], 'j', 'j')).toEqual(['j']);
    expect(withKeys(['1', '2', '3', '4'], null, '5')).toHaveLength(4);
  });
});

describe('filterActions', () => {
  const texts = (id: string) => (id === 'undo' ? ['Défaire', 'Ctrl Z'] : [id]);

  it('finds by label without accents, by keys and by several words', () => {
    for (const text of ['defaire', 'ctrl z', 'z DÉF', ' Défaire '])
      expect(filterActions(text, texts), text).toEqual([{ group: 'edit', ids: ['undo'] }]);
    expect(filterActions('nothing of this name', texts)).toEqual([]);
  });

  it('keeps the groups in their order', () => {
    expect(filterActions('', texts).map(({ group }) => group)).toEqual([
      'file',
      'steps',
      'edit',
      'network',
      'view',
      'app',
    ]);
  });
});
