import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

export const kernelsPath = new URL('../../src/engine/kernels/wasm/module.ts', import.meta.url);

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = ['product', 'convolution', 'pooling', 'elementwise', 'optimizers'].map((name) => `assembly/${name}.ts`);
const options = ['--runtime', 'stub', '--importMemory', '--noExportMemory', '--noAssert', '-O3', '--outFile', 'out'];
const features = ['--enable', 'simd', '--enable', 'bulk-memory'];

/**
 * The kernels as one WebAssembly module that works in a memory given to it. The same bytes on every machine: the
 * compiler's version is exact in package.json.
 * @throws Error with the compiler's messages when assembly/ does not compile.
 */
export async function compileKernels(): Promise<Uint8Array> {
  const made: Uint8Array[] = [];
  const { error, stderr } = await asc.main([...sources, ...options, ...features], {
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

export const moduleText = (binary: Uint8Array): string => `/** Compiled from assembly/ by \`npm run kernels\`. */
export const kernelModule =
  '${Buffer.from(binary).toString('base64')}';
`;
