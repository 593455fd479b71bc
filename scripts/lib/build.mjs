import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const page = join(root, 'dist/renderer');

const sources = ['renderer', 'src', 'templates', 'electron', 'assets', 'package-lock.json', 'vite.config.ts'];

/**
 * Builds what is missing or older than its sources.
 *
 * @returns {boolean} whether there is a build now
 */
export function ensureBuilt() {
  const built = [
    join(page, 'index.html'),
    join(root, 'dist/electron/main.mjs'),
    join(root, 'dist/electron/preload.cjs'),
  ];
  const oldest = Math.min(...built.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)));
  const newest = Math.max(...sources.map((path) => latestChange(join(root, path))));
  if (oldest > newest) return true;
  console.error('Building (once, and after changes)…');
  const build = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
    },
  );
  return build.status === 0;
}

function latestChange(path) {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  // A folder's own time tells of removed files.
  return readdirSync(path)
    .filter((name) => !/\.test\.tsx?$/.test(name) && name !== 'testing')
    .reduce((latest, name) => Math.max(latest, latestChange(join(path, name))), found.mtimeMs);
}
