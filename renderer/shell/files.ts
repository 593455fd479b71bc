import type { FileStat, Host } from '../../src/host/host.ts';

/* Files that may be too large to lie in the page's memory more often than they must. */

export async function readBlob(host: Host, path: string): Promise<Blob> {
  return host.readBlob ? host.readBlob(path) : new Blob([ownBytes(await host.request('read', { path }))]);
}

export async function writeBlob(host: Host, path: string, content: Blob): Promise<FileStat> {
  return host.writeBlob
    ? host.writeBlob(path, content)
    : host.request('write', { path, bytes: await bytesOf(content) });
}

export const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());

/** Parts one after another. */
export const blobOf = (parts: readonly Uint8Array[]): Blob => new Blob(parts.map(ownBytes));

const atOnce = 8 * 2 ** 20;

/** Compared a piece at a time. */
export async function sameBytes(a: Blob, b: Blob): Promise<boolean> {
  if (a.size !== b.size) return false;
  for (let at = 0; at < a.size; at += atOnce) {
    const [left, right] = await Promise.all([a, b].map((blob) => bytesOf(blob.slice(at, at + atOnce))));
    if (left?.length !== right?.length || left?.some((byte, i) => byte !== right?.[i])) return false;
  }
  return true;
}

/** Blobs take no shared memory: such bytes are copied. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}
