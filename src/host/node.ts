import { type EnvironmentOptions, type HostEnvironment, hostEnvironment } from './environment.ts';
import { dispatch } from './handlers.ts';
import type { Host } from './host.ts';

/** The host of the command line and of tests: same handlers, same process. */
export const nodeHost = (env: HostEnvironment): Host => ({
  request: (channel, params) => dispatch(env, channel, params),
});

/** Relative paths start from the working folder, as a shell user expects. */
export const createNodeHost = (options: Omit<EnvironmentOptions, 'kind'>): Host =>
  nodeHost(hostEnvironment({ base: process.cwd(), ...options, kind: 'node' }));
