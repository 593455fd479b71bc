import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import { type Block, makeBlock } from '../../src/core/document/block.ts';
import { type TestHost, testHosts } from '../../src/host/testing/hosts.ts';
import { createBlocksStore, freeName } from './blocks.ts';

const net = network('net');
net.dense(net.input([4], 'in'), { units: 10 }, 'head');
const document = net.document();

function block(name: string): Block {
  const made = makeBlock(document, ['head'], { name });
  if (!made) throw new Error('no block');
  return made;
}

let fixture: TestHost;
beforeEach(async () => {
  const node = testHosts.find(([kind]) => kind === 'node');
  if (!node) throw new Error('no node host');
  fixture = await node[1]();
});
afterEach(() => fixture.dispose());

const folder = () => join(fixture.folder, 'settings', 'blocks');

describe('the blocks store', () => {
  const names = (store: ReturnType<typeof createBlocksStore>) => store.getState().blocks?.map((own) => own.block.name);

  it('lists blocks by name, and one store sees what another kept', async () => {
    const [one, other] = [createBlocksStore(fixture.host), createBlocksStore(fixture.host)];
    for (const name of ['Stage 10', 'stage 2', 'Éponge', 'CON']) await one.save(block(name));
    expect(one.getState().blocks?.[0]?.block).toEqual(block('CON'));
    await other.refresh();
    expect(names(other)).toEqual(['CON', 'Éponge', 'stage 2', 'Stage 10']);
    expect((await readdir(folder())).filter((name) => /^con-[0-9a-f]{8}\.json$/.test(name))).toHaveLength(1);
  });

  it('replaces the block of the same name, in its file', async () => {
    const store = createBlocksStore(fixture.host);
    await store.save(block('Residual'));
    await store.save({ ...block('RESIDUAL '), description: 'newer' });
    expect(store.getState().blocks).toMatchObject([{ block: { description: 'newer' } }]);
    expect(await readdir(folder())).toHaveLength(1);
  });

  it('renames, removes, and takes the removal back', async () => {
    const store = createBlocksStore(fixture.host);
    const own = await store.save(block('One'));
    await store.rename(own, ' Two ');
    expect(names(store)).toEqual(['Two']);
    const [renamed] = store.getState().blocks ?? [];
    if (!renamed) throw new Error('no block');
    await store.remove(renamed);
    expect(names(store)).toEqual([]);
    await store.restore(renamed);
    expect(names(store)).toEqual(['Two']);
  });

  it('names damaged files and leaves them; blocks that did not change stay the same objects', async () => {
    const store = createBlocksStore(fixture.host);
    await store.save(block('One'));
    await writeFile(join(folder(), 'torn.json'), '{"format":"stride-block"');
    const [before] = store.getState().blocks ?? [];
    await store.refresh();
    expect(store.getState().unreadable).toEqual(['torn.json']);
    expect(store.getState().blocks?.[0]).toBe(before);
    await store.save(block('torn'));
    expect(await readdir(folder())).toContain('torn.json');
    expect(store.getState().unreadable).toEqual(['torn.json']);
  });

  it('finds a free name', async () => {
    const store = createBlocksStore(fixture.host);
    await store.save(block('One'));
    await store.save(block('One 2'));
    expect(freeName(store.getState().blocks ?? [], 'one')).toBe('one 3');
    expect(freeName(store.getState().blocks ?? [], 'Other')).toBe('Other');
  });
});
