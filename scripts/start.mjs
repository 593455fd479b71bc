import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';
import { ensureBuilt, page, root } from './lib/build.mjs';
import { findChromium } from './lib/chromium.mjs';
import { findElectron, installElectron } from './lib/electron.mjs';

/**
 * Opens Stride with the first that works: STRIDE_ELECTRON, the installed Electron, Electron's own installer within a
 * time limit; else a local server in a window of an installed Chromium; else in the default browser.
 */
const headless = process.argv.includes('--headless');

if (!ensureBuilt()) {
  console.error('Stride could not be built; the messages above say why.');
  process.exit(1);
}
const electron = headless ? null : (findElectron() ?? installElectron());
if (electron) startElectron(electron);
else await startLoopback();

function startElectron(binary) {
  console.log(`Stride: Electron (${binary})`);
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(binary, [...sandbox, root], { stdio: 'inherit' });
  const started = Date.now();
  child.on('exit', async (code) => {
    const broken = code !== 0 && Date.now() - started < 10_000;
    if (!broken) process.exit(code ?? 1);
    console.error(`Electron ended at once (${code}).`);
    await startLoopback();
  });
  child.on('error', async (error) => {
    console.error(`Electron does not start (${error.message}).`);
    await startLoopback();
  });
}

async function startLoopback() {
  const unregister = register();
  const { hostEnvironment } = await import('../src/host/environment.ts');
  const server = await import('../src/host/loopback/server.ts');
  await unregister();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const env = hostEnvironment({ kind: 'loopback', version });
  const { address } = await server.startLoopback({ env, folder: page });
  if (headless) {
    console.log(address);
    return;
  }
  const chromium = findChromium();
  if (chromium) openWindow(chromium, address);
  else openDefaultBrowser(address);
}

function openWindow(chromium, address) {
  console.log(`Stride: no Electron here, so in a window of ${chromium} at ${address}`);
  // A profile of its own: Chromium then stays until its window closes, and the user's own browser is left alone.
  const profile = mkdtempSync(join(tmpdir(), 'stride-window-'));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(
    chromium,
    [`--app=${address}`, `--user-data-dir=${profile}`, '--no-first-run', '--window-size=1440,900', ...sandbox],
    { stdio: 'ignore' },
  );
  child.on('exit', (code) => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    if (code !== 0) {
      console.error(
        `The window did not open or did not end well (${code}). The address above still works; Ctrl+C ends.`,
      );
      return;
    }
    process.exit(0);
  });
  child.on('error', () => openDefaultBrowser(address));
}

function openDefaultBrowser(address) {
  console.log(`Stride: neither Electron nor Chromium here, so in your browser at ${address}`);
  const commands = { darwin: ['open', address], win32: ['explorer', address] };
  const [command, ...args] = commands[process.platform] ?? ['xdg-open', address];
  spawn(command, args, { stdio: 'ignore' }).on('error', () => console.log('Open that address yourself; Ctrl+C ends.'));
}
