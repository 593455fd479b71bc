import { EngineError, failureOf } from './failure.ts';
import type { MessageEnd } from './port.ts';
import type { EngineChannel, EngineRequests, Envelope, WorkerEvent } from './protocol.ts';
import { buffersOf } from './transfer.ts';

export type Handlers = {
  readonly [C in EngineChannel]: (params: EngineRequests[C]['params']) => Promise<EngineRequests[C]['result']>;
};

/**
 * Answers the requests that come through `end`. The one place on this side where what crossed the port is taken for
 * what its channel says; both ends are built from the same protocol.
 * @returns the way to send events.
 */
export function serve(end: MessageEnd, handlers: Handlers): (event: WorkerEvent) => void {
  const send = (envelope: Envelope, payload: unknown): void => end.post(envelope, buffersOf(payload));
  end.onMessage((message) => {
    const envelope = message as Envelope;
    if (envelope.kind !== 'request') return;
    const { id, channel } = envelope;
    const handler = handlers[channel] as (params: unknown) => Promise<unknown>;
    handler(envelope.params).then(
      (value) => send({ kind: 'result', id, value }, value),
      (error) => send({ kind: 'failure', id, failure: failureOf(error) }, null),
    );
  });
  return (event) => send({ kind: 'event', event }, event);
}

export interface Connection {
  request<C extends EngineChannel>(
    channel: C,
    params: EngineRequests[C]['params'],
  ): Promise<EngineRequests[C]['result']>;
  /** Rejects all that is open: the worker is gone. */
  close(error: EngineError): void;
}

/** The asking side of `serve`; the same trust, the same one place. */
export function connect(end: MessageEnd, onEvent: (event: WorkerEvent) => void): Connection {
  let next = 1;
  let closed: EngineError | null = null;
  const open = new Map<number, { resolve: (value: never) => void; reject: (error: EngineError) => void }>();
  end.onMessage((message) => {
    const envelope = message as Envelope;
    if (envelope.kind === 'event') return onEvent(envelope.event);
    if (envelope.kind === 'request') return;
    const waiting = open.get(envelope.id);
    open.delete(envelope.id);
    if (envelope.kind === 'result') return waiting?.resolve(envelope.value as never);
    const { code, message: text, nodeId } = envelope.failure;
    waiting?.reject(new EngineError(code, text, nodeId));
  });
  return {
    request: (channel, params) =>
      new Promise((resolve, reject) => {
        if (closed !== null) return reject(closed);
        const id = next++;
        open.set(id, { resolve, reject });
        const envelope: Envelope = { kind: 'request', id, channel, params };
        end.post(envelope, []);
      }),
    close: (error) => {
      closed = error;
      for (const { reject } of open.values()) reject(error);
      open.clear();
    },
  };
}
