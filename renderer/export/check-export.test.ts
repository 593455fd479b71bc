import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import { stripes } from '../../src/engine/testing/datasets.ts';
import type { RuntimeRequest } from '../../src/engine/verify/messages.ts';
import type { RuntimeOutcome } from '../../src/engine/verify/predict-apart.ts';
import type { Host } from '../../src/host/host.ts';
import { nodeHost } from '../../src/host/node.ts';
import { temporaryEnvironment } from '../../src/host/testing/hosts.ts';
import { availableCheckpoints, type Checkpoint } from '../training/checkpoints.ts';
import { trainingApp } from '../training/testing/app.ts';
import { checkExport } from './check-export.ts';
import { writeTfjs } from './tfjs-export.ts';

const plainTfjs = fileURLToPath(new URL('../../src/cli/testing/plain-tfjs.mjs', import.meta.url));

/** Plain tfjs in a process of its own: in this one the engine has replaced kernels. */
async function predictPlain({ files, images }: RuntimeRequest): Promise<RuntimeOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'stride-plain-'));
  for (const { path, bytes } of files) await writeFile(join(folder, path), bytes);
  const values = images.flatMap((image) => [...image]);
  await writeFile(join(folder, 'input.json'), JSON.stringify({ shape: [images.length, 8, 8, 1], values }));
  const printed = execFileSync(process.execPath, [plainTfjs, folder, join(folder, 'input.json')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await rm(folder, { recursive: true });
  const rows: number[][] = JSON.parse(printed);
  return { outcome: 'predicted', outputs: rows.map((row) => new Float32Array(row)) };
}

/** Tells four stripes apart, with layers that plain tfjs has to be given in another form, and one to be taught. */
function classifier() {
  const net = network('stripes');
  const conv = net.conv2d(net.input([8, 8, 1]), { filters: 4, activation: 'hardSigmoid' }, 'conv');
  const wide = net.conv2d(conv, { filters: 4, kernelSize: [1, 1] }, 'wide');
  const rectified = net.conv2d(
    wide,
    { filters: 4, kernelSize: [1, 1], groups: 2, activation: 'exponential' },
    'grouped',
  );
  const bent = net.add([
    net.unitNormalization(rectified),
    net.relu(wide, { negativeSlope: 0.3 }),
    net.elu(wide, { alpha: 2 }),
  ]);
  net.dense(net.flatten(bent), { units: 4, activation: 'softmax' }, 'out');
  return net.document({ learningRate: 0.01, epochs: 1, batchSize: 16, validationShare: 0 });
}

describe('checkExport', () => {
  let app: Awaited<ReturnType<typeof trainingApp>>;
  let host: Host;
  let root = '';
  let folder = '';
  let checkpoint: Checkpoint;
  beforeEach(async () => {
    app = await trainingApp(classifier(), stripes());
    const temporary = await temporaryEnvironment('node');
    root = temporary.folder;
    host = nodeHost(temporary.env);
    folder = join(root, 'model');
    await mkdir(folder);
    await app.training.start();
    await app.until(({ session }) => session.state === 'finished' || session.state === 'failed');
    const [first] = availableCheckpoints(app.runs.getState());
    if (!first) throw new Error('the run left no weights');
    checkpoint = first;
    const { record, snapshot } = checkpoint;
    expect((await writeTfjs(host, folder, record.network, snapshot.weights, {})).ok).toBe(true);
  });
  afterEach(async () => {
    await app.close();
    await rm(root, { recursive: true });
  });

  it('finds what plain tfjs computes from the files the same as what the engine computes', async () => {
    const check = await checkExport({ host, training: app.training, predictPlain }, checkpoint, folder);
    if (check.state !== 'done' || check.plain.outcome !== 'compared') throw new Error(JSON.stringify(check));
    expect(check.different).toBeNull();
    const { comparison, tolerance } = check.plain;
    expect(comparison).toMatchObject({ count: 16, agreeing: 16 });
    expect(comparison.difference).toBeLessThanOrEqual(tolerance);
  });

  it('notices files that compute something else with the same weights', async () => {
    const path = join(folder, 'model.json');
    const model = await readFile(path, 'utf8');
    expect(model).toContain('"alpha":0.3');
    await writeFile(path, model.replace('"alpha":0.3', '"alpha":9'));
    const check = await checkExport({ host, training: app.training, predictPlain }, checkpoint, folder);
    if (check.state !== 'done' || check.plain.outcome !== 'compared') throw new Error(JSON.stringify(check));
    expect(check.different).toBeNull();
    expect(check.plain.comparison.difference).toBeGreaterThan(check.plain.tolerance);
  });

  it('compares as many images as plain tfjs had time for', async () => {
    const hurried = async (request: RuntimeRequest) => predictPlain({ ...request, images: request.images.slice(0, 3) });
    const check = await checkExport({ host, training: app.training, predictPlain: hurried }, checkpoint, folder);
    expect(check).toMatchObject({ plain: { comparison: { count: 3, agreeing: 3 } } });
  });

  it('hands on what kept plain tfjs from predicting', async () => {
    const parts = { host, training: app.training };
    const tooSlow = async (): Promise<RuntimeOutcome> => ({ outcome: 'tooSlow' });
    expect(await checkExport({ ...parts, predictPlain: tooSlow }, checkpoint, folder)).toEqual({
      state: 'done',
      different: null,
      plain: { outcome: 'tooSlow' },
    });
  });
});
