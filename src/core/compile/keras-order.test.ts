import { expect, it } from 'vitest';
import type { Edge, LayerNode } from '../document/schema.ts';
import { kerasOrder } from './keras-order.ts';

it('orders a merge of more inputs than a call takes arguments', () => {
  const inputs = Array.from({ length: 150_000 }, (_, i) => `input_${i}`);
  const kinds: readonly (readonly [string, string])[] = [
    ...inputs.map((id) => [id, 'input'] as const),
    ['concatenate', 'concatenate'],
  ];
  const nodes = Object.fromEntries(
    kinds.map(([id, kind]): [string, LayerNode] => [id, { id, kind, name: id, params: {} }]),
  );
  const edges = Object.fromEntries(
    inputs.map((source, port): [string, Edge] => [source, { id: source, source, target: 'concatenate', port }]),
  );
  const order = kerasOrder({ nodes, edges }, [...inputs].reverse().concat('concatenate'), ['concatenate']);
  // As one text: comparing as many items takes seconds.
  expect(order.join()).toBe([...inputs, 'concatenate'].join());
});
