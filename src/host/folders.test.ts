import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolders } from './folders.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-folders-'));
  await writeFile(join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true }));

describe('folders', () => {
  test('are made with those above them, and left alone where they are', async () => {
    const deep = join(folder, 'a/b/c');
    await Promise.all([makeFolders(deep), makeFolders(deep), makeFolders(join(folder, 'a/x'))]);
    await makeFolders(deep);
    expect((await stat(deep)).isDirectory()).toBe(true);
  });

  test('are refused where a file is in the way', async () => {
    await expect(makeFolders(join(folder, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolders(join(folder, 'file/below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  // Where there is no such file system, as on macOS and Windows, there is nothing to hang on.
  test.runIf(process.platform === 'linux')('are refused, and soon, by a file system that makes none', async () => {
    await expect(makeFolders('/proc/stride/models')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
