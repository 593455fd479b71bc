import type { StrideBridge } from './bridge.ts';
import { type Host, type HostChannel, HostError, type HostRequests } from './host.ts';

/** The host behind Electron's preload bridge. */
export function electronHost(bridge: StrideBridge): Host {
  async function request<C extends HostChannel>(
    channel: C,
    params: HostRequests[C]['params'],
  ): Promise<HostRequests[C]['result']> {
    const reply = await bridge.request(channel, params);
    if (!reply.ok) throw new HostError(reply.error.code, reply.error.path, reply.error.message);
    // The main process answers by the same request map: this is the one place where that type crosses the bridge.
    return reply.value as HostRequests[C]['result'];
  }
  return {
    request,
    openDialog: (options) => bridge.openDialog(options),
    pathOf: (file) => bridge.pathOf(file),
    saveDialog: (options) => bridge.saveDialog(options),
  };
}
