import { EngineError } from './failure.ts';
import type { WorkerPort } from './port.ts';
import type { EngineRequests, WorkerEvent } from './protocol.ts';
import { say } from './sayings.ts';
import { connect } from './serve.ts';

/** How long a worker may go on with the step at hand after it was told to leave off. */
const cancelLimit = 300;

const cancelled = (): EngineError => new EngineError('cancelled', say('measureCancelled'));

/** What is done alone, in a worker of its own. */
export type Alone = 'measure' | 'profile' | 'findRate';

export interface Measuring<C extends Alone> {
  readonly result: Promise<EngineRequests[C]['result']>;
  cancel(): void;
}

interface Listeners {
  readonly onEvent: (event: WorkerEvent) => void;
  /** Called once, before `result` settles. */
  readonly onEnd: () => void;
}

/**
 * Measures in a worker of its own, as a run has one: it starts as cold, and what it took from the device goes with it,
 * which wasm would else keep for good.
 */
export function startMeasuring<C extends Alone>(
  spawn: () => WorkerPort,
  channel: C,
  params: EngineRequests[C]['params'],
  { onEvent, onEnd }: Listeners,
): Measuring<C> {
  const port = spawn();
  const connection = connect(port, onEvent);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const end = (reason: EngineError): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    port.terminate();
    onEnd();
    connection.close(reason);
  };
  port.onDeath((reason) => end(new EngineError('worker-died', reason)));
  const result = connection.request(channel, params).finally(() => end(cancelled()));
  return {
    result,
    cancel: () => {
      if (over || timer !== undefined) return;
      timer = setTimeout(() => end(cancelled()), cancelLimit);
      // It answers by ending the measurement; a worker that is gone before has ended it too.
      connection.request('cancelMeasure', {}).catch(() => undefined);
    },
  };
}

/** A measurement that does not begin. */
export const refusedMeasuring = <C extends Alone>(reason: string): Measuring<C> => ({
  result: Promise.reject(new EngineError('busy', reason)),
  cancel: () => {},
});
