import { readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Host, HostError } from '../../../src/host/host.ts';
import { leNet5 } from '../../../templates/lenet-5.ts';
import { sharedClaims } from './testing/shared-claims.ts';
import { testWindows } from './testing/windows.ts';

const { host, openWindow, notices, downloads, inProjects } = testWindows();

/** A window that has a saved LeNet-5 open, and another that then saves 24 filters to the same file. */
async function changedFile(answer: 'mine' | 'theirs' | 'saveAs' | null) {
  const path = inProjects('a.stride');
  const window = await openWindow({ answers: { saveFile: path, changedOnDisk: answer } });
  await window.projects.openDocument(leNet5.build);
  await window.projects.save();
  const other = await openWindow();
  await other.projects.openPath(path);
  other.widen(24);
  await other.projects.save();
  await utimes(path, new Date(), new Date(2030, 0, 1));
  return { ...window, path };
}

describe('a file that another program changed', () => {
  it('is noticed once, and replaces nothing while the answer is put off', async () => {
    const window = await changedFile(null);
    window.widen(9);
    await window.projects.checkFile();
    await window.projects.checkFile();
    expect(window.asked).toEqual(['saveFile', 'changedOnDisk']);
    expect(window.filters()).toBe(9);
    expect(await window.projects.save()).toBe(false);
    expect(window.asked).toEqual(['saveFile', 'changedOnDisk', 'changedOnDisk']);
  });

  it('is taken, and what was here stays as a draft', async () => {
    const window = await changedFile('theirs');
    window.widen(9);
    const { id } = window.documents.getState();
    await window.projects.checkFile();
    expect([window.filters(), window.projects.isUnsaved()]).toEqual([24, false]);
    await window.projects.checkFile();
    expect(window.asked).toEqual(['saveFile', 'changedOnDisk']);
    await window.projects.openDraft(id);
    expect([window.filters(), window.documents.getState().path]).toEqual([9, window.path]);
  });

  it('is kept from being taken: mine is unsaved, then saved, and theirs is the backup', async () => {
    const window = await changedFile('mine');
    await window.projects.checkFile();
    expect([window.filters(), window.projects.isUnsaved()]).toEqual([6, true]);
    expect(await window.projects.save()).toBe(true);
    expect(window.asked).toEqual(['saveFile', 'changedOnDisk']);
    const reader = await openWindow();
    await reader.projects.openPath(window.path);
    expect(reader.filters()).toBe(6);
    await writeFile(inProjects('theirs.stride'), await readFile(`${window.path}.bak`));
    await reader.projects.openPath(inProjects('theirs.stride'));
    expect(reader.filters()).toBe(24);
  });

  it('and is gone makes the network unsaved, and saving writes it again', async () => {
    const window = await changedFile(null);
    await rm(window.path);
    await window.projects.checkFile();
    await window.projects.checkFile();
    expect(notices.filter((text) => /a\.stride was moved or deleted/.test(text))).toHaveLength(1);
    expect(window.projects.isUnsaved()).toBe(true);
    expect(await window.projects.save()).toBe(true);
  });
});

describe('a damaged file', () => {
  it('offers its backup, which saving puts in its place', async () => {
    const path = inProjects('a.stride');
    const window = await openWindow({ answers: { saveFile: path } });
    await window.projects.openDocument(leNet5.build);
    window.widen(11);
    await window.projects.save();
    window.widen(12);
    await window.projects.save();
    await truncate(path, 500);

    const declining = await openWindow({ answers: { damaged: null } });
    expect(await declining.projects.openPath(path)).toBe(false);
    expect([declining.asked, declining.projects.isOpen()]).toEqual([['damaged'], false]);

    const next = await openWindow({ answers: { damaged: 'restore' } });
    expect(await next.projects.openPath(path)).toBe(true);
    expect([next.filters(), next.projects.isUnsaved(), next.documents.getState().path]).toEqual([11, true, path]);
    expect(await next.projects.save()).toBe(true);
    await next.projects.openPath(path);
    expect(next.filters()).toBe(11);
  });

  it('without a whole backup is refused with its reason', async () => {
    const path = inProjects('b.stride');
    const window = await openWindow({ answers: { saveFile: path } });
    await window.projects.openDocument(leNet5.build);
    await window.projects.save();
    await truncate(path, 500);
    await writeFile(`${path}.bak`, 'no project');
    const next = await openWindow({ answers: { damaged: 'restore' } });
    expect(await next.projects.openPath(path)).toBe(false);
    expect(next.asked).toEqual([]);
    expect(notices.at(-1)).toMatch(/b\.stride is not a Stride project/);
  });
});

describe('two windows', () => {
  it('are told that they open one file, and a copy has no file', async () => {
    const path = inProjects('a.stride');
    const claims = sharedClaims();
    const first = await openWindow({ answers: { saveFile: path }, claims: claims() });
    await first.projects.openDocument(leNet5.build);
    await first.projects.save();
    const staying = await openWindow({ answers: { openElsewhere: null }, claims: claims() });
    expect(await staying.projects.openPath(path)).toBe(false);
    const copying = await openWindow({ answers: { openElsewhere: 'copy' }, claims: claims() });
    expect(await copying.projects.openPath(path)).toBe(true);
    expect([copying.documents.getState().path, copying.projects.isUnsaved()]).toEqual([null, true]);
    const both = await openWindow({ answers: { openElsewhere: 'here' }, claims: claims() });
    expect(await both.projects.openPath(path)).toBe(true);
    expect(both.documents.getState().path).toBe(path);
    expect(await first.projects.openPath(path), 'its own file again').toBe(true);
  });

  it('of a duplicated tab have a draft each', async () => {
    const claims = sharedClaims();
    const first = await openWindow({ claims: claims() });
    await first.projects.openDocument(leNet5.build);
    first.widen(20);
    await first.projects.flushDraft();
    // The tab's storage is copied with it.
    const second = await openWindow({ claims: claims() });
    expect(await second.projects.restore()).toBe(true);
    expect(second.documents.getState().id).not.toBe(first.documents.getState().id);
    second.widen(30);
    first.widen(21);
    await Promise.all([first.projects.flushDraft(), second.projects.flushDraft()]);
    const later = await openWindow();
    await later.projects.openDraft(first.documents.getState().id);
    expect(later.filters()).toBe(21);
    await later.projects.openDraft(second.documents.getState().id);
    expect(later.filters()).toBe(30);
  });
});

it('a network that cannot be saved because the local server has ended can be downloaded', async () => {
  const gone: Host = {
    request: (channel, params) =>
      channel === 'write' || channel === 'writeDraft'
        ? Promise.reject(new HostError('unreachable', '', 'no answer'))
        : host.request(channel, params),
  };
  const window = await openWindow({ on: gone, answers: { saveFile: inProjects('a.stride'), unreachable: 'download' } });
  await window.projects.openDocument(leNet5.build);
  expect(await window.projects.save()).toBe(false);
  expect(downloads).toEqual(['LeNet-5.stride']);
  expect(window.documents.getState().path).toBeNull();
});
