import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listCheckpoints, writeCheckpoint } from './checkpoints.ts';
import { type TestHost, testHosts } from './testing/hosts.ts';

describe.each(testHosts)('states of runs on a %s host', (_, start) => {
  let fixture: TestHost;
  beforeEach(async () => {
    fixture = await start();
  });
  afterEach(() => fixture.dispose());
  const bytesOf = (length: number) => Uint8Array.from({ length }, (_, i) => i % 251);
  const names = async (run: string) =>
    (await fixture.host.request('listCheckpoints', { run })).map(({ name }) => name).sort();

  test('are written, listed, read back and deleted', async () => {
    const { host } = fixture;
    expect(await host.request('listCheckpoints', { run: 'a' })).toEqual([]);
    expect(await host.request('readCheckpoint', { run: 'a', name: 'epoch-1' })).toBeNull();
    for (const name of ['epoch-1', 'epoch-2', 'within'])
      await host.request('writeCheckpoint', { run: 'a', name, bytes: bytesOf(300) });
    await host.request('writeCheckpoint', { run: 'b', name: 'epoch-1', bytes: bytesOf(5) });
    expect(await names('a')).toEqual(['epoch-1', 'epoch-2', 'within']);
    expect(await host.request('listCheckpoints', { run: 'b' })).toMatchObject([{ name: 'epoch-1', bytes: 5 }]);
    const read = await host.request('readCheckpoint', { run: 'a', name: 'epoch-2' });
    expect([...(read ?? [])]).toEqual([...bytesOf(300)]);
    await host.request('deleteCheckpoints', { run: 'a', names: ['epoch-1', 'never'] });
    expect(await names('a')).toEqual(['epoch-2', 'within']);
    await host.request('deleteCheckpoints', { run: 'a' });
    await host.request('deleteCheckpoints', { run: 'a' });
    expect(await names('a')).toEqual([]);
    expect(await names('b')).toEqual(['epoch-1']);
  });

  test('what a crash left half written is not one of them', async () => {
    await fixture.host.request('writeCheckpoint', { run: 'a', name: 'epoch-1', bytes: bytesOf(9) });
    const folder = join(fixture.folder, 'settings', 'checkpoints', 'a');
    expect(await readdir(folder)).toEqual(['epoch-1.checkpoint']);
    await writeFile(join(folder, '.epoch-2.checkpoint.0123.tmp'), 'half');
    expect(await names('a')).toEqual(['epoch-1']);
  });

  test.each(['../a', 'a/b', '', '.', 'a\\b', 'a\0'])('no name leads out of the folder: %j', async (bad) => {
    const { host } = fixture;
    const bytes = bytesOf(1);
    await expect(host.request('writeCheckpoint', { run: bad, name: 'x', bytes })).rejects.toThrow();
    await expect(host.request('writeCheckpoint', { run: 'a', name: bad, bytes })).rejects.toThrow();
    await expect(host.request('deleteCheckpoints', { run: bad })).rejects.toThrow();
  });

  test('where all are too much those of the run written longest ago go, never the run’s own', async () => {
    const { env } = fixture;
    for (const run of ['old', 'middle', 'new']) await writeCheckpoint(env, run, 'epoch-1', bytesOf(100), 1000);
    await writeCheckpoint(env, 'old', 'epoch-2', bytesOf(100), 1000);
    await writeCheckpoint(env, 'own', 'epoch-1', bytesOf(150), 400);
    expect(await listCheckpoints(env, 'middle')).toEqual([]);
    expect(await listCheckpoints(env, 'new')).toEqual([]);
    expect(await listCheckpoints(env, 'old')).toHaveLength(2);
    await writeCheckpoint(env, 'own', 'epoch-2', bytesOf(300), 400);
    expect(await listCheckpoints(env, 'own')).toHaveLength(2);
    expect(await listCheckpoints(env, 'old')).toEqual([]);
  });
});
