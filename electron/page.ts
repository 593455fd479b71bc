import { readFile } from 'node:fs/promises';
import { indexFiles, pageHeaders, type StaticFiles } from '../src/host/loopback/static.ts';

/** A scheme of our own keeps the page's origin, and with it what it stored, the same at every start. */
export const pageScheme = 'stride';
export const pageAddress = `${pageScheme}://app/index.html`;

const pagePrefix = `${pageScheme}://app/`;

/** By prefix: Node gives `'null'` as the origin of every scheme but the web's. */
export const isOwnPage = (address: string): boolean => address.startsWith(pagePrefix);

/** Serves the built page under its scheme, isolated as the loopback server isolates it. */
export async function createPageHandler(folder: string): Promise<(request: Request) => Promise<Response>> {
  const files: StaticFiles = await indexFiles(folder);
  return async (request) => {
    const file = isOwnPage(request.url) ? files.get(wantedPath(request.url)) : undefined;
    if (!file) return new Response('There is no such file.\n', { status: 404, headers: pageHeaders });
    const bytes = new Uint8Array(await readFile(file.path));
    return new Response(bytes, { headers: { ...pageHeaders, 'content-type': file.type } });
  };
}

function wantedPath(address: string): string {
  const path = address.slice(pagePrefix.length).split(/[?#]/)[0] ?? '';
  try {
    return `/${decodeURIComponent(path) || 'index.html'}`;
  } catch {
    return '';
  }
}
