/** Hands the user a file through the browser, which needs no host. */
export function download(name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/zip' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has taken the bytes by the time that this turn is over.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
