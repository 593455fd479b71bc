import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, root } from './lib/build.mjs';
import { chromiumForTests } from './lib/chromium.mjs';

/** `npm run screenshots`: builds what is old, then photographs every screen into `docs/screenshots/`. */
const chromium = await chromiumForTests();
if (!chromium || !ensureBuilt()) {
  console.error(
    chromium ? 'Stride could not be built; the messages above say why.' : 'No Chromium or Chrome was found.',
  );
  process.exit(1);
}
const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'e2e/screenshots.ts')], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, STRIDE_CHROMIUM: chromium },
});
process.exit(status ?? 1);
