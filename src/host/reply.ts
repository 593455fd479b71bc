import type { HostEnvironment } from './environment.ts';
import { dispatch, isHostChannel } from './handlers.ts';
import { HostError, type HostErrorCode } from './host.ts';

/** A failure as plain data, for wires that do not carry classes. */
export interface HostFailure {
  readonly code: HostErrorCode;
  readonly path: string;
  readonly message: string;
}

export type HostReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: HostFailure };

/** `dispatch` for a caller in another process: unknown channels and failures come back as data. */
export async function answer(env: HostEnvironment, channel: string, params: unknown): Promise<HostReply> {
  if (!isHostChannel(channel)) {
    return { ok: false, error: { code: 'failed', path: '', message: `There is no request named ${channel}.` } };
  }
  try {
    return { ok: true, value: await dispatch(env, channel, params) };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { ok: false, error: { code: error.code, path: error.path, message: error.message } };
  }
}
