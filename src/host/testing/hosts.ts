import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronHost } from '../electron-client.ts';
import { type HostEnvironment, hostEnvironment } from '../environment.ts';
import type { Host, HostAbout } from '../host.ts';
import { loopbackHost } from '../loopback/client.ts';
import { startLoopback } from '../loopback/server.ts';
import { nodeHost } from '../node.ts';
import { answer } from '../reply.ts';

export interface TestHost {
  readonly host: Host;
  readonly env: HostEnvironment;
  /** Folder of this test alone; projects and settings are inside it. */
  readonly folder: string;
  dispose(): Promise<void>;
}

export async function temporaryEnvironment(kind: HostAbout['kind']): Promise<{ env: HostEnvironment; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'stride-host-'));
  const variables = { STRIDE_HOME: join(folder, 'settings'), STRIDE_PROJECTS: join(folder, 'projects') };
  return { folder, env: hostEnvironment({ kind, version: '0.0.0', variables, home: folder }) };
}

async function node(): Promise<TestHost> {
  const { env, folder } = await temporaryEnvironment('node');
  return { env, folder, host: nodeHost(env), dispose: () => rm(folder, { recursive: true }) };
}

async function loopback(): Promise<TestHost> {
  const { env, folder } = await temporaryEnvironment('loopback');
  const page = join(folder, 'page');
  await mkdir(page);
  await writeFile(join(page, 'index.html'), '<title>Stride</title>');
  const server = await startLoopback({ env, folder: page });
  return {
    env,
    folder,
    host: loopbackHost(server),
    dispose: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Electron's client over its dispatch; structured clone stands where the IPC is, and loses what IPC would lose. */
async function electron(): Promise<TestHost> {
  const { env, folder } = await temporaryEnvironment('electron');
  const host = electronHost({
    request: async (channel, params) => structuredClone(await answer(env, channel, structuredClone(params))),
    openDialog: async () => null,
    pathOf: () => null,
    saveDialog: async () => null,
  });
  return { env, folder, host, dispose: () => rm(folder, { recursive: true }) };
}

export const testHosts: readonly (readonly [HostAbout['kind'], () => Promise<TestHost>])[] = [
  ['node', node],
  ['loopback', loopback],
  ['electron', electron],
];
