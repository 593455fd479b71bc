import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { layerReference } from './layers.ts';

test('docs/layers.md is what the layer definitions say (npm run reference)', async () => {
  const page = await readFile(new URL('../../docs/layers.md', import.meta.url), 'utf8');
  expect(page).toBe(layerReference());
});
