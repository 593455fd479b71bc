import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { readProject } from '../src/host/project-file.ts';
import { expect, test } from './testing/app.ts';
import { layer, openTemplate, saveAs, setField, statusBar } from './testing/screens.ts';

/** What the start screen offers to go on with. */
const unsaved = (page: Page) =>
  page.getByRole('region', { name: 'Recent' }).getByRole('button', { name: /^LeNet-5.*Unsaved/ });

/** What is promised is that nothing older than this is lost: the one wait that is the subject of the test itself. */
const twoSeconds = (page: Page) => page.waitForTimeout(2000);

async function editOf(page: Page, filters: string): Promise<void> {
  await openTemplate(page, /^Open LeNet-5/);
  await setField(page, 'c1', 'Filters', filters);
  await expect(layer(page, 'c1')).toHaveAccessibleName(new RegExp(`output 28×28×${filters}`));
}

async function recover(page: Page, filters: string): Promise<void> {
  await unsaved(page).click();
  await expect(layer(page, 'c1')).toHaveAccessibleName(new RegExp(`output 28×28×${filters}`));
  await expect(statusBar(page)).toContainText('Unsaved changes');
}

test('a page that crashes two seconds after an edit has lost nothing', async ({ app, page, context }) => {
  await page.goto(app.address);
  await editOf(page, '17');
  await twoSeconds(page);
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void devtools.send('Page.crash').catch(() => undefined);
  await crashed;
  const next = await context.newPage();
  await next.goto(app.address);
  await recover(next, '17');
  await next.close();
});

test('so has one that is closed without being asked', async ({ app, page, context }) => {
  const closed = await context.newPage();
  await closed.goto(app.address);
  await editOf(closed, '18');
  await twoSeconds(closed);
  await closed.close({ runBeforeUnload: false });
  await page.goto(app.address);
  await recover(page, '18');
});

