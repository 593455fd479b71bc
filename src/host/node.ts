import type { HostEnvironment } from './environment.ts';
import { dispatch } from './handlers.ts';
import type { Host } from './host.ts';

/** The host of the command line and of tests: same handlers, same process. */
export const nodeHost = (env: HostEnvironment): Host => ({
  request: (channel, params) => dispatch(env, channel, params),
});
