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
page.on('console', (m) => console.log('console', m.type(), m.text()));
page.on('pageerror', (e) => console.log(e));
await page.goto(page0.address);
await page.waitForFunction(() => !!window.proof);
lap('open');
const which = process.argv[2] ?? 'all';
if (which === 'all' || which === 'backends') {
  console.log(JSON.stringify(await page.evaluate(() => window.proof.backends()), null, 1));
  lap('backends');
}
if (which === 'all' || which === 'same')
  for (const backend of ['cpu', 'wasm', 'webgl', 'webgpu'] as const) {
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
if (which === 'all' || which === 'lost')
  for (const accident of [
    undefined,
    { kind: 'context lost', afterEpoch: 2 },
    { kind: 'worker ended', afterEpoch: 2 },
  ] as const) {
    console.log(
      JSON.stringify(
        await page.evaluate(
          (accident) =>
            window.proof.train({
              backend: accident?.kind === 'worker ended' ? 'wasm' : 'webgl',
              network: 'lenet',
              images: 160,
              settings: { epochs: 4, batchSize: 32, learningRate: 0.001 },
              accident,
            }),
          accident,
        ),
      ),
    );
    lap(JSON.stringify(accident) ?? 'whole');
  }
if (which === 'all' || which === 'nan') {
  console.log(
    JSON.stringify(
      await page.evaluate(() =>
        window.proof.train({
          backend: 'wasm',
          network: 'lenet',
          images: 160,
          settings: { optimizer: 'sgd', epochs: 4, batchSize: 32, learningRate: 1e6 },
        }),
      ),
    ),
  );
  lap('nan');
}
await browser.close();
await page0.close();
