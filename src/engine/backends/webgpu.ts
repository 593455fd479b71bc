import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import { installGpuKernels } from '../kernels/gpu/install.ts';
import { webgpuMachine } from '../kernels/gpu/webgpu.ts';
import { patchWebgpuCast } from '../kernels/webgpu-cast.ts';
import { say } from '../sayings.ts';
import type { Detection, StartedBackend } from './backend.ts';
import { budgets } from './budgets.ts';
import { compileAheadOnWebgpu } from './compile-ahead.ts';
import { readWithLimit } from './read.ts';
import { isSoftware } from './software.ts';

export async function detectWebgpu(): Promise<Detection> {
  const gpu: GPU | undefined = typeof navigator === 'undefined' ? undefined : navigator.gpu;
  const adapter = (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
  if (adapter === null) return { reason: say('noAdapter') };
  const { vendor, architecture, device, description } = adapter.info;
  const name = description || [vendor, architecture, device].filter((part) => part !== '').join(' ') || 'WebGPU';
  return { device: { backend: 'webgpu', device: name, software: adapter.info.isFallbackAdapter || isSoftware(name) } };
}

export async function startWebgpu(): Promise<StartedBackend> {
  const detection = await detectWebgpu();
  if ('reason' in detection) throw new EngineError('no-backend', detection.reason);
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) throw new EngineError('no-backend', say('noWebgpuStart'));
  patchWebgpuCast();
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new EngineError('no-backend', say('noWebgpuStart'));
  installGpuKernels(webgpuMachine(backend));
  let lost: string | null = null;
  const { device } = backend;
  void device.lost.then((info) => {
    lost ??= info.message || info.reason || 'no reason given';
  });
  // A buffer beyond the device's limit is silently all zeros; this event is the only sign of it.
  device.addEventListener('uncapturederror', (event) => {
    // The first error is the cause; those after it follow from it.
    lost ??= event.error.message;
  });
  const checkAlive = (): void => {
    if (lost !== null) throw new EngineError('device-lost', say('webgpuLost', { reason: lost }));
  };
  return {
    device: detection.device,
    read: (tensor) => readWithLimit(tensor, checkAlive),
    checkAlive,
    compileAhead: compileAheadOnWebgpu(backend),
    budget: { bytes: budgets.webgpu.bytes, tensorValues: device.limits.maxStorageBufferBindingSize / 4 },
  };
}
