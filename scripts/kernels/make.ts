import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileKernels, kernelsPath, moduleText } from './compile.ts';

/** `npm run kernels`: compiles assembly/*.ts and writes the module where the engine takes it from. */
const kernels = await compileKernels();
writeFileSync(kernelsPath, moduleText(kernels));
console.log(`${kernels.single.length} and ${kernels.shared.length} bytes into ${fileURLToPath(kernelsPath)}`);
