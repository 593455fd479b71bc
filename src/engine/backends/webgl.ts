import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import { installGpuKernels } from '../kernels/gpu/install.ts';
import { webglMachine } from '../kernels/gpu/webgl.ts';
import { say } from '../sayings.ts';
import type { Detection, StartedBackend } from './backend.ts';
import { budgets } from './budgets.ts';
import { compileAheadOnWebgl } from './compile-ahead.ts';
import { readWithLimit } from './read.ts';
import { isSoftware } from './software.ts';

/** Bytes of textures kept before tfjs begins to free what is not in use; its default is never. */
const textureBudget = 1.5 * 2 ** 30;

/** Asks the driver's name through a context of our own, before tfjs starts anything. */
export function detectWebgl(): Detection {
  if (typeof OffscreenCanvas === 'undefined') return { reason: say('noCanvas') };
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return { reason: say('noWebgl') };
  const name = rendererOf(gl);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { device: { backend: 'webgl', device: name, software: isSoftware(name) } };
}

function rendererOf(gl: WebGL2RenderingContext): string {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL));
}

/** @throws EngineError `no-backend` without WebGL 2 in float32: with half floats Adam gives NaN on every loss. */
export async function startWebgl(): Promise<StartedBackend> {
  const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
  // Shapes as uniforms: half as many shader programs to compile.
  tf.env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
  tf.env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', textureBudget);
  if (!(await tf.setBackend('webgl'))) throw new EngineError('no-backend', say('noWebglStart'));
  if (tf.env().getNumber('WEBGL_VERSION') !== 2) throw new EngineError('no-backend', say('noWebgl'));
  if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE')) {
    throw new EngineError('no-backend', say('noFloats'));
  }
  const backend = tf.backend();
  if (!(backend instanceof MathBackendWebGL)) throw new EngineError('no-backend', say('noWebglStart'));
  const { gl } = backend.gpgpu;
  if (!(gl instanceof WebGL2RenderingContext)) throw new EngineError('no-backend', say('noWebgl'));
  installGpuKernels(webglMachine(backend));
  let lost = false;
  gl.canvas.addEventListener('webglcontextlost', () => {
    lost = true;
  });
  const checkAlive = (): void => {
    if (lost || gl.isContextLost()) throw new EngineError('device-lost', say('webglLost'));
  };
  const name = rendererOf(gl);
  const side: unknown = gl.getParameter(gl.MAX_TEXTURE_SIZE);
  return {
    device: { backend: 'webgl', device: name, software: isSoftware(name) },
    read: (tensor) => readWithLimit(tensor, checkAlive),
    checkAlive,
    compileAhead: compileAheadOnWebgl(backend, gl),
    budget: { bytes: budgets.webgl.bytes, tensorValues: typeof side === 'number' ? side * side : null },
  };
}
