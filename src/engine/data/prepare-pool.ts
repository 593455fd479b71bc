import type { WorkerPort } from '../port.ts';
import { buffersOf } from '../transfer.ts';
import type { Preparer, SampleFiles } from './prepare.ts';
import type { Sight } from './see-image.ts';

export interface PrepareRequest {
  readonly id: number;
  readonly files: SampleFiles;
  readonly fit: Sight;
}

export type PrepareAnswer =
  | { readonly id: number; readonly parts: readonly Uint8Array[] }
  | { readonly id: number; readonly reason: string };

interface Caller {
  readonly resolve: (parts: readonly Uint8Array[]) => void;
  readonly reject: (error: Error) => void;
}

/** Makes pictures ready in several workers; each takes the next one that waits. */
export function preparePool(spawn: () => WorkerPort, workers: number): Preparer {
  const ports = Array.from({ length: workers }, () => startOne(spawn()));
  return {
    prepare: (files, fit) => {
      const freest = ports.reduce((best, port) => (port.busy() < best.busy() ? port : best));
      return freest.prepare(files, fit);
    },
    destroy: () => {
      for (const port of ports) port.terminate();
    },
  };
}

function startOne(port: WorkerPort) {
  const callers = new Map<number, Caller>();
  let asked = 0;
  let dead: string | null = null;
  port.onMessage((message) => {
    // Both ends of this channel are ours: `answerPrepare` sends nothing else.
    const answer = message as PrepareAnswer;
    const caller = callers.get(answer.id);
    callers.delete(answer.id);
    if ('parts' in answer) caller?.resolve(answer.parts);
    else caller?.reject(new Error(answer.reason));
  });
  port.onDeath((reason) => {
    dead = reason;
    for (const { reject } of callers.values()) reject(new Error(reason));
    callers.clear();
  });
  return {
    busy: () => (dead === null ? callers.size : Number.POSITIVE_INFINITY),
    prepare: (files: SampleFiles, fit: Sight): Promise<readonly Uint8Array[]> =>
      new Promise((resolve, reject) => {
        if (dead !== null) {
          reject(new Error(dead));
          return;
        }
        const request: PrepareRequest = { id: asked++, files, fit };
        callers.set(request.id, { resolve, reject });
        port.post(request, buffersOf(files));
      }),
    terminate: () => port.terminate(),
  };
}

/** The other end: what a worker answers to one request. */
export async function answerPrepare(
  message: unknown,
  prepare: Preparer['prepare'],
  post: (answer: PrepareAnswer, transfer: ArrayBuffer[]) => void,
): Promise<void> {
  const { id, files, fit } = message as PrepareRequest;
  try {
    const parts = await prepare(files, fit);
    post({ id, parts }, buffersOf(parts));
  } catch (error) {
    post({ id, reason: error instanceof Error ? error.message : String(error) }, []);
  }
}
