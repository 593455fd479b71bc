import { describe, expect, it } from 'vitest';
import { readPreferences } from './preferences.ts';

describe('readPreferences', () => {
  it('takes the language of the browser until the user chooses one', () => {
    expect(readPreferences({}, 'fr-CA').locale).toBe('fr');
    expect(readPreferences({}, 'de').locale).toBe('en');
    expect(readPreferences({ locale: 'en' }, 'fr').locale).toBe('en');
  });

  it('loses only the values that it does not know', () => {
    const kept = {
      theme: 'sepia',
      overlay: 'work',
      convention: 'flops',
      backend: 'wasm',
      tensorboard: true,
      window: [1, 2],
      shortcuts: { dock: ['x'], fly: ['y'] },
    };
    expect(readPreferences(kept, 'en')).toEqual({
      theme: 'system',
      locale: 'en',
      overlay: 'work',
      convention: 'flops',
      backend: 'wasm',
      tensorboard: true,
      shortcuts: { dock: ['x'] },
    });
  });
});
