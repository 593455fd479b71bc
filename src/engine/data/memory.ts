/** Zeroed bytes that workers can share without a copy, where the page is cross-origin isolated. */
export function allocateBytes(length: number): Uint8Array {
  return canShare() ? new Uint8Array(new SharedArrayBuffer(length)) : new Uint8Array(length);
}

/** `crossOriginIsolated` exists in pages and workers only; Node shares memory between its threads always. */
function canShare(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  return 'crossOriginIsolated' in globalThis ? globalThis.crossOriginIsolated === true : true;
}
