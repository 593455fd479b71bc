import i18next from 'i18next';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeLocale, loadEditorTexts, startI18n } from './i18n.ts';

beforeAll(() => startI18n('en'));
afterAll(() => changeLocale('en'));

it('has the texts of the start screen at once, those of the editor once they are loaded', async () => {
  expect(i18next.t('start:generator.title')).toBe('Pattern generator');
  expect(i18next.t('keys:names.shift')).toBe('Shift');
  expect(i18next.exists('define:palette.nothing')).toBe(false);
  await loadEditorTexts();
  expect(i18next.exists('define:palette.nothing')).toBe(true);
  expect(i18next.t('keys:names.shift')).toBe('Shift');
});

it('chooses plurals by language and groups the digits of counts', async () => {
  const layers = (count: number) => i18next.t('shell:imported.layers', { count });
  expect([0, 1, 2, 1000].map(layers)).toEqual(['0 layers', '1 layer', '2 layers', '1,000 layers']);
  await changeLocale('fr');
  expect([0, 1, 2, 1000].map(layers)).toEqual(['0 couche', '1 couche', '2 couches', '1\u202f000 couches']);
});
