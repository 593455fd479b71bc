import { describe, expect, it } from 'vitest';
import { createNamer } from './names.ts';

describe('createNamer', () => {
  it('counts on from the first free number of a stem', () => {
    const nameFor = createNamer(new Set(['conv2d', 'conv2d_2']));
    expect([nameFor('conv2d'), nameFor('conv2d'), nameFor('conv2d_2'), nameFor('conv2d')]).toEqual([
      'conv2d_1',
      'conv2d_3',
      'conv2d_4',
      'conv2d_5',
    ]);
  });

  it('takes what it gives, and leaves a free name as it is', () => {
    const taken = new Set<string>();
    const nameFor = createNamer(taken);
    expect([nameFor('add_7'), nameFor('add_7'), nameFor('add_1')]).toEqual(['add_7', 'add_1', 'add_2']);
    expect([...taken]).toEqual(['add_7', 'add_1', 'add_2']);
  });
});
