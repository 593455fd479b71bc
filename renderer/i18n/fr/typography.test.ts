import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('./', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
);

/** Every text that a module holds, however deep. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

describe.each(files)('French typography of %s', (file) => {
  it('has no-break spaces before double punctuation and curly apostrophes', async () => {
    const texts = textsOf({ ...(await import(new URL(file, folder).href)) });
    const wrong = texts.filter((text) => / [:;?!»]|« |[a-zé]'[a-zéèêâhA-Z]/.test(text));
    expect(wrong).toEqual([]);
  });
});
