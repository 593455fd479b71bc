/** Names of the IPC channels between the preload script and the main process. */
export const channels = {
  request: 'stride:request',
  openDialog: 'stride:open-dialog',
  saveDialog: 'stride:save-dialog',
} as const;
