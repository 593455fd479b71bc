import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileKernels, kernelsPath, moduleText } from './compile.ts';

/** `npm run kernels`: compiles assembly/*.ts and writes the module where the engine takes it from. */
const binary = await compileKernels();
writeFileSync(kernelsPath, moduleText(binary));
console.log(`${binary.length} bytes into ${fileURLToPath(kernelsPath)}`);
