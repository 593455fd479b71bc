import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { capital, flat, type GpuMachine, type Numbers } from './program.ts';

/** Programs of ours on tfjs's WebGL backend, in its textures. */
export function webglMachine(backend: MathBackendWebGL): GpuMachine {
  const packed = ({ dataId }: TensorInfo): boolean => backend.texData.get(dataId).isPacked === true;
  return {
    backendName: 'webgl',
    release: (info) => void backend.disposeData(info.dataId),
    pointwise: ({ inputs: names, numbers: wanted, formula }, inputs, numbers) => {
      // Where one input is packed, four values to a pixel, unpacking it would be a program more.
      const asPacked = inputs.some(packed);
      const shape = inputs[0]?.shape ?? [];
      const type = asPacked ? 'vec4' : 'float';
      const reads = names.map((name) => `${type} ${name} = get${capital(name)}AtOutCoords();`);
      const program: GPGPUProgram = {
        ...common(names, wanted),
        outputShape: [...fewAxes(shape)],
        packedInputs: asPacked,
        packedOutput: asPacked,
        userCode: `void main() {\n${reads.join('\n')}\nsetOutput(${formula});\n}`,
      };
      const given = inputs.map((info) => ({ ...info, shape: [...fewAxes(info.shape)] }));
      return { ...backend.runWebGLProgram(program, given, 'float32', uniformsOf(numbers)), shape: [...shape] };
    },
    indexed: ({ inputs: names, numbers: wanted, code }, inputs, numbers, shape) => {
      const program: GPGPUProgram = {
        ...common(names, wanted),
        outputShape: flat({ dataId: {}, shape: [...shape], dtype: 'float32' }).shape,
        userCode: `void main() {
          int index = getOutputCoords();
          float answer = 0.0;
          ${code.replaceAll(/\bat([A-Z]\w*\()/g, 'get$1')}
          setOutput(answer);
        }`,
      };
      // A packed texture has its own order: a list is read from one that is not.
      const unpacked = inputs.map((info) => (packed(info) ? backend.unpackTensor(info) : info));
      const out = backend.runWebGLProgram(program, unpacked.map(flat), 'float32', uniformsOf(numbers));
      unpacked.forEach((info, i) => {
        if (info !== inputs[i]) backend.disposeIntermediateTensorInfo(info);
      });
      return { ...out, shape: [...shape] };
    },
  };
}

/** The same texture as at most four axes, more than which tfjs has no uniforms for: a pixel packs the last two only. */
const fewAxes = (shape: readonly number[]): readonly number[] =>
  shape.length <= 4 ? shape : [shape.slice(0, -2).reduce((product, n) => product * n, 1), ...shape.slice(-2)];

const common = (names: readonly string[], numbers: Numbers): Omit<GPGPUProgram, 'outputShape' | 'userCode'> => ({
  variableNames: names.map(capital),
  // Shapes as uniforms: one program for all weights of a rank.
  enableShapeUniforms: true,
  customUniforms: Object.entries(numbers).map(([name, type]) => ({ name, type })),
});

const uniformsOf = (numbers: readonly number[]): number[][] => numbers.map((value) => [value]);
