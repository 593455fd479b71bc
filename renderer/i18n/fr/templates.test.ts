import { expect, it } from 'vitest';
import { templates } from '../../../templates/index.ts';
import { templatesFr } from './templates.ts';

const named = (text: string) => templates.find(({ id }) => id === text);

it('has French texts of every template, and a note where the English has one', () => {
  const missing = templates.flatMap(({ id, note }) => {
    const french = templatesFr[id];
    if (!french) return [id];
    return (note === undefined) === (french.note === undefined) ? [] : [`${id}, note`];
  });
  expect(missing).toEqual([]);
});

it('has none of templates that are no more', () => {
  expect(Object.keys(templatesFr).filter((id) => !named(id))).toEqual([]);
});

it('writes French: a no-break space before : ; ? and !, typographic apostrophes', () => {
  for (const [id, { title = '', variant, note = '' }] of Object.entries(templatesFr)) {
    const text = `${title} ${variant} ${note}`;
    expect(text, id).not.toMatch(/[^\u00a0\u202f][:;?!](\s|$)|\w'\w/);
  }
});
