import { readdir, rm } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { appendBytes } from './append.ts';
import { blockFile, deleteBlock, listBlocks, saveBlock } from './blocks.ts';
import { checkpointPart, deleteCheckpoints, listCheckpoints, readCheckpoint, writeCheckpoint } from './checkpoints.ts';
import type { HostEnvironment } from './environment.ts';
import { ensureFolder, listFolder, readBytes, statFile, toHostError, writeAtomically } from './files.ts';
import { type HostChannel, HostError, type HostRequests, type RecentFile } from './host.ts';
import { readJson, writeJson } from './settings-file.ts';

type Handler<C extends HostChannel> = {
  readonly params: z.ZodType<HostRequests[C]['params']>;
  /** What the request is about, for the error's `path`. */
  readonly subject?: (params: HostRequests[C]['params']) => string;
  readonly handle: (env: HostEnvironment, params: HostRequests[C]['params']) => Promise<HostRequests[C]['result']>;
};

const noParams = z.object({});
const path = z.string().max(32_768);
const bytes = z.instanceof(Uint8Array);
const draftId = z.string().min(1).max(200);
const anyRecord = z.record(z.string(), z.unknown());

const summary = z.object({
  layers: z.number(),
  parameters: z.number(),
  errors: z.number(),
  accuracy: z.number().nullable(),
  trained: z.boolean().exactOptional(),
  silhouette: z.unknown(),
});
const remembered = z.array(summary.extend({ path, name: z.string(), modified: z.number() }));

const mostRecent = 50;

const handlers: { readonly [C in HostChannel]: Handler<C> } = {
  about: {
    params: noParams,
    handle: async (env) => {
      await ensureFolder(env.about.projects).catch(() => undefined);
      return env.about;
    },
  },
  list: {
    params: z.object({ path }),
    subject: (params) => params.path,
    handle: async (env, params) => {
      const folder = params.path === '' ? env.about.projects : absolute(env, params.path);
      if (folder === env.about.projects) await ensureFolder(folder);
      return listFolder(folder);
    },
  },
  stat: {
    params: z.object({ path }),
    subject: (params) => params.path,
    handle: (env, params) => statFile(absolute(env, params.path)),
  },
  read: {
    params: z.object({ path }),
    subject: (params) => params.path,
    handle: (env, params) => readBytes(absolute(env, params.path)),
  },
  write: {
    params: z.object({ path, bytes }),
    subject: (params) => params.path,
    handle: async (env, params) => {
      const file = absolute(env, params.path);
      if (isInside(env.about.projects, file)) await ensureFolder(join(file, '..'));
      return env.inTurn(file, () => writeAtomically(file, params.bytes, true));
    },
  },
  append: {
    params: z.object({ path, at: z.number().int().min(0), bytes }),
    subject: (params) => params.path,
    handle: (env, params) => {
      const file = absolute(env, params.path);
      return env.inTurn(file, () => appendBytes(file, params.at, params.bytes));
    },
  },
  recent: { params: noParams, handle: (env) => recentFiles(env) },
  remember: {
    params: z.object({ path, name: z.string(), summary }),
    subject: (params) => params.path,
    handle: (env, params) => {
      const file = absolute(env, params.path);
      return changeRecent(env, (entries) => [
        { ...params.summary, path: file, name: params.name, modified: Date.now() },
        ...entries.filter((entry) => entry.path !== file),
      ]);
    },
  },
  forget: {
    params: z.object({ path }),
    subject: (params) => params.path,
    handle: (env, params) => {
      const file = absolute(env, params.path);
      return changeRecent(env, (entries) => entries.filter((entry) => entry.path !== file));
    },
  },
  getPreferences: { params: noParams, handle: (env) => readJson(preferencesFile(env), anyRecord, {}) },
  setPreferences: {
    params: z.object({ values: anyRecord }),
    handle: (env, params) => {
      const file = preferencesFile(env);
      return env.inTurn(file, async () => {
        const merged = { ...(await readJson(file, anyRecord, {})), ...params.values };
        await writeJson(file, Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)));
        return null;
      });
    },
  },
  readDraft: {
    params: z.object({ id: draftId }),
    subject: (params) => params.id,
    handle: async (env, params) => {
      const file = draftFile(env, params.id);
      return (await statFile(file)) === null ? null : readBytes(file);
    },
  },
  writeDraft: {
    params: z.object({ id: draftId, bytes }),
    subject: (params) => params.id,
    handle: async (env, params) => {
      const file = draftFile(env, params.id);
      await ensureFolder(draftsFolder(env));
      await env.inTurn(file, () => writeAtomically(file, params.bytes, false));
      return null;
    },
  },
  deleteDraft: {
    params: z.object({ id: draftId }),
    subject: (params) => params.id,
    handle: async (env, params) => {
      const file = draftFile(env, params.id);
      await env.inTurn(file, () => rm(file, { force: true }));
      return null;
    },
  },
  listDrafts: { params: noParams, handle: (env) => drafts(env) },
  writeCheckpoint: {
    params: z.object({ run: checkpointPart, name: checkpointPart, bytes }),
    subject: (params) => params.run,
    handle: (env, params) => writeCheckpoint(env, params.run, params.name, params.bytes),
  },
  readCheckpoint: {
    params: z.object({ run: checkpointPart, name: checkpointPart }),
    subject: (params) => params.run,
    handle: (env, params) => readCheckpoint(env, params.run, params.name),
  },
  listCheckpoints: {
    params: z.object({ run: checkpointPart }),
    subject: (params) => params.run,
    handle: (env, params) => listCheckpoints(env, params.run),
  },
  deleteCheckpoints: {
    params: z.object({ run: checkpointPart, names: z.array(checkpointPart).optional() }),
    subject: (params) => params.run,
    handle: (env, params) => deleteCheckpoints(env, params.run, params.names),
  },
  listBlocks: { params: noParams, handle: (env) => listBlocks(env) },
  writeBlock: {
    params: z.object({ file: blockFile, text: z.string() }),
    subject: (params) => params.file,
    handle: (env, params) => saveBlock(env, params.file, params.text),
  },
  deleteBlock: {
    params: z.object({ file: blockFile }),
    subject: (params) => params.file,
    handle: (env, params) => deleteBlock(env, params.file),
  },
};

