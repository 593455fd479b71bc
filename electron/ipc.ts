import { BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, type OpenDialogOptions } from 'electron';
import { z } from 'zod';
import type { HostEnvironment } from '../src/host/environment.ts';
import { answer } from '../src/host/reply.ts';
import { channels } from './channels.ts';
import { isOwnPage } from './page.ts';

const filters = z.array(z.object({ name: z.string(), extensions: z.array(z.string()) }));
const openOptions = z.object({ filters, folder: z.boolean().optional() });
const saveOptions = z.object({ filters, suggestedName: z.string() });

/** Registers everything that the page may ask, in one place. Only our own page is answered. */
export function registerIpc(env: HostEnvironment): void {
  handle(channels.request, (_, channel, params) => answer(env, z.string().parse(channel), params));

  handle(channels.openDialog, async (window, given) => {
    const options = openOptions.parse(given);
    const properties: OpenDialogOptions['properties'] = options.folder
      ? ['openDirectory', 'createDirectory']
      : ['openFile'];
    const chosen = await dialog.showOpenDialog(window, {
      defaultPath: env.about.projects,
      properties,
      ...(options.folder ? {} : { filters: options.filters }),
    });
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  });

  handle(channels.saveDialog, async (window, given) => {
    const options = saveOptions.parse(given);
    const chosen = await dialog.showSaveDialog(window, {
      // A slash is understood on every system here.
      defaultPath: `${env.about.projects}/${options.suggestedName}`,
      filters: options.filters,
    });
    return chosen.canceled ? null : chosen.filePath;
  });
}

function handle(channel: string, action: (window: BrowserWindow, ...args: unknown[]) => Promise<unknown>): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, ...args: unknown[]) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    const isMainFrame = event.senderFrame !== null && event.senderFrame === event.sender.mainFrame;
    if (!window || !isMainFrame || !isOwnPage(event.senderFrame?.url ?? '')) {
      throw new Error('Only the page of Stride is answered.');
    }
    return action(window, ...args);
  });
}
