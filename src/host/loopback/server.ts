import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { HostEnvironment } from '../environment.ts';
import { serveRpc } from './rpc.ts';
import { indexFiles, pageHeaders, serveStatic } from './static.ts';

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly token: string;
  /** What to open: the token is in the fragment, which browsers send nowhere. */
  readonly address: string;
  /** Ends every connection; a file that is being written is written whole first. */
  close(): Promise<void>;
}

export interface LoopbackOptions {
  readonly env: HostEnvironment;
  /** The built page: `dist/renderer`. */
  readonly folder: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
}

/**
 * Serves the built page and the host's requests on 127.0.0.1 only. Every request must name this host; requests for
 * files of this machine also need the token and, from a browser, this page's origin.
 */
export async function startLoopback({ env, folder, port = 0 }: LoopbackOptions): Promise<LoopbackServer> {
  const files = await indexFiles(folder);
  const token = newToken();
  let own = '';
  const isOwnHost = (host: string) => host === own;
  const answering = new Set<Promise<void>>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    if (!isOwnHost(request.headers.host ?? '')) {
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
      response.end('The request names another host.\n');
      return;
    }
    if (await serveRpc({ env, token, isOwnHost }, request, response)) return;
    await serveStatic(files, request, response);
  };
  const server = createServer((request, response) => {
    const answered = answer(request, response).finally(() => answering.delete(answered));
    answering.add(answered);
  });
  // Node's 5 s would close a connection just as a busy page sends its next request on it.
  server.keepAliveTimeout = 120_000;
  own = `127.0.0.1:${await listen(server, port)}`;
  return {
    origin: `http://${own}`,
    token,
    address: `http://${own}/#token=${token}`,
    close: async () => {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
      await Promise.allSettled(answering);
    },
  };
}

export const newToken = (): string => randomBytes(24).toString('base64url');

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'));
      else resolve(address.port);
    });
  });
}
