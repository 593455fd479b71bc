import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

export const kernelsPath = new URL('../../src/engine/kernels/wasm/module.ts', import.meta.url);

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = ['product', 'convolution', 'depthwise', 'pooling', 'elementwise', 'optimizers'].map(
  (name) => `assembly/${name}.ts`,
);
const options = ['--runtime', 'stub', '--importMemory', '--noExportMemory', '--noAssert', '-O3', '--outFile', 'out'];
const features = ['--enable', 'simd', '--enable', 'bulk-memory'];

/** The largest that tfjs makes: 4 GiB, in pages. A shared memory may be imported only as one that is no larger. */
const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];

export interface CompiledKernels {
  readonly single: Uint8Array;
  /** The same for a memory that threads share: WebAssembly tells the two apart by their import. */
  readonly shared: Uint8Array;
}

/**
 * The kernels as WebAssembly modules that work in a memory given to them. The same bytes on every machine: the compiler's
 * version is exact in package.json.
 * @throws Error with the compiler's messages when assembly/ does not compile.
 */
export const compileKernels = async (): Promise<CompiledKernels> => ({
  single: await compile([]),
  shared: await compile(shared),
});

async function compile(more: readonly string[]): Promise<Uint8Array> {
  const made: Uint8Array[] = [];
  const { error, stderr } = await asc.main([...sources, ...options, ...features, ...more], {
    readFile: (name, base) => readFile(join(root, base === '.' ? '' : base, name), 'utf8').catch(() => null),
    writeFile: (name, contents) => {
      if (name === 'out' && contents instanceof Uint8Array) made.push(contents);
    },
    listFiles: () => [],
  });
  const [binary] = made;
  if (error !== null || binary === undefined) throw new Error(`assembly/ does not compile: ${error}\n${stderr}`);
  return binary;
}

export const moduleText = ({
  single,
  shared,
}: CompiledKernels): string => `/** Compiled from assembly/ by \`npm run kernels\`. */
export const kernelModules = {
  single:
    '${base64(single)}',
  shared:
    '${base64(shared)}',
};
`;

const base64 = (binary: Uint8Array): string => Buffer.from(binary).toString('base64');
