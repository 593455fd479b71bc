import * as analysis from './analysis.ts';
import * as augment from './augment.ts';
import type { Bench } from './bench.ts';
import * as canvas from './canvas.ts';
import * as data from './data.ts';
import * as endurance from './endurance.ts';
import * as engine from './engine.ts';
import * as browser from './engine-browser.ts';
import * as features from './features.ts';
import * as gpu from './gpu.ts';
import * as largeFile from './large-file.ts';
import * as memory from './memory.ts';
import * as opening from './opening.ts';
import * as overhead from './overhead.ts';
import * as profile from './profile.ts';
import * as recovery from './recovery.ts';
import * as templates from './templates.ts';
import * as threads from './threads.ts';
import * as wasm from './wasm.ts';

/** `npm run bench`, or `npm run bench -- analysis` for one of them; `profile` and `largeFile` only where they are asked for. */
const benches: Readonly<Record<string, Bench>> = {
  analysis,
  augment,
  browser,
  canvas,
  data,
  endurance,
  engine,
  features,
  gpu,
  largeFile,
  memory,
  opening,
  overhead,
  profile,
  recovery,
  templates,
  threads,
  wasm,
};
const onDemand: readonly string[] = ['profile', 'largeFile'];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 ? !wanted.includes(name) : onDemand.includes(name)) continue;
  console.log(`\n${bench.name}`);
  console.table(await bench.run());
}
