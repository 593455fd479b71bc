import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { textFile, textModule } from './bundle.ts';

describe('stride-layers.js', () => {
  it('is what src/tfjs-layers says now: else run npm run tfjs-layers', async () => {
    expect(await readFile(textFile, 'utf8')).toBe(await textModule());
  });
});
