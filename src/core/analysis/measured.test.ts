import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { templateById } from '../../../templates/index.ts';
import type { Graph } from '../document/schema.ts';
import { analyze } from './analyze.ts';
import { setParams } from './testing/graph.ts';
import type { Analysis, ReceptiveField } from './types.ts';

/** Figures of known networks by tools that are not ours; a template joins by its id. */
const { networks } = z
  .object({
    networks: z.array(
      z.object({
        network: z.string(),
        template: z.string(),
        macs: z.number(),
        fields: z.array(
          z.object({
            end: z.string().nullable(),
            size: z.number(),
            jump: z.number(),
            pad: z.number(),
            width: z.number(),
          }),
        ),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('fixtures/measured.json', import.meta.url), 'utf8')));

const known = networks.flatMap((row) => {
  const template = templateById(row.template);
  return template ? [{ ...row, graph: template.build().graph }] : [];
});

/** The same network on an image of this width: the padding of `same` depends on whether sizes are even. */
function withWidth(graph: Graph, width: number): Graph {
  const input = Object.values(graph.nodes).find((node) => node.kind === 'input');
  const { shape } = z.object({ shape: z.array(z.number()) }).parse(input?.params);
  return setParams(graph, input?.id ?? '', { shape: [width, width, shape.at(-1)] });
}

/** The last field before the layers that see the whole image. */
const lastField = ({ order, nodes }: Analysis): ReceptiveField | null =>
  order.reduce<ReceptiveField | null>((last, id) => nodes[id]?.receptiveField ?? last, null);

describe.each(known)('$network', ({ macs, fields, graph }) => {
  it('takes the MACs that were counted', () => {
    expect(analyze(graph).totals.macs).toBe(macs);
  });

  it.each(fields)(
    'sees $size pixels every $jump after $end, $pad of them in the padding',
    ({ end, size, jump, pad, width }) => {
      const analysis = analyze(withWidth(graph, width));
      const field = end === null ? lastField(analysis) : analysis.nodes[end]?.receptiveField;
      expect(field).toMatchObject({ size: [size, size], jump: [jump, jump], start: [0 - pad, 0 - pad] });
    },
  );
});

it('covers the networks that there are figures for', () => {
  expect(known.length).toBeGreaterThanOrEqual(14);
});
