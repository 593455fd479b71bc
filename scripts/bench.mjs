import { spawnSync } from 'node:child_process';
import { root } from './lib/build.mjs';
import { findChromium } from './lib/chromium.mjs';

/** `npm run bench [-- NAME…]`: see bench/main.ts. Benches in a browser take the one that the tests take. */
const chromium = await findChromium();
const { status } = spawnSync(
  process.execPath,
  ['--expose-gc', '--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(chromium ? { STRIDE_CHROMIUM: chromium } : {}) },
  },
);
process.exitCode = status ?? 1;
