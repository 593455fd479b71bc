import { expect, test } from 'vitest';
import { wiresInto } from './incoming.ts';

const wire = (id: string, source: string, target: string, port: number) => ({ id, source, target, port });

test('wires that arrive come in port order, however they are stored', () => {
  const edges = { e1: wire('e1', 'a', 'sum', 1), e2: wire('e2', 'b', 'sum', 0), e3: wire('e3', 'sum', 'c', 0) };
  expect(wiresInto(edges, 'sum').map(({ source }) => source)).toEqual(['b', 'a']);
  expect(wiresInto(edges, 'a')).toEqual([]);
  const more = { ...edges, e4: wire('e4', 'b', 'a', 0) };
  expect(wiresInto(more, 'a').map(({ id }) => id)).toEqual(['e4']);
});
