import { createServer } from 'node:net';
import { type BrowserContext, chromium } from '@playwright/test';
import config from '../../playwright.config.ts';

/**
 * A browser whose tabs hide each other, as a person's do: playwright otherwise has every page believe that it is in
 * front. Closed when `use` ends.
 */
export async function withPlainTabs(use: (context: BrowserContext) => Promise<void>): Promise<void> {
  const port = await freePort();
  const options = config.use?.launchOptions;
  const args = [...(options?.args ?? []), `--remote-debugging-port=${port}`];
  const owner = await chromium.launch({ ...options, args });
  try {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('The browser has no context of its own.');
    await use(context);
    await browser.close();
  } finally {
    await owner.close();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('There is no free port.'));
        else resolve(address.port);
      });
    });
  });
}
