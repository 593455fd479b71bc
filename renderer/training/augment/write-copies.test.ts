import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstSteps } from '../../../src/core/augment/steps.ts';
import { makeCopies } from '../../../src/engine/feed/copies.ts';
import { stripes } from '../../../src/engine/testing/datasets.ts';
import { hostEnvironment } from '../../../src/host/environment.ts';
import { nodeHost } from '../../../src/host/node.ts';
import { type Writing, writeCopies } from './write-copies.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-copies-'));
});
afterEach(() => rm(folder, { recursive: true }));

const request = {
  dataset: stripes({ train: 20, classes: 2 }),
  augmentation: { steps: [firstSteps.translation], fill: 'nearest' as const, fillValue: 0 },
  seed: 1,
  validationShare: 0,
  copies: 2,
};

async function parts() {
  const env = hostEnvironment({ kind: 'node', version: '0.0.0', variables: {}, home: join(folder, '..') });
  const host = nodeHost(env);
  return { host, about: await host.request('about', {}) };
}

describe('changed copies written into a folder', () => {
  it('lie in a folder per class, and how many is told on the way', async () => {
    const told: Writing[] = [];
    const { signal } = new AbortController();
    const ended = await writeCopies(
      await parts(),
      folder,
      request,
      signal,
      (writing) => told.push(writing),
      makeCopies,
    );
    expect(ended).toEqual({ done: 40, total: 40 });
    expect(told.at(0)).toEqual({ done: 0, total: 40 });
    expect(told.at(-1)).toEqual({ done: 40, total: 40 });
    expect((await readdir(folder)).sort()).toEqual(['stripe 0', 'stripe 1']);
    const names = await readdir(join(folder, 'stripe 1'));
    expect(names).toHaveLength(20);
    const { width, height } = decode(await readFile(join(folder, 'stripe 1', names[0] ?? '')));
    expect([width, height]).toEqual([8, 8]);
  });

  it('are never mixed with other files', async () => {
    await writeFile(join(folder, 'mine.txt'), 'mine');
    const { signal } = new AbortController();
    expect(await writeCopies(await parts(), folder, request, signal, () => {}, makeCopies)).toBe('not-empty');
    expect(await readdir(folder)).toEqual(['mine.txt']);
  });

  it('end when they are cancelled, with those that were written kept', async () => {
    const stop = new AbortController();
    const tell = ({ done }: Writing) => done >= 8 && stop.abort();
    const ended = await writeCopies(await parts(), folder, request, stop.signal, tell, makeCopies);
    expect(ended).toEqual({ done: 8, total: 40 });
  });
});
