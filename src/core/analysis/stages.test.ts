import { expect, test } from 'vitest';
import { inceptionV3 } from '../../../templates/inception-v3.ts';
import { templates } from '../../../templates/index.ts';
import { analyze } from './analyze.ts';
import { type Convention, countBy, workOfTotals } from './conventions.ts';
import { stagesOf } from './stages.ts';

const conventions: readonly Convention[] = ['macs', 'flops', 'ops'];

test.each(templates.map((template) => [template.id, template] as const))('stages of %s sum up to it', (_, template) => {
  const document = template.build();
  const analysis = analyze(document.graph);
  for (const convention of conventions) {
    const stages = stagesOf(document.groups, analysis, convention);
    const sum = (of: (stage: (typeof stages)[number]) => number) =>
      stages.reduce((total, stage) => total + of(stage), 0);
    expect(stages.flatMap(({ layers }) => layers).sort()).toEqual([...analysis.order].sort());
    expect(sum(({ parameters }) => parameters)).toBe(analysis.totals.parameters);
    expect(sum(({ work }) => work)).toBe(countBy(convention, workOfTotals(analysis.totals)));
  }
});

test('modules of one kind in a row are one stage', () => {
  const document = inceptionV3.build();
  const stages = stagesOf(document.groups, analyze(document.graph), 'macs');
  expect(stages.map(({ name, groups }) => [name, groups.length])).toEqual([
    ['Stem', 1],
    ['Inception A', 3],
    ['Reduction', 1],
    ['Inception B', 4],
    ['Reduction', 1],
    ['Inception C', 2],
    [null, 0],
  ]);
});

test('one group around all others divides nothing: the groups in it do', () => {
  const document = inceptionV3.build();
  const all = { id: 'all', name: 'All', members: [], parent: null, collapsed: false };
  const inside = Object.fromEntries(
    Object.values(document.groups).map((group) => [group.id, { ...group, parent: 'all' }]),
  );
  const analysis = analyze(document.graph);
  expect(stagesOf({ ...inside, all }, analysis, 'macs')).toEqual(stagesOf(document.groups, analysis, 'macs'));
});
