import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { capital, flat, type GpuMachine, type Indexed } from './program.ts';

type Program = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

const groupSize = 64;

/** Programs of ours on tfjs's WebGPU backend, in its buffers. */
export function webgpuMachine(backend: WebGPUBackend): GpuMachine {
  const indexed: GpuMachine['indexed'] = (source, inputs, numbers, shape) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const types = Object.values(source.numbers);
    const uniforms = numbers.map((value, i) => ({ type: `${types[i]}32`, data: [value] }));
    const out = backend.runWebGPUProgram(programOf(source, size), inputs.map(flat), 'float32', uniforms);
    return { ...out, shape: [...shape] };
  };
  return {
    backendName: 'webgpu',
    release: (info) => void backend.disposeData(info.dataId),
    indexed,
    pointwise: ({ formula, ...rest }, inputs, numbers) => {
      const reads = rest.inputs.map((name) => `float ${name} = at${capital(name)}(index);`);
      const code = `${reads.join('\n')}\nanswer = ${formula};`;
      return indexed({ ...rest, code }, inputs, numbers, inputs[0]?.shape ?? []);
    },
  };
}

function programOf({ inputs, numbers, code }: Indexed, size: number): Program {
  const readers = inputs.map((name) => `fn at${capital(name)}(i : i32) -> f32 { return f32(${name}[i]); }`);
  const source = `
    ${readers.join('\n')}
    fn main(index : i32) {
      if (index < uniforms.size) {
        var answer : f32 = 0.0;
        ${toWgsl(code, Object.keys(numbers))}
        setOutputAtIndex(index, answer);
      }
    }`;
  return {
    variableNames: [...inputs],
    uniforms: Object.entries(numbers)
      .map(([name, type]) => `${name} : ${wgslTypes[type]},`)
      .join(' '),
    outputShape: [size],
    size: true,
    workgroupSize: [groupSize, 1, 1],
    dispatchLayout: { x: [0] },
    dispatch: [Math.ceil(size / groupSize), 1, 1],
    // tfjs knows programs by this name; the source is what tells ours apart.
    shaderKey: `stride ${source}`,
    getUserCode: () => source,
  };
}

const wgslTypes = { float: 'f32', int: 'i32', uint: 'u32' } as const;

const wgslType = (name: string): string =>
  name === 'float' || name === 'int' || name === 'uint' ? wgslTypes[name] : name;

/** Declarations, conversions and the places of numbers: all in which our sources differ between the two languages. */
function toWgsl(code: string, numbers: readonly string[]): string {
  const declared = code.replaceAll(
    /\b(float|int|uint) (\w+) =/g,
    (_, type, name) => `var ${name} : ${wgslType(type)} =`,
  );
  const converted = declared.replaceAll(/\b(float|int|uint)\(/g, (_, type) => `${wgslType(type)}(`);
  return numbers.reduce(
    (text, name) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `uniforms.${name}`),
    converted,
  );
}
