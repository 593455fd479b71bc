import type { WorkerPort } from '../../port.ts';
import { answerFeeder } from '../line.ts';

/** A feeder's worker in the test's own thread: the same messages, cloned and transferred alike. */
export const threadHere = (): WorkerPort => portHere(Number.POSITIVE_INFINITY);

/** One that dies when it is sent more than so many batches. */
export const dyingThread = (batches: number) => (): WorkerPort => portHere(batches);

function portHere(batches: number): WorkerPort {
  let alive = true;
  let received = 0;
  let tell: (message: unknown) => void = () => {};
  let die: (reason: string) => void = () => {};
  const answer = answerFeeder((fed, transfer) => {
    const copy: unknown = structuredClone(fed, { transfer });
    setImmediate(() => alive && tell(copy));
  });
  return {
    post: (message, transfer) => {
      const copy: unknown = structuredClone(message, { transfer: [...transfer] });
      setImmediate(() => {
        if (!alive) return;
        // The first message is the source.
        if (received++ > batches) {
          alive = false;
          die('killed by the test');
        } else answer(copy);
      });
    },
    onMessage: (listener) => {
      tell = listener;
    },
    onDeath: (listener) => {
      die = listener;
    },
    terminate: () => {
      alive = false;
    },
  };
}