export const isHostChannel = (name: string): name is HostChannel => Object.hasOwn(handlers, name);

/**
 * Answers one request of any host. `params` are checked here, whoever sent them.
 *
 * @throws {HostError} and nothing else
 */
export async function dispatch<C extends HostChannel>(
  env: HostEnvironment,
  channel: C,
  params: unknown,
): Promise<HostRequests[C]['result']> {
  const handler: Handler<C> = handlers[channel];
  const parsed = handler.params.safeParse(params);
  if (!parsed.success) throw new HostError('failed', '', `${channel}: ${z.prettifyError(parsed.error)}`);
  try {
    return await handler.handle(env, parsed.data);
  } catch (error) {
    throw toHostError(error, handler.subject?.(parsed.data) ?? env.settings);
  }
}

/** `~` is the user's home; a relative path starts from the host's base folder. */
function absolute(env: HostEnvironment, given: string): string {
  if (given === '' || given.includes('\0')) throw new HostError('not-found', given, 'There is no file without a name.');
  if (given === '~') return env.about.home;
  if (given.startsWith('~/') || given.startsWith('~\\')) return resolve(env.about.home, given.slice(2));
  return resolve(env.base, given);
}

function isInside(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}

const preferencesFile = (env: HostEnvironment): string => join(env.settings, 'preferences.json');
const recentFile = (env: HostEnvironment): string => join(env.settings, 'recent.json');
const draftsFolder = (env: HostEnvironment): string => join(env.settings, 'drafts');
const draftSuffix = '.draft';

function draftFile(env: HostEnvironment, id: string): string {
  // A leading dot would hide the file, and Windows allows no star in a name.
  const name = encodeURIComponent(id).replaceAll('.', '%2E').replaceAll('*', '%2A') + draftSuffix;
  if (name.length > 240) throw new HostError('failed', id, 'The name of this draft is too long.');
  return join(draftsFolder(env), name);
}

async function drafts(env: HostEnvironment): Promise<HostRequests['listDrafts']['result']> {
  const folder = draftsFolder(env);
  const names = await readdir(folder).catch(() => []);
  const found = names
    .filter((name) => name.endsWith(draftSuffix) && !name.startsWith('.'))
    .map(async (name) => {
      const file = await statFile(join(folder, name));
      return file && { id: decodeURIComponent(name.slice(0, -draftSuffix.length)), modified: file.modified };
    });
  return (await Promise.all(found)).filter((draft) => draft !== null).sort((a, b) => b.modified - a.modified);
}

async function recentFiles(env: HostEnvironment): Promise<readonly RecentFile[]> {
  const entries = await readJson(recentFile(env), remembered, []);
  return Promise.all(
    entries.map(async (entry) => {
      const file = await statFile(entry.path).catch(() => null);
      return { ...entry, modified: file?.modified ?? entry.modified, missing: file === null };
    }),
  );
}

type Remembered = z.infer<typeof remembered>;

function changeRecent(env: HostEnvironment, change: (entries: Remembered) => Remembered): Promise<null> {
  const file = recentFile(env);
  return env.inTurn(file, async () => {
    await writeJson(file, change(await readJson(file, remembered, [])).slice(0, mostRecent));
    return null;
  });
}
