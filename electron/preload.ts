import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { StrideBridge } from '../src/host/bridge.ts';
import { channels } from './channels.ts';

const bridge: StrideBridge = {
  request: (channel, params) => ipcRenderer.invoke(channels.request, channel, params),
  openDialog: (options) => ipcRenderer.invoke(channels.openDialog, options),
  saveDialog: (options) => ipcRenderer.invoke(channels.saveDialog, options),
  pathOf: (file) => webUtils.getPathForFile(file) || null,
};

contextBridge.exposeInMainWorld('stride', bridge);
