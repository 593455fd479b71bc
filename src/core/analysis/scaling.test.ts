import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { templateById } from '../../../templates/index.ts';
import { analyze } from './analyze.ts';
import { checkCourseModel, compareWithRule, courseModels, impliedTokens, trainingCompute } from './scaling.ts';
import { graphOf } from './testing/graph.ts';

const { rows } = z
  .object({
    rows: z.array(
      z.object({
        name: z.string(),
        parameters: z.number(),
        compute: z.number(),
        impliedTokens: z.number(),
        candidates: z.array(
          z.object({ parameters: z.number(), tokens: z.number(), compute: z.number(), times: z.number() }),
        ),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('fixtures/llm-6nd.json', import.meta.url), 'utf8')));

describe('the course’s table', () => {
  it.each(rows)('$name', (row) => {
    const model = courseModels.find((one) => one.name === row.name);
    if (!model) throw new Error('not in the table');
    expect(model.stated).toEqual({ parameters: row.parameters, compute: row.compute });
    const check = checkCourseModel(model);
    expect(check.implied.value).toBeCloseTo(row.impliedTokens, 0);
    for (const { parameters, tokens, compute, times } of row.candidates) {
      const found = check.published.find((one) => one.model.parameters === parameters && one.model.tokens === tokens);
      expect(found?.compute.value).toBeCloseTo(compute, -10);
      expect(found?.times).toBeCloseTo(times, 6);
    }
    // Only a row whose compute pays for the published tokens may pass without a mismatch.
    const agrees = check.published.some(({ model: one, times }) => !one.unpublished && Math.abs(times - 1) < 0.01);
    expect(model.mismatch === 'none').toBe(agrees);
  });

  it('has these rows and no others', () => {
    expect(courseModels.map((one) => one.name)).toEqual(rows.map((row) => row.name));
  });
});

describe('6·N·D', () => {
  it('is 3.15e23 for GPT-3, and the other way round its 300B tokens', () => {
    const compute = trainingCompute({ parameters: 175e9, tokens: 300e9 }).value;
    expect(compute / 1e23).toBeCloseTo(3.15, 10);
    expect(impliedTokens({ parameters: 175e9, compute }).value / 1e9).toBeCloseTo(300, 10);
  });

  it('is the count itself for a network of dense layers without bias', () => {
    const analysis = analyze(
      graphOf([
        ['in', 'input', { shape: [784] }],
        ['a', 'dense', { units: 300, useBias: false }, ['in']],
        ['b', 'dense', { units: 10, useBias: false }, ['a']],
      ]),
    );
    const { rule, counted, difference } = compareWithRule(analysis, 1);
    expect(rule.value).toBe(counted.value);
    expect(difference).toBe('agree');
  });

  it('misses a hundred times for VGG-16, whose weights serve every position', () => {
    const template = templateById('vgg-16');
    if (!template) throw new Error('no VGG-16');
    const { rule, counted, usesPerParameter, difference } = compareWithRule(analyze(template.build().graph), 1);
    expect(difference).toBe('weightsReused');
    expect(rule.value).toBe(6 * 138_357_544);
    expect(counted.value).toBe(6 * 15_470_264_320);
    expect(usesPerParameter?.value).toBeCloseTo(111.8, 1);
  });

  it('has nothing to compare in a network without weights', () => {
    const analysis = analyze(graphOf([['in', 'input', { shape: [4] }]]));
    expect(compareWithRule(analysis, 1)).toMatchObject({ usesPerParameter: null, difference: 'unknown' });
  });
});
