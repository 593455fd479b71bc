import { holdLock } from '../alive.ts';
import { servePlain } from './serve-plain.ts';

/** A worker apart from the engine's, with tfjs as npm has it: its own copy, no kernel replaced. */
holdLock(self.name);
servePlain({
  post: (message, transfer) => self.postMessage(message, { transfer: [...transfer] }),
  onMessage: (listener) => self.addEventListener('message', (event) => listener(event.data)),
});
