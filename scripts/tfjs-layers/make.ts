import { writeFile } from 'node:fs/promises';
import { textFile, textModule } from './bundle.ts';

await writeFile(textFile, await textModule());
