import { describe, expect, it } from 'vitest';
import { clearTab, readTab, writeTab } from './tab-record.ts';
import { memoryStorage } from './testing/memory-storage.ts';

describe('tab records', () => {
  it('come back as they were written, until cleared', () => {
    const storage = memoryStorage();
    const record = { id: 'a', path: null, unwritten: '{"name":"x"}' };
    writeTab(storage, record);
    expect(readTab(storage)).toEqual(record);
    clearTab(storage);
    expect(readTab(storage)).toBeNull();
  });

  it('give up the unwritten document where it does not fit, but not the rest', () => {
    const storage = memoryStorage(200);
    writeTab(storage, { id: 'a', path: '/b.stride', unwritten: 'x'.repeat(500) });
    expect(readTab(storage)).toEqual({ id: 'a', path: '/b.stride', unwritten: null });
  });

  it('read a foreign value as none', () => {
    const storage = memoryStorage();
    storage.setItem('stride-open', '{"id":');
    expect(readTab(storage)).toBeNull();
  });
});
