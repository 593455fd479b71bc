import { contextBridge, ipcRenderer } from 'electron';
import type { StrideBridge } from '../src/host/bridge.ts';
import { channels } from './channels.ts';

const bridge: StrideBridge = {
  request: (channel, params) => ipcRenderer.invoke(channels.request, channel, params),
  openDialog: (options) => ipcRenderer.invoke(channels.openDialog, options),
  saveDialog: (options) => ipcRenderer.invoke(channels.saveDialog, options),
};

contextBridge.exposeInMainWorld('stride', bridge);
