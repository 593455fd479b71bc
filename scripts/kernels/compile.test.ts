import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileKernels, kernelsPath, moduleText } from './compile.ts';

const kernels = await compileKernels();

test('the kernels in the repository are what assembly/ compiles to; else `npm run kernels`', () => {
  expect(moduleText(kernels)).toBe(readFileSync(kernelsPath, 'utf8'));
});

test.each([
  ['single', kernels.single],
  ['shared', kernels.shared],
])('the %s module has no memory, data or start of its own: it would write over that of tfjs', (_, made) => {
  const binary = Uint8Array.from(made);
  const module = new WebAssembly.Module(binary);
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  expect(WebAssembly.Module.exports(module).filter(({ kind }) => kind !== 'function')).toEqual([]);
  expect(startingSections(binary)).toEqual([]);
});

/** Ids of the sections that would run or write as the module starts: start (8), data (11). */
function startingSections(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at] ?? 0;
    let size = 0;
    let shift = 0;
    let byte = 0x80;
    for (at++; byte & 0x80; at++) {
      byte = bytes[at] ?? 0;
      size |= (byte & 0x7f) << shift;
      shift += 7;
    }
    if (id === 8 || id === 11) found.push(id);
    at += size;
  }
  return found;
}
