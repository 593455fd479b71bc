import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { maxBlockBytes } from '../core/document/block.ts';
import type { RecentSummary } from './host.ts';
import { type TestHost, testHosts } from './testing/hosts.ts';

const text = (value: string) => new TextEncoder().encode(value);
const summary: RecentSummary = { layers: 3, parameters: 12, errors: 0, accuracy: null, silhouette: [[1, 2]] };

describe.each(testHosts)('%s host', (kind, start) => {
  let fixture: TestHost;
  beforeEach(async () => {
    fixture = await start();
  });
  afterEach(() => fixture.dispose());
  const at = (...names: string[]) => join(fixture.folder, ...names);

  test('says where it is', async () => {
    const about = await fixture.host.request('about', {});
    expect(about).toMatchObject({ kind, projects: at('projects'), home: fixture.folder });
    expect(await fixture.host.request('stat', { path: about.projects })).not.toBeNull();
  });

  test('writes, reads back, and keeps the file before as .bak', async () => {
    const path = at('projects', 'réseau 网络.stride');
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    await fixture.host.request('write', { path, bytes: text('first') });
    const stat = await fixture.host.request('write', { path, bytes: all });
    expect(stat).toMatchObject({ path, bytes: 256 });
    expect([...(await fixture.host.request('read', { path }))]).toEqual([...all]);
    expect(await readFile(`${path}.bak`, 'utf8')).toBe('first');
    expect((await readdir(at('projects'))).sort()).toEqual(['réseau 网络.stride', 'réseau 网络.stride.bak'].sort());
  });

  test('an empty file and shared memory cross too', async () => {
    await fixture.host.request('write', { path: at('empty'), bytes: new Uint8Array() });
    expect((await fixture.host.request('read', { path: at('empty') })).length).toBe(0);
    const shared = new Uint8Array(new SharedArrayBuffer(3));
    shared.set([1, 2, 3]);
    await fixture.host.request('write', { path: at('shared'), bytes: shared.subarray(1) });
    expect([...(await fixture.host.request('read', { path: at('shared') }))]).toEqual([2, 3]);
  });

  test('adds to a file, over what a cut-off append left, and never past a hole', async () => {
    const path = at('logs', 'run 1', 'train', 'events');
    await fixture.host.request('append', { path, at: 0, bytes: text('one') });
    expect(await fixture.host.request('append', { path, at: 3, bytes: text(' two') })).toMatchObject({ bytes: 7 });
    await fixture.host.request('append', { path, at: 3, bytes: text(' and') });
    expect(await readFile(path, 'utf8')).toBe('one and');
    await expect(fixture.host.request('append', { path, at: 9, bytes: text('x') })).rejects.toMatchObject({ path });
    expect(await readFile(path, 'utf8')).toBe('one and');
    const missing = at('logs', 'gone', 'events');
    await expect(fixture.host.request('append', { path: missing, at: 4, bytes: text('x') })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('a write through a link changes the file it points to', async () => {
    await writeFile(at('real'), 'old');
    await symlink(at('real'), at('link'));
    await fixture.host.request('write', { path: at('link'), bytes: text('new') });
    expect(await readFile(at('real'), 'utf8')).toBe('new');
  });

  test('many writes of one file at once leave one of them whole', async () => {
    const contents = Array.from({ length: 8 }, (_, index) => String(index).repeat(10_000));
    const path = at('projects', 'many');
    await Promise.all(contents.map((content) => fixture.host.request('write', { path, bytes: text(content) })));
    expect(contents).toContain(await readFile(path, 'utf8'));
  });

  test('lists a folder: folders first, numbers in order, hidden entries left out', async () => {
    await mkdir(at('pictures', 'zebra'), { recursive: true });
    for (const name of ['cat10.png', 'cat2.png', '.hidden']) await writeFile(at('pictures', name), 'x');
    const listing = await fixture.host.request('list', { path: at('pictures') });
    expect(listing.parent).toBe(fixture.folder);
    expect(listing.entries.map((entry) => [entry.name, entry.kind])).toEqual([
      ['zebra', 'folder'],
      ['cat2.png', 'file'],
      ['cat10.png', 'file'],
    ]);
    expect((await fixture.host.request('list', { path: '' })).path).toBe(at('projects'));
    expect((await fixture.host.request('list', { path: '~' })).path).toBe(fixture.folder);
  });

  test('failures carry a code and the path', async () => {
    const missing = at('no', 'such');
    await writeFile(at('plain'), 'x');
    await expect(fixture.host.request('read', { path: missing })).rejects.toMatchObject({
      name: 'HostError',
      code: 'not-found',
      path: missing,
    });
    await expect(fixture.host.request('list', { path: at('plain') })).rejects.toMatchObject({ code: 'not-a-folder' });
    await expect(fixture.host.request('read', { path: fixture.folder })).rejects.toMatchObject({ code: 'failed' });
    await expect(fixture.host.request('write', { path: missing, bytes: text('x') })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await fixture.host.request('stat', { path: missing })).toBeNull();
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read is denied', async () => {
    await writeFile(at('secret'), 'x');
    await chmod(at('secret'), 0);
    await expect(fixture.host.request('read', { path: at('secret') })).rejects.toMatchObject({ code: 'denied' });
  });

  test('remembers recent files, latest first, and marks those that are gone', async () => {
    await writeFile(at('a'), 'x');
    for (const name of ['a', 'gone', 'a']) {
      await fixture.host.request('remember', { path: at(name), name, summary });
    }
    const recent = await fixture.host.request('recent', {});
    expect(recent.map(({ name, missing, silhouette }) => [name, missing, silhouette])).toEqual([
      ['a', false, [[1, 2]]],
      ['gone', true, [[1, 2]]],
    ]);
    await fixture.host.request('forget', { path: at('gone') });
    expect((await fixture.host.request('recent', {})).map(({ name }) => name)).toEqual(['a']);
  });

  test('none of many changes at once is lost', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `p${index}`);
    await Promise.all(names.map((name) => fixture.host.request('setPreferences', { values: { [name]: name } })));
    expect(Object.keys(await fixture.host.request('getPreferences', {})).sort()).toEqual(names);
  });

  test('preferences merge, null removes, and a damaged file is no reason to stop', async () => {
    await fixture.host.request('setPreferences', { values: { theme: 'dark', language: 'fr' } });
    await fixture.host.request('setPreferences', { values: { language: null, zoom: 2 } });
    expect(await fixture.host.request('getPreferences', {})).toEqual({ theme: 'dark', zoom: 2 });
    await writeFile(at('settings', 'preferences.json'), '{"theme"');
    expect(await fixture.host.request('getPreferences', {})).toEqual({});
  });

  test('drafts live apart from files, under any id', async () => {
    const id = '../Réseau?/*.stride';
    expect(await fixture.host.request('readDraft', { id })).toBeNull();
    await fixture.host.request('writeDraft', { id, bytes: text('draft') });
    expect(new TextDecoder().decode((await fixture.host.request('readDraft', { id })) ?? undefined)).toBe('draft');
    expect((await fixture.host.request('listDrafts', {})).map((draft) => draft.id)).toEqual([id]);
    expect(await readdir(at('settings'))).toEqual(['drafts']);
    await fixture.host.request('deleteDraft', { id });
    await fixture.host.request('deleteDraft', { id });
    expect(await fixture.host.request('listDrafts', {})).toEqual([]);
  });

  test('own blocks are files of their own, and none is a way out of their folder', async () => {
    expect(await fixture.host.request('listBlocks', {})).toEqual([]);
    const file = 'Bloc résiduel 网络.json';
    await fixture.host.request('writeBlock', { file, text: '{"a":1}' });
    await fixture.host.request('writeBlock', { file, text: '{"a":"é"}' });
    await writeFile(at('settings', 'blocks', 'by hand.json'), new Uint8Array([0xff, 0xfe]));
    await writeFile(at('settings', 'blocks', 'large.json'), 'x'.repeat(maxBlockBytes + 1));
    await writeFile(at('settings', 'blocks', 'notes.txt'), 'no block');
    expect(await fixture.host.request('listBlocks', {})).toEqual([
      { file, text: '{"a":"é"}' },
      { file: 'by hand.json', text: null },
      { file: 'large.json', text: null },
    ]);
    for (const bad of ['../out.json', 'a/b.json', '.hidden.json', '..\\out.json', 'C:x.json', 'plain', '.json']) {
      await expect(fixture.host.request('writeBlock', { file: bad, text: '' })).rejects.toMatchObject({
        code: 'failed',
      });
      await expect(fixture.host.request('deleteBlock', { file: bad })).rejects.toMatchObject({ code: 'failed' });
    }
    const text = 'x'.repeat(maxBlockBytes + 1);
    await expect(fixture.host.request('writeBlock', { file, text })).rejects.toMatchObject({ code: 'too-large' });
    await fixture.host.request('deleteBlock', { file });
    await fixture.host.request('deleteBlock', { file });
    expect((await fixture.host.request('listBlocks', {})).map((block) => block.file)).toEqual([
      'by hand.json',
      'large.json',
    ]);
  });
});
