import { EngineError } from '../failure.ts';
import type { WorkerPort } from '../port.ts';
import { say } from '../sayings.ts';
import { type Connection, connect } from '../serve.ts';
import type { Look, LookChannel, LookRequests } from './protocol.ts';

/** Looks through a worker of its own, started at the first question: what it took goes with it when it is closed. */
export function openLook(spawn: () => WorkerPort, onClose: () => void): Look {
  let open: { readonly port: WorkerPort; readonly connection: Connection } | null = null;
  let onProgress: ((done: number) => void) | undefined;

  const end = (error: EngineError): void => {
    const ended = open;
    open = null;
    ended?.port.terminate();
    ended?.connection.close(error);
  };
  const connected = (): Connection => {
    if (open !== null) return open.connection;
    const port = spawn();
    const connection = connect(port, (event) => {
      if (event.type === 'looking') onProgress?.(event.done);
    });
    port.onDeath((reason) => {
      if (open?.port === port) end(new EngineError('worker-died', reason));
    });
    open = { port, connection };
    return connection;
  };
  return {
    ask: <C extends LookChannel>(
      channel: C,
      params: LookRequests[C]['params'],
      progress?: (done: number) => void,
    ): Promise<LookRequests[C]['result']> => {
      if (progress) onProgress = progress;
      return connected().request(channel, params);
    },
    cancel: () => {
      open?.connection.request('lookCancel', {}).catch(() => undefined);
    },
    close: () => {
      onClose();
      end(new EngineError('cancelled', say('lookCancelled')));
    },
  };
}
