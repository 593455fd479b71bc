import { holdLock } from '../alive.ts';
import { openPlain } from './plain-model.ts';
import { serveRuntime } from './serve-runtime.ts';

/** A worker apart from the engine's, with tfjs as npm has it: its own copy, no kernel replaced. */
holdLock(self.name);
serveRuntime(
  {
    post: (message, transfer) => self.postMessage(message, { transfer: [...transfer] }),
    onMessage: (listener) => self.addEventListener('message', (event) => listener(event.data)),
  },
  openPlain,
);
