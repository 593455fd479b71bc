import type { HostReply } from './bridge.ts';
import type { HostEnvironment } from './environment.ts';
import { dispatch, isHostChannel } from './handlers.ts';
import { HostError } from './host.ts';

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
