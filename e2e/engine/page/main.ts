import type { TrainingSettings } from '../../../src/core/document/schema.ts';
import { createBrowserEngine, workerPort } from '../../../src/engine/browser.ts';
import { createEngine } from '../../../src/engine/client.ts';
import type {
  BackendName,
  BackendReport,
  Device,
  Engine,
  EngineFailure,
  Profile,
} from '../../../src/engine/protocol.ts';
import { stripes } from '../../../src/engine/testing/datasets.ts';
import { complete, requestOf } from '../../../src/engine/testing/runs.ts';
import { type DeviceAccident, deviceChannel } from './channel.ts';
import { type KindsAnswer, type KindsQuestion, trainKinds } from './kinds.ts';
import { networks } from './networks.ts';

export interface Trial {
  readonly backend: BackendName;
  readonly network: keyof typeof networks;
  readonly settings: Partial<TrainingSettings>;
  readonly images: number;
  /** What goes wrong, and after which epoch. */
  readonly accident?: { readonly kind: `device ${DeviceAccident}` | 'worker ended'; readonly afterEpoch: number };
}

/** A finished run, without its weights. */
export interface TrialReport {
  readonly device: Device | null;
  /** Milliseconds from asking for the run until its worker and backend were up. */
  readonly startMilliseconds: number | null;
  /** Training and validation loss of each epoch, in turn. */
  readonly losses: readonly number[];
  readonly samplesPerSecond: readonly number[];
  readonly reason: 'completed' | 'stopped' | 'failed';
  readonly failure: EngineFailure | null;
  readonly leakedTensors: number;
  readonly weights: number;
  readonly finite: boolean;
  readonly lastStep: number | null;
  readonly recoveries: readonly { readonly reason: string; readonly fromStep: number; readonly backend: BackendName }[];
  /** Milliseconds from the accident until the next step that was told of had been done. */
  readonly recoveryMilliseconds: number | null;
  readonly workers: number;
}

export interface Proof {
  backends(): Promise<BackendReport>;
  train(trial: Trial): Promise<TrialReport>;
  trainKinds(question: KindsQuestion): Promise<KindsAnswer>;
  /** Times each layer of a network on a batch of this size. */
  profile(backend: BackendName, network: keyof typeof networks, batchSize: number): Promise<Profile>;
}

declare global {
  interface Window {
    proof: Proof;
  }
}

async function train({ backend, network, settings, images, accident }: Trial): Promise<TrialReport> {
  const workers: Worker[] = [];
  const engine = mortalEngine(workers);
  const { compile, classes } = networks[network];
  const compiled = compile();
  const [height = 1, width = 1, channels = 1] = compiled.inputShape;
  const dataset = stripes({ classes, imageShape: [height, width, channels], train: images });
  const asked = performance.now();
  let started: number | null = null;
  let hurt: number | null = null;
  let recovered: number | null = null;
  const { events, outcome, losses } = await complete(
    engine,
    requestOf({ network: compiled, dataset, backend }, settings),
    (event) => {
      if (event.type === 'started') started ??= performance.now() - asked;
      if (event.type === 'batch' && workers.length > 1) recovered ??= performance.now() - (hurt ?? Number.NaN);
      if (event.type !== 'epoch' || event.report.epoch !== accident?.afterEpoch || workers.length > 1) return;
      hurt = performance.now();
      // Not through the engine, which would know: as a browser that needs the memory does.
      if (accident.kind === 'worker ended') workers[0]?.terminate();
      else tellDevice(accident.kind === 'device lost' ? 'lost' : 'fails');
    },
  );
  engine.destroy();
  const weights = (outcome.last?.weights ?? []).flatMap(({ values }) => [...values]);
  return {
    device: events.flatMap((event) => (event.type === 'started' ? [event.device] : []))[0] ?? null,
    startMilliseconds: started,
    losses,
    samplesPerSecond: events.flatMap((event) => (event.type === 'epoch' ? [event.report.samplesPerSecond] : [])),
    reason: outcome.reason,
    failure: outcome.failure ?? null,
    leakedTensors: outcome.leakedTensors,
    weights: weights.length,
    finite: weights.every(Number.isFinite),
    lastStep: outcome.last?.step ?? null,
    recoveries: events.flatMap((event) =>
      event.type === 'recovered'
        ? [{ reason: event.reason, fromStep: event.fromStep, backend: event.device.backend }]
        : [],
    ),
    recoveryMilliseconds: recovered,
    workers: workers.length,
  };
}

const tellDevice = (accident: DeviceAccident): void => new BroadcastChannel(deviceChannel).postMessage(accident);

/** The page's engine, but for workers that can be hurt; those it starts are put into `workers`. */
const mortalEngine = (workers: Worker[]): Engine =>
  createEngine({
    spawn: () =>
      workerPort((name) => {
        const worker = new Worker(new URL('./failing-worker.ts', import.meta.url), { type: 'module', name });
        workers.push(worker);
        return worker;
      }),
  });

window.proof = {
  backends: async () => {
    const engine = createBrowserEngine();
    const report = await engine.backends();
    engine.destroy();
    return report;
  },
  train,
  trainKinds,
  profile: async (backend, network, batchSize) => {
    const engine = createBrowserEngine();
    const profile = await engine.profile({ network: networks[network].compile(), batchSize, backend }).result;
    engine.destroy();
    return profile;
  },
};
