import { serveEnginePage, webgpuFlags } from '/work/main/e2e/engine/serve.ts';
import { chromium } from '/work/main/node_modules/@playwright/test/index.mjs';
import config from '/work/main/playwright.config.ts';

const t = performance.now();
const lap = (s: string) => console.log(((performance.now() - t) / 1000).toFixed(1), s);
const page0 = await serveEnginePage();
lap('built');
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [...config.use.launchOptions.args, ...webgpuFlags],
});
const page = await browser.newPage();
page.on('console', (m) => console.log('console', m.type(), m.text().slice(0, 1500)));
page.on('pageerror', (e) => console.log(e));
await page.goto(page0.address);
await page.waitForFunction(() => !!window.proof);
lap('open');
for (const backend of ['webgl', 'webgpu'] as const) {
  console.log(
    JSON.stringify(
      await page.evaluate(
        (backend) =>
          window.proof.train({ backend, network: 'everything', images: 64, settings: { epochs: 3, batchSize: 16 } }),
        backend,
      ),
    ),
  );
  lap(backend);
}
await browser.close();
await page0.close();
