import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.mjs';

const installed = join(root, 'node_modules/electron');
const installLimit = 90_000;

/**
 * `STRIDE_ELECTRON`, or the binary that the npm package downloaded. The package itself is not required: without a
 * binary it blocks and throws.
 *
 * @returns {string | null}
 */
export function findElectron() {
  const asked = process.env.STRIDE_ELECTRON;
  if (asked) {
    if (existsSync(asked)) return asked;
    console.error(`STRIDE_ELECTRON is ${asked}, which does not exist.`);
  }
  const note = join(installed, 'path.txt');
  if (!existsSync(note)) return null;
  const binary = join(installed, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** Electron's own installer, which downloads; where that is refused or slow, `null`. */
export function installElectron() {
  const installer = join(installed, 'install.js');
  if (!existsSync(installer) || process.env.STRIDE_NO_DOWNLOAD) return null;
  console.log(`Fetching Electron, once, for at most ${installLimit / 1000} s (STRIDE_NO_DOWNLOAD=1 leaves this out)…`);
  spawnSync(process.execPath, [installer], { cwd: installed, stdio: 'ignore', timeout: installLimit });
  return findElectron();
}
