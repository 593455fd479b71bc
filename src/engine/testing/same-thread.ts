import { createEngine } from '../client.ts';
import type { WorkerPort } from '../port.ts';
import type { Engine } from '../protocol.ts';
import { startSession } from '../session.ts';
import { nodePlatform } from './backends.ts';

/** An engine whose workers are sessions in the test's own thread: the same messages, cloned and transferred alike. */
export const createSameThreadEngine = (): Engine => createEngine({ spawn: spawnHere });

/** A session in this thread, behind messages that are copied as between threads. */
export function spawnHere(): WorkerPort {
  let toOwner: (message: unknown) => void = () => {};
  let toSession: (message: unknown) => void = () => {};
  let alive = true;
  const deliver = (message: unknown, transfer: readonly ArrayBuffer[], to: () => (message: unknown) => void): void => {
    const copy: unknown = structuredClone(message, { transfer: [...transfer] });
    setImmediate(() => {
      if (alive) to()(copy);
    });
  };
  startSession(
    {
      post: (message, transfer) => deliver(message, transfer, () => toOwner),
      onMessage: (listener) => {
        toSession = listener;
      },
    },
    nodePlatform,
  );
  return {
    post: (message, transfer) => deliver(message, transfer, () => toSession),
    onMessage: (listener) => {
      toOwner = listener;
    },
    onDeath: () => {},
    terminate: () => {
      alive = false;
    },
  };
}
