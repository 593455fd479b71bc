import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { analyze } from '../../../src/core/analysis/analyze.ts';
import { emptyDocument } from '../../../src/core/document/schema.ts';
import type { Host } from '../../../src/host/host.ts';
import { leNet5 } from '../../../templates/lenet-5.ts';
import { finishedRun } from './testing/finished-run.ts';
import { testWindows } from './testing/windows.ts';

const { host, openWindow, notices, inProjects } = testWindows();
const drafts = () => host.request('listDrafts', {});

describe('files', () => {
  it('are saved where the user says, listed as recent, and opened as they were, runs and weights included', async () => {
    const path = inProjects('a.stride');
    const first = await openWindow({ answers: { saveFile: path } });
    await first.projects.openDocument(leNet5.build);
    first.widen(12);
    const { record, snapshot } = finishedRun(first.documents.getState().document);
    first.runs.add(record);
    first.runs.setCheckpoints(record.id, { best: snapshot });
    expect(first.projects.isUnsaved()).toBe(true);
    expect(await first.projects.save()).toBe(true);
    expect(first.projects.isUnsaved()).toBe(false);
    expect(first.documents.getState().path).toBe(path);

    const second = await openWindow();
    await second.projects.refresh();
    const [recent] = second.projects.store.getState().recent ?? [];
    expect(recent).toMatchObject({ path, name: 'LeNet-5', errors: 0, missing: false, accuracy: 0.9 });
    expect(await second.projects.openPath(path)).toBe(true);
    expect(second.documents.getState().document).toEqual(first.documents.getState().document);
    expect(second.runs.getState().records).toEqual([record]);
    expect(second.runs.getState().checkpoints[record.id]?.best?.weights).toEqual(snapshot.weights);
    expect(second.projects.isUnsaved()).toBe(false);
    expect(notices).toEqual(['Saved as a.stride.']);
  });

  it('changed by another program are not overwritten without asking', async () => {
    const path = inProjects('a.stride');
    const window = await openWindow({ answers: { saveFile: path } });
    await window.projects.openDocument(leNet5.build);
    await window.projects.save();
    window.widen(12);
    await utimes(path, new Date(), new Date(2030, 0, 1));
    expect(await window.projects.save()).toBe(false);
    expect(window.asked).toEqual(['saveFile', 'changedOnDisk']);
    expect(window.projects.isUnsaved()).toBe(true);

    const bold = await openWindow({ answers: { changedOnDisk: 'mine' } });
    await bold.projects.openPath(path);
    bold.widen(14);
    await utimes(path, new Date(), new Date(2031, 0, 1));
    expect(await bold.projects.save()).toBe(true);
    const reader = await openWindow();
    await reader.projects.openPath(path);
    expect(reader.filters()).toBe(14);
  });

  it('that are no projects leave the open document as it was and say what to do', async () => {
    const window = await openWindow();
    await window.projects.openDocument(leNet5.build);
    const before = window.documents.getState();
    await host.request('list', { path: '' });
    await writeFile(inProjects('notes.json'), '{"hello": 1}');
    expect(await window.projects.openPath(inProjects('notes.json'))).toBe(false);
    expect(await window.projects.openPath(inProjects('gone.stride'))).toBe(false);
    expect(window.documents.getState()).toBe(before);
    expect(notices[0]).toMatch(/notes\.json is not a Stride project.*Choose a \.stride or \.json file/);
    expect(notices[1]).toMatch(/gone\.stride is not there.*find it with Open/);
  });

  it('of Keras are imported as networks without a file; what did not come along is told', async () => {
    const layers = [{ class_name: 'Dense', config: { name: 'fc', units: 3, batch_input_shape: [null, 8] } }];
    const model = (more: readonly object[]) =>
      new TextEncoder().encode(
        JSON.stringify({ class_name: 'Sequential', config: { name: 'm', layers: [...layers, ...more] } }),
      );
    const window = await openWindow();
    expect(await window.projects.openBlob('whole.json', new Blob([model([])]))).toBe(true);
    expect([window.asked, notices]).toEqual([[], ['whole.json was imported: 2 layers.']]);
    expect(Object.keys(window.documents.getState().document.graph.nodes)).toEqual(['fc_input', 'fc']);
    expect([window.documents.getState().path, window.projects.isUnsaved()]).toEqual([null, true]);

    await host.request('list', { path: '' });
    await writeFile(inProjects('odd.json'), model([{ class_name: 'Spectral', config: { name: 'odd' } }]));
    expect(await window.projects.openPath(inProjects('odd.json'))).toBe(true);
    expect(window.asked).toEqual(['imported']);
    expect(window.documents.getState().document.graph.nodes.odd?.kind).toBe('custom');
    expect(window.documents.getState().path).toBeNull();

    const weights = new TextEncoder().encode('[{"paths": ["a.bin"], "weights": []}]');
    expect(await window.projects.openBlob('weights.json', new Blob([weights]))).toBe(false);
    expect(notices.at(-1)).toMatch(/weights\.json: This JSON lists weights/);
  });

  it.each(['lenet5.keras', 'lenet5.h5'])(
    'of Keras with weights have them as a run, also once saved: %s',
    async (name) => {
      const fixtures = new URL('../../../src/core/interop/keras/write/fixtures/', import.meta.url);
      const path = inProjects(`${name}.stride`);
      const window = await openWindow({ answers: { saveFile: path } });
      expect(await window.projects.openBlob(name, new Blob([await readFile(new URL(name, fixtures))]))).toBe(true);
      expect([window.asked, notices]).toEqual([[], [`${name} was imported with its weights: 9 layers in 2 groups.`]]);
      const [run] = window.runs.getState().records;
      expect(run).toMatchObject({ name, imported: name, epochs: [], device: null, evaluation: null });
      const weights = window.runs.getState().checkpoints[run?.id ?? '']?.best?.weights ?? [];
      const { document } = window.documents.getState();
      const counted = weights.reduce((sum, { values }) => sum + values.length, 0);
      expect(counted).toBe(analyze(document.graph).totals.parameters);
      expect(window.projects.isUnsaved()).toBe(true);
      expect(await window.projects.save()).toBe(true);

      const again = await openWindow();
      expect(await again.projects.openPath(path)).toBe(true);
      expect(again.runs.getState().records).toEqual([run]);
      expect(again.runs.getState().checkpoints[run?.id ?? '']?.best?.weights).toEqual(weights);
    },
  );

  it('in JSON stay JSON while there are no runs', async () => {
    const window = await openWindow({ answers: { saveFile: inProjects('b.stride') } });
    await host.request('list', { path: '' });
    await writeFile(inProjects('b.json'), JSON.stringify(leNet5.build()));
    await window.projects.openPath(inProjects('b.json'));
    window.widen(9);
    await window.projects.save();
    const bytes = await host.request('read', { path: inProjects('b.json') });
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(window.documents.getState().document);
    window.runs.add(finishedRun(window.documents.getState().document).record);
    await window.projects.save();
    expect(window.documents.getState().path).toBe(inProjects('b.stride'));
  });
});

