import { beforeAll, expect, test } from 'vitest';
import { analyze } from '../src/core/analysis/analyze.ts';
import { compileNetwork } from '../src/core/compile/compile.ts';
import { buildProgram } from '../src/engine/network/program.ts';
import { startForTest } from '../src/engine/testing/backends.ts';
import { trainSteps } from '../src/engine/testing/steps.ts';
import { templates } from './index.ts';

beforeAll(async () => {
  await startForTest('wasm');
});

test.each(templates.map((template) => [template.id, template] as const))(
  '%s is a program of the engine, with the weights that analysis counts',
  (_, template) => {
    const document = template.build();
    const compiled = compileNetwork(document);
    if (!compiled.ok) throw new Error('it does not compile');
    const { weights } = buildProgram(compiled.value);
    const count = weights.reduce((sum, { shape }) => sum + shape.reduce((size, n) => size * n, 1), 0);
    expect(count).toBe(analyze(document.graph).totals.parameters);
  },
);

const trained = templates.filter(({ trains }) => trains);

test.each(trained.map((template) => [template.id, template] as const))(
  '%s takes steps that bring its loss down, with its own settings',
  async (_, template) => {
    const document = template.build();
    const compiled = compileNetwork(document);
    if (!compiled.ok) throw new Error('it does not compile');
    const { losses, leakedTensors } = await trainSteps(compiled.value, document.training, { steps: 6, images: 16 });
    expect(losses).toHaveLength(6);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
    expect(leakedTensors).toBe(0);
  },
);
