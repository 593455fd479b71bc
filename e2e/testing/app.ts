import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { hostEnvironment } from '../../src/host/environment.ts';
import { type LoopbackServer, startLoopback } from '../../src/host/loopback/server.ts';

export { expect };

const builtPage = fileURLToPath(new URL('../../dist/renderer/', import.meta.url));

export interface App {
  /** The address with its token, as `npm start` prints it. */
  readonly address: string;
  /** This test's own folder for projects, empty at first. */
  readonly projects: string;
  /** Settings and drafts of this test alone. */
  readonly settings: string;
  readonly server: LoopbackServer;
}

export interface Fixtures {
  /** The built app behind its own loopback server, with nothing saved yet. */
  readonly app: App;
  /** Errors that the page logged or threw; checked empty when a test ends well. */
  readonly pageErrors: string[];
}

export const test = base.extend<Fixtures>({
  app: async ({ page }, use, info) => {
    const folder = await mkdtemp(join(tmpdir(), 'stride-e2e-'));
    const [settings, projects] = [join(folder, 'settings'), join(folder, 'projects')];
    await mkdir(projects);
    const variables = { STRIDE_HOME: settings, STRIDE_PROJECTS: projects };
    const env = hostEnvironment({ kind: 'loopback', version: '0.0.0', variables, home: folder });
    const server = await startLoopback({ env, folder: builtPage });
    await use({ address: server.address, projects, settings, server });
    // A page that outlives its server would log the requests that fail; one of a failed test is kept for its picture.
    if (info.status === info.expectedStatus) await page.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  },
  pageErrors: [
    async ({ page }, use, info) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await use(errors);
      if (info.status === info.expectedStatus) expect(errors, 'errors that the page logged').toEqual([]);
    },
    { auto: true },
  ],
});