describe('drafts', () => {
  it('keep unsaved work for the next window and go away when it is saved', async () => {
    const path = inProjects('a.stride');
    const lost = await openWindow({ answers: { saveFile: path } });
    await lost.projects.openDocument(leNet5.build);
    lost.widen(24);
    await lost.projects.flushDraft();
    lost.projects.destroy();

    const next = await openWindow({ answers: { saveFile: path } });
    await next.projects.refresh();
    const [draft] = next.projects.store.getState().drafts;
    expect(draft).toMatchObject({ name: 'LeNet-5', path: null, changed: true, summary: { errors: 0 } });
    expect(await next.projects.openDraft(draft?.id ?? '')).toBe(true);
    expect(next.filters()).toBe(24);
    expect(next.projects.isUnsaved()).toBe(true);
    await next.projects.save();
    await next.projects.flushDraft();
    expect(await drafts()).toEqual([]);
  });

  it('bring back trained weights that no file has', async () => {
    const window = await openWindow();
    await window.projects.openDocument(leNet5.build);
    const { record, snapshot } = finishedRun(window.documents.getState().document);
    window.runs.add(record);
    window.runs.setCheckpoints(record.id, { best: snapshot });
    await window.projects.flushDraft();
    const { id } = window.documents.getState();

    const next = await openWindow();
    await next.projects.openDraft(id);
    expect(next.runs.getState().checkpoints[record.id]?.best?.weights).toEqual(snapshot.weights);
    await next.projects.removeDraft(id);
    expect(await drafts()).toEqual([]);
  });

  /** A window half a minute after a run in progress has reached `values` weights. */
  async function windowInRun(values: number) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const window = await openWindow();
    await window.projects.openDocument(leNet5.build);
    const { record, snapshot } = finishedRun(window.documents.getState().document);
    const weights = [{ name: 'output/bias', shape: [values], values: new Float32Array(values) }];
    window.session.setState({ session: { state: 'preparing', runId: record.id } });
    window.runs.add({ ...record, state: 'running' });
    window.runs.setCheckpoints(record.id, { best: { ...snapshot, weights } });
    vi.advanceTimersByTime(30_000);
    await window.projects.flushDraft();
    return { ...window, runId: record.id, weights };
  }

  it('of a run in progress keep the weights it has reached', async () => {
    const { documents, runId, weights } = await windowInRun(1000);
    const next = await openWindow();
    await next.projects.openDraft(documents.getState().id);
    expect(next.runs.record(runId)?.state).toBe('interrupted');
    expect(next.runs.getState().checkpoints[runId]?.best?.weights).toEqual(weights);
  });

  it('of a run in progress leave weights that take long to pack for its end', async () => {
    const { session, projects, runId } = await windowInRun(3 * 2 ** 20);
    expect(await drafts()).toHaveLength(1);
    session.setState({ session: { state: 'finished', runId, reason: 'completed' } });
    await projects.flushDraft();
    expect(await drafts()).toHaveLength(2);
  });

  it('of a run wait until it ends or half a minute has passed', async () => {
    const window = await openWindow();
    await window.projects.openDocument(leNet5.build);
    await window.projects.flushDraft();
    const { record, snapshot } = finishedRun(window.documents.getState().document);
    window.session.setState({ session: { state: 'preparing', runId: record.id } });
    window.runs.add({ ...record, state: 'running' });
    window.runs.setCheckpoints(record.id, { best: snapshot });
    await window.projects.flushDraft();
    expect(await drafts()).toHaveLength(1);
    window.session.setState({ session: { state: 'finished', runId: record.id, reason: 'completed' } });
    await window.projects.flushDraft();
    expect(await drafts()).toHaveLength(2);
  });

  it('are not kept of a template that was only looked at', async () => {
    const window = await openWindow();
    await window.projects.openDocument(leNet5.build);
    await window.projects.flushDraft();
    await window.projects.close();
    expect(window.ui.getState().screen).toBe('start');
    expect(await drafts()).toEqual([]);
  });

  it('are offered by the window that closed their network', async () => {
    const window = await openWindow();
    await window.projects.openDocument(leNet5.build);
    window.widen(48);
    await window.projects.close();
    expect(window.projects.store.getState().drafts).toHaveLength(1);
  });

  it('stay when another document is opened instead', async () => {
    const window = await openWindow();
    await window.projects.openDocument(leNet5.build);
    window.widen(48);
    await window.projects.openDocument(() => emptyDocument('Other'));
    const [kept] = await drafts();
    expect(kept).toBeDefined();
    expect(window.asked).toEqual([]);
  });

  it('that cannot be written make leaving a question, and the answer holds', async () => {
    const broken: Host = {
      request: (channel, params) =>
        channel === 'writeDraft' ? Promise.reject(new Error('disk gone')) : host.request(channel, params),
    };
    const staying = await openWindow({ on: broken, answers: { loseChanges: null } });
    await staying.projects.openDocument(leNet5.build);
    staying.widen(48);
    expect(await staying.projects.close()).toBe(false);
    expect(staying.asked).toEqual(['loseChanges']);
    expect(staying.projects.mustAskBeforeUnload()).toBe(true);
    expect(staying.filters()).toBe(48);
    expect(notices).toEqual(['No draft could be kept: disk gone Save the file to be safe.']);

    const leaving = await openWindow({ on: broken, answers: { loseChanges: 'lose' } });
    await leaving.projects.openDocument(leNet5.build);
    leaving.widen(48);
    expect(await leaving.projects.close()).toBe(true);
  });
});

describe('a reload of the page', () => {
  it('comes back to an edit that no draft had yet', async () => {
    const window = await openWindow();
    await window.projects.openDocument(leNet5.build);
    await window.projects.flushDraft();
    window.widen(31);
    window.projects.onPageHide();
    window.projects.destroy();

    const reloaded = await openWindow();
    expect(await reloaded.projects.restore()).toBe(true);
    expect(reloaded.filters()).toBe(31);
    expect(reloaded.projects.isUnsaved()).toBe(true);
  });

  it('comes back to a saved file', async () => {
    const path = inProjects('a.stride');
    const window = await openWindow({ answers: { saveFile: path } });
    await window.projects.openDocument(leNet5.build);
    await window.projects.save();
    window.projects.onPageHide();

    const reloaded = await openWindow();
    expect(await reloaded.projects.restore()).toBe(true);
    expect(reloaded.documents.getState().path).toBe(path);
    expect(reloaded.projects.isUnsaved()).toBe(false);
    expect(await readdir(inProjects(''))).toEqual(['a.stride']);
  });

  it('shows the start screen when nothing was open', async () => {
    const window = await openWindow();
    expect(await window.projects.restore()).toBe(false);
    expect(window.ui.getState().screen).toBe('start');
  });
});
