import { expect, test } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { inceptionV3 } from '../../templates/inception-v3.ts';
import { neighbour } from './walk.ts';

const document = inceptionV3.build();
const analysis = analyze(document.graph);

test('with nothing selected the walk begins at the input', () => {
  expect(neighbour(document, analysis, null, 'down')).toBe(analysis.inputIds[0]);
});

test('down then up comes back along a chain', () => {
  const [start = ''] = analysis.inputIds;
  const next = neighbour(document, analysis, start, 'down');
  expect(next).not.toBeNull();
  expect(neighbour(document, analysis, next, 'up')).toBe(start);
});

test('left and right walk through all branches of a module', () => {
  const fed = new Map<string, string[]>();
  for (const { source, target } of Object.values(document.graph.edges))
    fed.set(source, [...(fed.get(source) ?? []), target]);
  const branches = [...fed.values()].find((targets) => targets.length === 4) ?? [];
  let at = [...branches].sort((a, b) => (document.layout[a]?.x ?? 0) - (document.layout[b]?.x ?? 0))[0] ?? null;
  const seen = new Set<string>();
  while (at !== null) {
    seen.add(at);
    at = neighbour(document, analysis, at, 'right');
  }
  expect([...seen].sort()).toEqual([...branches].sort());
});

test('the end of the network leads nowhere', () => {
  expect(neighbour(document, analysis, analysis.outputIds[0] ?? null, 'down')).toBeNull();
});
