import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { nodePlatform } from '../testing/backends.ts';
import { installPortableKernels } from './install.ts';
import { reluGradient } from './names.ts';
import { stockKernel } from './registry.ts';
import { describeDepthwise } from './testing/describe-depthwise.ts';
import { describeProducts, describeWindows, onKernels } from './testing/describe-kernels.ts';

// What there is where the compiled kernels cannot run.
onKernels(async () => {
  if (typeof nodePlatform.wasmPaths === 'string') setWasmPaths(nodePlatform.wasmPaths);
  await tf.setBackend('wasm');
  installPortableKernels();
});
test('the compiled kernels are not there', () => expect(stockKernel('wasm', reluGradient)).toBeNull());
describeWindows();
describeProducts(false);
describeDepthwise();
