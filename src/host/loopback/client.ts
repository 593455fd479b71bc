import { z } from 'zod';
import { type Host, type HostChannel, HostError, type HostRequests } from '../host.ts';
import { binaryType, jsonType, paramsQuery, rpcPath, tokenHeader } from './wire.ts';

const failure = z.object({
  code: z.enum(['not-found', 'denied', 'not-a-folder', 'no-space', 'too-large', 'refused', 'unreachable', 'failed']),
  path: z.string(),
  message: z.string(),
});

export interface LoopbackClientOptions {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: string;
  readonly token: string;
}

/** The host behind `loopback/server.ts`, from a page or from Node. */
export function loopbackHost({ origin, token }: LoopbackClientOptions): Host {
  async function answer(channel: HostChannel, params: object, content?: Blob): Promise<Response> {
    const response = await send(`${origin}${rpcPath}${channel}`, token, params, content);
    if (!response.ok) throw await readFailure(response);
    return response;
  }

  async function request<C extends HostChannel>(
    channel: C,
    params: HostRequests[C]['params'],
  ): Promise<HostRequests[C]['result']> {
    // Of plain bytes Chromium makes many copies on the page's main thread: 2 s for 60 MB, 0.04 s as a Blob.
    const { bytes, ...rest } = { bytes: undefined, ...params };
    const response = await (bytes instanceof Uint8Array
      ? answer(channel, rest, new Blob([unshared(bytes)]))
      : answer(channel, params));
    if (response.headers.get('content-type')?.startsWith(binaryType)) {
      const bytes: unknown = new Uint8Array(await response.arrayBuffer());
      return bytes as HostRequests[C]['result'];
    }
    // The server's `dispatch` is typed by the same request map: this is the one place where that type crosses the wire.
    return (await response.json()) as HostRequests[C]['result'];
  }
  return {
    request,
    readBlob: async (path) => (await answer('read', { path })).blob(),
    writeBlob: async (path, content): Promise<HostRequests['write']['result']> =>
      (await answer('write', { path }, content)).json(),
  };
}

/** @param content the bytes that go with them */
async function send(address: string, token: string, params: object, content?: Blob): Promise<Response> {
  try {
    if (content) {
      const query = new URLSearchParams({ [paramsQuery]: JSON.stringify(params) });
      return await fetch(`${address}?${query}`, {
        method: 'POST',
        headers: { [tokenHeader]: token, 'content-type': binaryType },
        body: content,
      });
    }
    return await fetch(address, {
      method: 'POST',
      headers: { [tokenHeader]: token, 'content-type': jsonType },
      body: JSON.stringify(params),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HostError('unreachable', '', `Stride's local server does not answer (${reason}). Start it again.`);
  }
}

/** Fetch takes no shared memory: such bytes are copied. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}

async function readFailure(response: Response): Promise<HostError> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = failure.safeParse(body);
  if (parsed.success) return new HostError(parsed.data.code, parsed.data.path, parsed.data.message);
  return new HostError('failed', '', `Stride's local server answered ${response.status}.`);
}
