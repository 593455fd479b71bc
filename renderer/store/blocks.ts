import { createStore } from 'zustand/vanilla';
import { type Block, blockKey, maxBlockName, parseBlock, writeBlock } from '../../src/core/document/block.ts';
import type { Host } from '../../src/host/host.ts';

/** One of the user's own blocks and the file that it is kept in. */
export interface OwnBlock {
  readonly file: string;
  readonly block: Block;
}

export interface BlocksState {
  /** `null` until they have been read. */
  readonly blocks: readonly OwnBlock[] | null;
  /** Files that hold no block which this version can read; they are left as they are. */
  readonly unreadable: readonly string[];
}

/** The user's own blocks on this machine, by name. Every window has its own view of the same files: see `refresh`. */
export function createBlocksStore(host: Pick<Host, 'request'>) {
  const store = createStore<BlocksState>(() => ({ blocks: null, unreadable: [] }));
  /** What a text says, so that a block which did not change stays the same object. */
  let read: ReadonlyMap<string, Block | null> = new Map();
  let latest = 0;

  /** @throws {HostError} */
  async function refresh(): Promise<void> {
    latest += 1;
    const mine = latest;
    const entries = await host.request('listBlocks', {});
    // A later look has seen more.
    if (mine !== latest) return;
    const now = new Map<string, Block | null>();
    const blocks: OwnBlock[] = [];
    const unreadable: string[] = [];
    const old = new Map((store.getState().blocks ?? []).map((own) => [own.file, own]));
    for (const { file, text } of entries) {
      const block = text === null ? null : (now.get(text) ?? read.get(text) ?? parseBlock(text));
      if (text !== null) now.set(text, block);
      const same = old.get(file);
      if (block) blocks.push(same?.block === block ? same : { file, block });
      else unreadable.push(file);
    }
    read = now;
    store.setState({ blocks: blocks.sort(byName), unreadable });
  }

  return {
    ...store,
    refresh,
    /**
     * Keeps a block: in the place of the one of the same name, if there is one.
     *
     * @throws {HostError} where it cannot be written.
     */
    async save(block: Block): Promise<OwnBlock> {
      await refresh();
      const { blocks } = store.getState();
      const file = named(blocks ?? [], block.name)?.file ?? freshFile(block.name);
      await host.request('writeBlock', { file, text: writeBlock(block) });
      await refresh();
      return { file, block };
    },
    /** The same block under another name, in its file. @throws {HostError} */
    async rename({ file, block }: OwnBlock, name: string): Promise<void> {
      const text = writeBlock({ ...block, name: name.trim().slice(0, maxBlockName) });
      await host.request('writeBlock', { file, text });
      await refresh();
    },
    /** @throws {HostError} */
    async remove({ file }: OwnBlock): Promise<void> {
      await host.request('deleteBlock', { file });
      await refresh();
    },
    /** Takes a removal back. @throws {HostError} */
    async restore({ file, block }: OwnBlock): Promise<void> {
      await host.request('writeBlock', { file, text: writeBlock(block) });
      await refresh();
    },
  };
}

export type BlocksStore = ReturnType<typeof createBlocksStore>;

/** The block of this name, whatever its case. */
export const named = (blocks: readonly OwnBlock[], name: string): OwnBlock | undefined =>
  blocks.find(({ block }) => blockKey(block.name) === blockKey(name));

/** `name` where no block has it, else with the first free number: `Residual 2`. */
export function freeName(blocks: readonly OwnBlock[], name: string): string {
  if (!named(blocks, name)) return name;
  const stem = name.slice(0, maxBlockName - 4);
  let number = 2;
  while (named(blocks, `${stem} ${number}`)) number++;
  return `${stem} ${number}`;
}

/** A file name that says which block it is; the end of it keeps it apart from others, and from names that systems reserve. */
function freshFile(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return `${slug === '' ? 'block' : slug}-${crypto.randomUUID().slice(0, 8)}.json`;
}

const byName = (a: OwnBlock, b: OwnBlock): number =>
  a.block.name.localeCompare(b.block.name, undefined, { numeric: true, sensitivity: 'base' }) ||
  a.file.localeCompare(b.file);
