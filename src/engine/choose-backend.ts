import { fingerprint } from '../core/document/runs.ts';
import { startMeasuring } from './measure-worker.ts';
import type { WorkerPort } from './port.ts';
import type { BackendName, Device, TrainRequest } from './protocol.ts';

/** What a step of the network at hand takes on a device. */
export interface BackendTiming {
  readonly device: Device;
  readonly secondsPerStep: number;
}

export interface BackendChoice {
  readonly backend: BackendName;
  /** The quickest first; empty where this was measured before. */
  readonly timings: readonly BackendTiming[];
}

/** Milliseconds of timed steps on each device: enough to tell them apart where it matters. */
const briefly = 300;

type Work = Pick<TrainRequest, 'network' | 'settings'>;

/**
 * Chooses what to train on by timing some steps of the network at hand on each device, one after the other, each in a
 * worker of its own. What was measured is kept for the engine's life.
 *
 * @param devices those that are worth trying
 */
export function createChooser(spawn: () => WorkerPort, devices: () => Promise<readonly Device[]>) {
  const known = new Map<string, BackendName>();

  async function timingsOf({ network, settings }: Work, signal: AbortSignal): Promise<readonly BackendTiming[]> {
    const timings: BackendTiming[] = [];
    for (const { backend } of await devices()) {
      if (signal.aborted) break;
      const request = { network, settings, backend, milliseconds: briefly };
      const measuring = startMeasuring(spawn, 'measure', request, { onEvent: () => {}, onEnd: () => {} });
      signal.addEventListener('abort', measuring.cancel);
      try {
        timings.push(await measuring.result);
      } catch {
        // A device that cannot run this network is not chosen for it; where none can, the run itself says why.
      } finally {
        signal.removeEventListener('abort', measuring.cancel);
      }
    }
    return timings.toSorted((a, b) => a.secondsPerStep - b.secondsPerStep);
  }

  return {
    /** `null` where there is nothing to choose among: then the first that starts is as good as any. */
    choose: async (work: Work, signal: AbortSignal): Promise<BackendChoice | null> => {
      if ((await devices()).length < 2) return null;
      const { batchSize, optimizer, loss } = work.settings;
      const key = [fingerprint(work.network), batchSize, optimizer, loss].join(' ');
      const before = known.get(key);
      if (before) return { backend: before, timings: [] };
      const timings = await timingsOf(work, signal);
      const [best] = timings;
      if (!best || signal.aborted) return null;
      known.set(key, best.device.backend);
      return { backend: best.device.backend, timings };
    },
  };
}

export type Chooser = ReturnType<typeof createChooser>;
