import { createChooser } from './choose-backend.ts';
import { EngineError, failureOf } from './failure.ts';
import { openLook } from './look/client.ts';
import type { Look } from './look/protocol.ts';
import { type Alone, type Measuring, refusedMeasuring, startMeasuring } from './measure-worker.ts';
import type { WorkerPort } from './port.ts';
import type { Device, Engine, EngineEvent, EngineRequests, WorkerEvent } from './protocol.ts';
import { RunSupervisor } from './run-supervisor.ts';
import { say } from './sayings.ts';
import { type Connection, connect } from './serve.ts';

export interface EngineOptions {
  /** Starts a worker that runs `startSession`. One per run, and one for everything else. */
  readonly spawn: () => WorkerPort;
}

/** The engine over workers: a new one for each run, and a lasting one that answers questions. */
export function createEngine(options: EngineOptions): Engine {
  const runs = new Set<RunSupervisor>();
  const service = new Service(options.spawn);
  const looks = new Set<Look>();
  let devices: Promise<readonly Device[]> | null = null;
  // What the processor draws or JavaScript loops through is slower than WASM on any network.
  const rivals = (): Promise<readonly Device[]> => {
    devices ??= service.request('backends', {}).then(
      ({ usable }) => usable.filter(({ software, backend }) => !software && backend !== 'cpu'),
      () => {
        devices = null;
        return [];
      },
    );
    return devices;
  };
  const chooser = createChooser(options.spawn, rivals);
  let measuring: { cancel(): void } | null = null;
  /** Measures in a worker of its own, unless something else is at work on the device. */
  const measureAlone = <C extends Alone>(
    channel: C,
    params: EngineRequests[C]['params'],
    onEvent: (event: WorkerEvent) => void = () => {},
  ): Measuring<C> => {
    if (runs.size > 0) return refusedMeasuring(say('measureBesideRun'));
    if (measuring !== null) return refusedMeasuring(say('measureTwice'));
    const mine = startMeasuring(options.spawn, channel, params, {
      onEvent,
      onEnd: () => {
        if (measuring === mine) measuring = null;
      },
    });
    measuring = mine;
    return mine;
  };
  return {
    backends: () => service.request('backends', {}),
    evaluate: (request) => service.tryTwice('evaluate', request),
    predict: (request) => service.tryTwice('predict', request),
    look: () => {
      const look = openLook(options.spawn, () => looks.delete(look));
      looks.add(look);
      return look;
    },
    measure: (request) => measureAlone('measure', request),
    profile: (request, onProgress) => measureAlone('profile', request, telling(onProgress)),
    findRate: (request, onProgress) => measureAlone('findRate', request, telling(onProgress)),
    train: (request, onEvent) => {
      measuring?.cancel();
      const forward = (event: EngineEvent): void => {
        if (event.type === 'finished') runs.delete(run);
        onEvent(event);
      };
      const run: RunSupervisor = new RunSupervisor(options.spawn, request, forward, chooser);
      runs.add(run);
      run.start();
      return run;
    },
    destroy: () => {
      for (const run of runs) run.abandon();
      for (const look of looks) look.close();
      measuring?.cancel();
      service.dispose();
    },
  };
}

const telling =
  (onProgress?: (done: number) => void) =>
  (event: WorkerEvent): void => {
    if (event.type === 'profiling') onProgress?.(event.done);
  };

/** The worker for everything but runs: started at the first question, replaced when it dies. */
class Service {
  private port: WorkerPort | null = null;
  private connection: Connection | null = null;

  constructor(private readonly spawn: () => WorkerPort) {}

  request<C extends keyof EngineRequests>(
    channel: C,
    params: EngineRequests[C]['params'],
  ): Promise<EngineRequests[C]['result']> {
    return this.connect().request(channel, params);
  }

  /** A device that was lost or a worker that died is replaced once, by WASM, which has no device to lose. */
  async tryTwice<C extends 'evaluate' | 'predict'>(
    channel: C,
    params: EngineRequests[C]['params'],
  ): Promise<EngineRequests[C]['result']> {
    try {
      return await this.request(channel, params);
    } catch (error) {
      const { code } = failureOf(error);
      if (code !== 'device-lost' && code !== 'worker-died') throw error;
      this.dispose();
      return this.request(channel, { ...params, backend: 'wasm' });
    }
  }

  dispose(): void {
    this.port?.terminate();
    this.drop('The engine was closed.');
  }

  private connect(): Connection {
    if (this.connection !== null) return this.connection;
    const port = this.spawn();
    const connection = connect(port, () => {});
    port.onDeath((reason) => {
      if (this.port === port) this.drop(reason);
    });
    this.port = port;
    this.connection = connection;
    return connection;
  }

  private drop(reason: string): void {
    const { connection } = this;
    this.port = null;
    this.connection = null;
    connection?.close(new EngineError('worker-died', reason));
  }
}
