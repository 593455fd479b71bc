import { enableProdMode } from '@tensorflow/tfjs-core';
import { EngineError, failureOf } from '../failure.ts';
import { installGradients } from '../gradients/install.ts';
import type { BackendName, BackendReport, Device } from '../protocol.ts';
import { say } from '../sayings.ts';
import type { Detection, Platform, StartedBackend } from './backend.ts';
import { selfTest } from './self-test.ts';

/** WebGL on a real GPU first, then WebGPU, then WASM, which beats every GPU drawn by the processor. */
export const rank = (device: Device): number => {
  const order = { webgl: 0, webgpu: 1, wasm: 2, cpu: 9 } as const;
  return order[device.backend] + (device.software ? 4 : 0);
};

async function detect(backend: BackendName): Promise<Detection> {
  switch (backend) {
    case 'webgl':
      return (await import('./webgl.ts')).detectWebgl();
    case 'webgpu':
      return (await import('./webgpu.ts')).detectWebgpu();
    case 'wasm':
      return typeof WebAssembly === 'undefined'
        ? { reason: say('noWasm') }
        : { device: { backend, device: 'WebAssembly', software: false } };
    case 'cpu':
      return { device: { backend, device: 'JavaScript, 1 thread', software: false } };
  }
}

async function launch(backend: BackendName, platform: Platform): Promise<StartedBackend> {
  switch (backend) {
    case 'webgl':
      return (await import('./webgl.ts')).startWebgl();
    case 'webgpu':
      return (await import('./webgpu.ts')).startWebgpu();
    case 'wasm':
      return (await import('./wasm.ts')).startWasm(platform);
    case 'cpu':
      return (await import('./cpu.ts')).startCpu();
  }
}

/** Starts one backend and lets it compute the self-test. @throws EngineError `no-backend` with the reason. */
export async function startBackend(backend: BackendName, platform: Platform): Promise<StartedBackend> {
  try {
    // Else tfjs advises every Node process to install another package.
    enableProdMode();
    installGradients();
    const started = await launch(backend, platform);
    await selfTest(started);
    return started;
  } catch (error) {
    throw new EngineError('no-backend', say('startFailed', { backend, reason: failureOf(error).message }));
  }
}

/** Backends of this machine, best first, without starting any. */
async function detectAll(
  platform: Platform,
): Promise<{ found: Device[]; refused: { backend: BackendName; reason: string }[] }> {
  const found: Device[] = [];
  const refused: { backend: BackendName; reason: string }[] = [];
  for (const backend of platform.candidates) {
    const detection = await detect(backend);
    if ('device' in detection) found.push(detection.device);
    else refused.push({ backend, reason: detection.reason });
  }
  found.sort((a, b) => rank(a) - rank(b));
  return { found, refused };
}

/** The backend asked for, or for `auto` the best that starts and passes. */
export async function chooseBackend(wanted: BackendName | 'auto', platform: Platform): Promise<StartedBackend> {
  if (wanted !== 'auto') return startBackend(wanted, platform);
  const reasons: string[] = [];
  const { found } = await detectAll(platform);
  for (const { backend } of found) {
    try {
      return await startBackend(backend, platform);
    } catch (error) {
      reasons.push(failureOf(error).message);
    }
  }
  throw new EngineError('no-backend', say('noBackend', { reasons: reasons.join(' ') }));
}

/** Starts and tests each backend. Those drawn by the processor are only named: their test would take seconds. */
export async function reportBackends(platform: Platform): Promise<BackendReport> {
  const { found, refused } = await detectAll(platform);
  const usable: Device[] = [];
  for (const device of found) {
    if (device.software) {
      usable.push(device);
      continue;
    }
    try {
      usable.push((await startBackend(device.backend, platform)).device);
    } catch (error) {
      refused.push({ backend: device.backend, reason: failureOf(error).message });
    }
  }
  return { usable, refused };
}
