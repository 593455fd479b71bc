import * as ort from 'onnxruntime-web/wasm';
import type { RuntimeRequest } from './messages.ts';
import type { ForeignModel } from './serve-runtime.ts';

/**
 * Opens the one file in ONNX Runtime, on one thread of the processor. Rejects with what it says of a model that it cannot read.
 *
 * @param wasm address of the runtime's binary; where it looks for it by itself when absent.
 */
export async function openOnnxModel([file]: RuntimeRequest['files'], wasm?: string): Promise<ForeignModel> {
  ort.env.wasm.numThreads = 1;
  if (wasm !== undefined) ort.env.wasm.wasmPaths = { wasm };
  const session = await ort.InferenceSession.create(file?.bytes ?? new Uint8Array());
  const [input] = session.inputMetadata;
  const [output] = session.outputNames;
  if (!input?.isTensor || output === undefined) throw new Error('The model has no tensor to give it.');
  const shape = input.shape.slice(1).map(Number);
  return {
    async predict(image) {
      const tensor = new ort.Tensor(input.type === 'int32' ? Int32Array.from(image) : image, [1, ...shape]);
      const found = await session.run({ [input.name]: tensor });
      return new Float32Array(valuesOf(found[output]));
    },
    close: () => session.release(),
  };
}

function valuesOf(tensor: ort.Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Error(`The output is of ${tensor?.type ?? 'no type'}, not float32.`);
}
