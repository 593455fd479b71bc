import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { holdLock } from '../alive.ts';
import { openOnnxModel } from './onnx-model.ts';
import { serveRuntime } from './serve-runtime.ts';

/** A worker apart from the engine's, with ONNX Runtime as npm has it. */
holdLock(self.name);
serveRuntime(
  {
    post: (message, transfer) => self.postMessage(message, { transfer: [...transfer] }),
    onMessage: (listener) => self.addEventListener('message', (event) => listener(event.data)),
  },
  (files) => openOnnxModel(files, wasm),
);
