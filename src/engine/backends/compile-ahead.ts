import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import { say } from '../sayings.ts';

/**
 * Has a driver compile all programs that `dry` would run, side by side where it can, before any of them runs. What `dry`
 * computes is void. `onProgress` is told how many of them are there; `breathe` lets messages in meanwhile.
 * @throws EngineError `internal` for a program that does not compile.
 */
export type CompileAhead = (
  dry: () => void,
  onProgress: (done: number, total: number) => void,
  breathe: () => Promise<void>,
) => Promise<void>;

/** What WebGL's KHR_parallel_shader_compile answers without waiting. */
const completionStatus = 0x91b1;

/** Milliseconds until a driver that is still at it is asked again. */
const askAgain = 4;

export const compileAheadOnWebgl =
  (backend: MathBackendWebGL, gl: WebGL2RenderingContext): CompileAhead =>
  async (dry, onProgress, breathe) => {
    const programs: WebGLProgram[] = [];
    const link = gl.linkProgram;
    const parallel = gl.getExtension('KHR_parallel_shader_compile') !== null;
    gl.linkProgram = (program) => {
      programs.push(program);
      link.call(gl, program);
    };
    withFlag('ENGINE_COMPILE_ONLY', dry, () => {
      gl.linkProgram = link;
    });
    for (const [i, program] of programs.entries()) {
      while (parallel && !gl.isContextLost() && gl.getProgramParameter(program, completionStatus) === false)
        await new Promise((resolve) => setTimeout(resolve, askAgain));
      if (gl.isContextLost()) throw new EngineError('device-lost', say('webglLost'));
      if (gl.getProgramParameter(program, gl.LINK_STATUS) === false)
        throw new EngineError('internal', gl.getProgramInfoLog(program) ?? 'a shader does not compile');
      onProgress(i + 1, programs.length);
      await breathe();
    }
    if (programs.length > 0) backend.getUniformLocations();
  };

export const compileAheadOnWebgpu =
  (backend: WebGPUBackend): CompileAhead =>
  async (dry, onProgress) => {
    const { device } = backend;
    const compile = device.createComputePipelineAsync;
    const pipelines: Promise<GPUComputePipeline>[] = [];
    device.createComputePipelineAsync = (descriptor) => {
      const pipeline = compile.call(device, descriptor);
      pipelines.push(pipeline);
      return pipeline;
    };
    withFlag('WEBGPU_ENGINE_COMPILE_ONLY', dry, () => {
      device.createComputePipelineAsync = compile;
    });
    let done = 0;
    await Promise.all(pipelines.map((pipeline) => pipeline.then(() => onProgress(++done, pipelines.length))));
    await backend.checkCompileCompletionAsync();
  };

function withFlag(flag: string, dry: () => void, after: () => void): void {
  tf.env().set(flag, true);
  try {
    dry();
  } finally {
    tf.env().set(flag, false);
    after();
  }
}
