import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib/build.mjs';
import { chromiumForTests } from './lib/chromium.mjs';

/** `npm test`: unit tests, a build, and the journeys in a real browser. Every part runs; any failure fails the whole. */
const chromium = await chromiumForTests();
if (!chromium) {
  console.error(
    'No Chromium or Chrome was found and none could be installed. Install one, or set STRIDE_CHROMIUM to its path.',
  );
  process.exit(1);
}
console.log(`Browser: ${chromium}`);

const run = (script, ...args) =>
  spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, STRIDE_CHROMIUM: chromium },
  }).status === 0;

const unit = run('vitest/vitest.mjs', 'run');
const built = run('vite/bin/vite.js', 'build', '--logLevel', 'warn');
// Without a build the journeys would test an old one.
const journeys = built && run('@playwright/test/cli.js', 'test');
if (!built) console.error('The build failed: no journey was run.');
process.exitCode = unit && built && journeys ? 0 : 1;
