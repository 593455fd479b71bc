import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, Menu, protocol, type Session, session, shell } from 'electron';
import { hostEnvironment } from '../src/host/environment.ts';
import { registerIpc } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { createPageHandler, isOwnPage, pageAddress, pageScheme } from './page.ts';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// After a crash of the graphics driver Chromium refuses WebGL to the page for good, unless told before it is ready.
app.disableDomainBlockingFor3DAPIs();
protocol.registerSchemesAsPrivileged([
  { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  // Not awaited: Electron becomes ready only after this module has been evaluated.
  app.whenReady().then(start).catch(fatal);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const env = hostEnvironment({ kind: 'electron', version: app.getVersion(), nativeDialogs: true });
  protocol.handle(pageScheme, await createPageHandler(fromHere('../renderer')));
  restrictPermissions(session.defaultSession);
  registerIpc(env);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));
  showWindow();
}

function fatal(error: unknown): void {
  console.error(error);
  app.exit(1);
}

function showWindow(): void {
  const [open] = BrowserWindow.getAllWindows();
  if (open) {
    if (open.isMinimized()) open.restore();
    open.focus();
    return;
  }
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Stride',
    webPreferences: {
      preload: fromHere('./preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      // Training goes on while the window is hidden.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith('https://')) void shell.openExternal(url);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  void window.loadURL(pageAddress);
}

/** Of devices, only the camera: Chromium asks for `media` with the kinds that are wanted. */
const wantsOnlyVideo = (kinds: readonly (string | undefined)[]) =>
  kinds.length > 0 && kinds.every((kind) => kind === 'video');

/** Asked in two ways, and both are answered, for our own page: writing text to the clipboard, and the camera. */
function restrictPermissions(target: Session): void {
  const allowed = (permission: string, address: string, kinds: readonly (string | undefined)[]) =>
    isOwnPage(address) &&
    (permission === 'clipboard-sanitized-write' || (permission === 'media' && wantsOnlyVideo(kinds)));
  target.setPermissionRequestHandler((contents, permission, callback, details) =>
    callback(allowed(permission, contents.getURL(), 'mediaTypes' in details ? (details.mediaTypes ?? []) : [])),
  );
  target.setPermissionCheckHandler((contents, permission, _origin, { mediaType }) =>
    allowed(permission, contents?.getURL() ?? '', [mediaType]),
  );
}
