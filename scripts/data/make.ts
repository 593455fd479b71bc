import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { digitsSource, makeDigits } from './digits.ts';
import { fashionSource, makeFashion } from './fashion.ts';
import type { MadeSprite } from './sprite.ts';

const assets = fileURLToPath(new URL('../../assets/data/', import.meta.url));

/** `npm run data`: remakes the embedded images from Debian's packages opencv-doc and dataset-fashion-mnist. */
const sources = [
  { package: 'opencv-doc', file: digitsSource, make: makeDigits },
  { package: 'dataset-fashion-mnist', file: fashionSource, make: makeFashion },
];

for (const source of sources) {
  if (!existsSync(source.file)) {
    console.error(`${source.file} is missing: apt-get install ${source.package}`);
    process.exitCode = 1;
    continue;
  }
  await write(await source.make());
}

async function write({ name, png, manifest }: MadeSprite): Promise<void> {
  await writeFile(`${assets}${name}.png`, png);
  await writeFile(`${assets}${name}.json`, manifest);
  console.log(`${name}: ${png.length} + ${manifest.length} bytes`);
}
