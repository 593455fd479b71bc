import { expect, test } from 'vitest';
import type { Line } from '../../../analysis/testing/graph.ts';
import { documentOf } from '../../../analysis/testing/graph.ts';
import { compileNetwork } from '../../../compile/compile.ts';
import { writeKerasFile } from './write.ts';

const lines: readonly Line[] = [
  ['in', 'input', { shape: [4] }],
  ['fc', 'dense', { units: 2 }, ['in']],
];

test('what cannot be expressed names the layer', () => {
  const compiled = compileNetwork(documentOf(lines));
  if (!compiled.ok) throw new Error('not compiled');
  const { topology } = compiled.value;
  const layers = topology.config.layers.map((layer) => (layer.name === 'fc' ? { ...layer, class_name: 'Odd' } : layer));
  const odd = { ...compiled.value, topology: { ...topology, config: { ...topology.config, layers } } };
  expect(writeKerasFile(odd, [])).toMatchObject({
    ok: false,
    error: [{ code: 'export.keras.layer', nodeId: 'fc', values: { layer: 'Odd' } }],
  });
});
