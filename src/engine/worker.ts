import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { holdLock } from './alive.ts';
import { messageBreather } from './breathe.ts';
import { pageFeeders } from './feed/page-threads.ts';
import { crewLanes, pageCrew } from './kernels/wasm/page-crew.ts';
import { startSession } from './session.ts';

/** A page's worker. Its address, not the page's, is what relative addresses of the wasm files start from. */
const address = (file: string): string => new URL(file, self.location.href).href;

holdLock(self.name);
startSession(
  {
    post: (message, transfer) => self.postMessage(message, { transfer: [...transfer] }),
    onMessage: (listener) => self.addEventListener('message', (event) => listener(event.data)),
  },
  {
    wasmPaths: {
      'tfjs-backend-wasm.wasm': address(plain),
      'tfjs-backend-wasm-simd.wasm': address(simd),
      'tfjs-backend-wasm-threaded-simd.wasm': address(threaded),
    },
    candidates: ['webgl', 'webgpu', 'wasm', 'cpu'],
    breathe: messageBreather(),
    feeders: pageFeeders,
    startCrew: pageCrew(crewLanes),
  },
);
