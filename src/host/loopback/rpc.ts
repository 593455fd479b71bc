import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostFailure } from '../bridge.ts';
import type { HostEnvironment } from '../environment.ts';
import { largestFile } from '../files.ts';
import { HostError, type HostErrorCode } from '../host.ts';
import { answer } from '../reply.ts';
import { binaryType, jsonType, paramsQuery, rpcPath, tokenHeader } from './wire.ts';

export interface RpcOptions {
  readonly env: HostEnvironment;
  readonly token: string;
  /** Values of `Host` that are ours: `127.0.0.1:PORT`. Any other is a name made to point here (DNS rebinding). */
  readonly isOwnHost: (host: string) => boolean;
}

const statuses: Readonly<Record<HostErrorCode, number>> = {
  'not-found': 404,
  denied: 403,
  'not-a-folder': 409,
  'no-space': 507,
  'too-large': 413,
  refused: 403,
  unreachable: 502,
  failed: 400,
};

/** Answers `POST /rpc/<channel>`; true when the request was for it. */
export async function serveRpc(
  options: RpcOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  // Split by hand: `new URL` throws for some of what a request line may hold.
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  if (!path.startsWith(rpcPath)) return false;
  const refusal = refuse(options, request);
  if (refusal) {
    // The body is not read: the connection ends with the answer.
    response.setHeader('connection', 'close');
    sendFailure(response, { code: 'refused', path: '', message: refusal });
    return true;
  }
  try {
    const params = await readParams(request, new URLSearchParams(query));
    const reply = await answer(options.env, path.slice(rpcPath.length), params);
    if (!reply.ok) sendFailure(response, reply.error);
    else if (reply.value instanceof Uint8Array) send(response, 200, binaryType, reply.value);
    else send(response, 200, jsonType, JSON.stringify(reply.value));
  } catch (error) {
    const failure = error instanceof HostError ? error : new HostError('failed', '', String(error));
    sendFailure(response, { code: failure.code, path: failure.path, message: failure.message });
  }
  return true;
}

/** Why a request is not from our own page, or `null`. */
function refuse({ token, isOwnHost }: RpcOptions, request: IncomingMessage): string | null {
  if (request.method !== 'POST') return 'Only POST is answered here.';
  const host = request.headers.host ?? '';
  if (!isOwnHost(host)) return 'The request names another host.';
  // Browsers send Origin with every POST; other programs on this machine need the token all the same.
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) return 'The request comes from another page.';
  const given = request.headers[tokenHeader];
  if (typeof given !== 'string' || !sameText(given, token)) {
    return 'The token is missing or old. Open the address that Stride printed when it started.';
  }
  return null;
}

function sameText(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}

async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<unknown> {
  const body = await readBody(request);
  if (!request.headers['content-type']?.startsWith(binaryType)) return parseJson(new TextDecoder().decode(body));
  const rest = parseJson(query.get(paramsQuery) ?? '{}');
  return typeof rest === 'object' && rest !== null ? { ...rest, bytes: body } : rest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HostError('failed', '', 'The request is not JSON.');
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new HostError('failed', '', 'The request body is not bytes.');
    size += chunk.length;
    if (size > largestFile) throw new HostError('too-large', '', 'More than 1 GiB cannot be written at once.');
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  return new Uint8Array(whole.buffer, whole.byteOffset, whole.byteLength);
}

function sendFailure(response: ServerResponse, failure: HostFailure): void {
  send(response, statuses[failure.code], jsonType, JSON.stringify(failure));
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.statusCode = status;
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'no-store');
  response.end(body);
}
