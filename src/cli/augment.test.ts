import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stride } from './testing/terminal.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-cli-augment-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('stride augment', () => {
  it('writes changed copies into a folder per class, and not twice into one', async () => {
    const output = join(folder, 'digits');
    const { exitCode, out, notes } = await stride(['augment', 'lenet-5', '--data', 'digits', '-o', output, '--json']);
    expect([exitCode, notes]).toEqual([0, []]);
    // The 4,000 training images; digits are moved, never mirrored.
    expect(JSON.parse(out)).toEqual({
      folder: output,
      written: 4000,
      total: 4000,
      steps: ['translation', 'rotation', 'zoom'],
    });
    expect((await readdir(output)).sort()).toEqual([...'0123456789']);
    const [name = ''] = await readdir(join(output, '7'));
    const { width, height, channels } = decode(await readFile(join(output, '7', name)));
    expect([width, height, channels]).toEqual([28, 28, 1]);
    const again = await stride(['augment', 'lenet-5', '--data', 'digits', '-o', output]);
    expect(again.exitCode).toBe(2);
    expect(again.notes.join()).toContain('not empty');
  }, 60_000);
});