/** The local server as `npm start` runs it, in a process of its own. */
async function startServer(settings: string, projects: string): Promise<{ process: ChildProcess; address: string }> {
  const script = fileURLToPath(new URL('../scripts/start.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, '--headless'], {
    env: { ...process.env, STRIDE_HOME: settings, STRIDE_PROJECTS: projects },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const [address] = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(printed) ?? [];
    if (address) return { process: child, address };
  }
  throw new Error(`The server printed no address: ${printed}`);
}

async function kill(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

test('a server that is killed has every edit of two seconds before, and the page still gives its network away', async ({
  app,
  page,
  context,
  pageErrors,
}) => {
  const first = await startServer(app.settings, app.projects);
  await page.goto(first.address);
  await editOf(page, '19');
  await twoSeconds(page);
  await kill(first.process);

  await test.step('what is drawn afterwards can be downloaded', async () => {
    await setField(page, 'c1', 'Filters', '23');
    await page.keyboard.press('Control+s');
    const question = page.getByRole('dialog', { name: 'Stride’s local server has stopped' });
    const downloaded = page.waitForEvent('download');
    await question.getByRole('button', { name: 'Download' }).click();
    const file = await readFile(await (await downloaded).path());
    const project = readProject(new Uint8Array(file));
    expect(project.ok && project.value.document.graph.nodes.c1?.params).toMatchObject({ filters: 23 });
  });

  const second = await startServer(app.settings, app.projects);
  const next = await context.newPage();
  await next.goto(second.address);
  await recover(next, '19');
  await next.close();
  await page.close();
  await kill(second.process);
  // The browser says which requests found no server: that is what is tested.
  expect(pageErrors.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
  pageErrors.length = 0;
});

test('a file that changes on disk is noticed, and each answer holds', async ({ app, page, context }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await saveAs(page, 'shared.stride');
  const other = await context.newPage();
  await other.goto(app.address);
  const changed = page.getByRole('dialog', { name: 'The file changed on the disk' });

  await test.step('the same file in a second window is noticed', async () => {
    await other
      .getByRole('region', { name: 'Recent' })
      .getByRole('button', { name: /^LeNet-5/ })
      .click();
    const question = other.getByRole('dialog', { name: 'shared.stride is open in another window' });
    await question.getByRole('button', { name: 'Open here too' }).click();
    await expect(layer(other, 'c1')).toBeVisible();
  });

  const saveElsewhere = async (filters: string) => {
    await other.bringToFront();
    await setField(other, 'c1', 'Filters', filters);
    await other.keyboard.press('Control+s');
    await expect(statusBar(other)).toContainText('Saved');
    await expect(statusBar(other)).not.toContainText('Unsaved');
    await page.bringToFront();
  };

  await test.step('theirs is taken', async () => {
    await saveElsewhere('31');
    await changed.getByRole('button', { name: 'Take theirs' }).click();
    await expect(layer(page, 'c1')).toHaveAccessibleName(/output 28×28×31/);
    await expect(statusBar(page)).not.toContainText('Unsaved');
  });

  await test.step('mine is kept, and is unsaved until it is saved', async () => {
    await saveElsewhere('32');
    await changed.getByRole('button', { name: 'Keep mine' }).click();
    await expect(layer(page, 'c1')).toHaveAccessibleName(/output 28×28×31/);
    await expect(statusBar(page)).toContainText('Unsaved changes');
    await other.close();
    await page.keyboard.press('Control+s');
    // While it is being written it is neither: what is written after it would be overwritten.
    await expect(statusBar(page)).toContainText('Saved');
    await expect(statusBar(page)).not.toContainText('Unsaved');
  });

  await test.step('mine goes to another file', async () => {
    await writeFile(join(app.projects, 'shared.stride'), 'something else');
    await changed.getByRole('button', { name: 'Save as…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save the network' });
    await dialog.getByRole('textbox', { name: 'File name' }).fill('mine.stride');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(() => readdir(app.projects)).toContain('mine.stride');
  });
});

test('two windows keep a draft each, a duplicated tab too', async ({ app, page, context }) => {
  await page.goto(app.address);
  await editOf(page, '21');
  await twoSeconds(page);
  // As a browser duplicates a tab: its storage comes along.
  const storage = await page.evaluate(() => JSON.stringify(sessionStorage));
  const second = await context.newPage();
  await second.addInitScript((kept: string) => {
    if (sessionStorage.length === 0)
      for (const [key, value] of Object.entries<string>(JSON.parse(kept))) sessionStorage.setItem(key, value);
  }, storage);
  await expect.poll(() => readdir(join(app.settings, 'drafts')).catch(() => [])).toHaveLength(1);
  await second.goto(app.address);
  await expect(second.getByText('is open in another window, so this one has a copy.')).toBeVisible();
  await setField(second, 'c1', 'Filters', '22');
  await twoSeconds(second);
  await expect.poll(() => readdir(join(app.settings, 'drafts'))).toHaveLength(2);
  await page.close();
  await second.close();

  const last = await context.newPage();
  await last.goto(app.address);
  const offered = unsaved(last);
  await expect(offered).toHaveCount(2);
  const found = [];
  for (const index of [0, 1]) {
    await offered.nth(index).click();
    found.push(/output 28×28×(\d+)/.exec((await layer(last, 'c1').getAttribute('aria-label')) ?? '')?.[1]);
    await last.getByRole('button', { name: /^Network menu/ }).click();
    await last.getByRole('menuitem', { name: 'Close' }).click();
    await expect(offered).toHaveCount(2);
  }
  expect(found.sort()).toEqual(['21', '22']);
  await last.close();
});

test('a damaged file offers its backup', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await setField(page, 'c1', 'Filters', '14');
  await saveAs(page, 'torn.stride');
  await setField(page, 'c1', 'Filters', '15');
  await layer(page, 'c1').click();
  await page.keyboard.press('Control+s');
  await expect(statusBar(page)).not.toContainText('Unsaved');
  await page.getByRole('button', { name: /^Network menu/ }).click();
  await page.getByRole('menuitem', { name: 'Close' }).click();
  await truncate(join(app.projects, 'torn.stride'), 700);
  await page
    .getByRole('region', { name: 'Recent' })
    .getByRole('button', { name: /^LeNet-5/ })
    .click();
  const question = page.getByRole('dialog', { name: 'torn.stride is damaged' });
  await question.getByRole('button', { name: 'Open the backup' }).click();
  await expect(layer(page, 'c1')).toHaveAccessibleName(/output 28×28×14/);
  await expect(statusBar(page)).toContainText('Unsaved changes');
  await page.keyboard.press('Control+s');
  await expect(statusBar(page)).not.toContainText('Unsaved');
});
