import { writeFile } from 'node:fs/promises';
import { layerReference } from './layers.ts';

/** `npm run reference`: writes the pages of docs/ that come from the layer definitions. */
await writeFile(new URL('../../docs/layers.md', import.meta.url), layerReference());
