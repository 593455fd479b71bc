import { electronHost } from './electron-client.ts';
import { type Host, HostError } from './host.ts';
import { loopbackHost } from './loopback/client.ts';

const tokenKey = 'stride-token';

/**
 * The host of this page: Electron's where its bridge is present, else the server that the page came from.
 *
 * @throws {HostError} `refused` without a valid token, `unreachable` when the server is gone
 */
export async function connectHost(): Promise<Host> {
  if (window.stride) return electronHost(window.stride);
  const token = takeToken();
  if (token === null) {
    throw new HostError('refused', '', 'Open the address that Stride printed when it started: it carries the token.');
  }
  const host = loopbackHost({ origin: window.location.origin, token });
  await host.request('about', {});
  return host;
}

/** From the address on the first visit, then kept for reloads of this tab; the address is cleaned at once. */
function takeToken(): string | null {
  const { location, sessionStorage, history } = window;
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given === null) return sessionStorage.getItem(tokenKey);
  sessionStorage.setItem(tokenKey, given);
  history.replaceState(null, '', location.pathname + location.search);
  return given;
}
