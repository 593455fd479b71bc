import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stride } from './testing/terminal.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-cli-augment-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('stride augment', () => {
  it('writes changed copies into a folder per class, and not twice into one', async () => {
    const [pictures, output] = [join(folder, 'pictures'), join(folder, 'written')];
    for (const name of ['cats', 'dogs']) {
      await mkdir(join(pictures, name), { recursive: true });
      for (let i = 0; i < 10; i++) {
        const data = Uint8Array.from({ length: 40 * 30 * 3 }, (_, place) => (place * (i + 3)) % 256);
        await writeFile(
          join(pictures, name, `${i}.png`),
          encode({ width: 40, height: 30, channels: 3, depth: 8, data }),
        );
      }
    }
    const argv = ['augment', 'lenet-5', '--data', pictures, '-o', output];
    const { exitCode, out, notes } = await stride([...argv, '--copies', '3', '--json']);
    expect([exitCode, notes]).toEqual([0, []]);
    const { written, total, steps } = JSON.parse(out);
    expect(written).toBe(total);
    // Held-out pictures are none of the training images; three copies of each of the others.
    expect(total % 3).toBe(0);
    expect(total).toBeGreaterThanOrEqual(36);
    expect(steps).toContain('horizontalFlip');
    expect((await readdir(output)).sort()).toEqual(['cats', 'dogs']);
    const names = [...(await readdir(join(output, 'cats'))), ...(await readdir(join(output, 'dogs')))];
    expect(names).toHaveLength(total);
    const [name = ''] = await readdir(join(output, 'dogs'));
    const { width, height, channels } = decode(await readFile(join(output, 'dogs', name)));
    expect([width, height, channels]).toEqual([28, 28, 1]);
    const again = await stride(argv);
    expect(again.exitCode).toBe(2);
    expect(again.notes.join()).toContain('not empty');
  }, 60_000);
});
