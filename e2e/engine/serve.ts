import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { hostEnvironment } from '../../src/host/environment.ts';
import { startLoopback } from '../../src/host/loopback/server.ts';

export interface EnginePage {
  readonly address: string;
  close(): Promise<void>;
}

/** Bundles a page, `page/` where none is named, as the app is bundled, into a folder of its own, and serves it as the app is served. */
export async function serveEnginePage(root = fileURLToPath(new URL('page/', import.meta.url))): Promise<EnginePage> {
  const folder = await mkdtemp(join(tmpdir(), 'stride-engine-page-'));
  await build({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    root,
    logLevel: 'error',
    build: { outDir: folder, sourcemap: false, minify: false },
  });
  const env = hostEnvironment({ kind: 'loopback', version: '0.0.0', variables: {}, home: folder });
  const server = await startLoopback({ env, folder });
  return {
    address: server.address,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
