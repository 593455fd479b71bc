import { describe, expect, it } from 'vitest';
import { analyze } from '../src/core/analysis/analyze.ts';
import { extent, frameConflicts, overlaps } from '../src/core/build/testing/graphs.ts';
import { compileNetwork } from '../src/core/compile/compile.ts';
import { checkTraining } from '../src/core/compile/training.ts';
import { documentSchema } from '../src/core/document/schema.ts';
import { templateById, templates } from './index.ts';

/** Digits and Fashion-MNIST alike. */
const embedded = { imageShape: [28, 28, 1], classes: 10 };

describe.each(templates.map((template) => ({ id: template.id, template })))('template $id', ({ id, template }) => {
  const document = template.build();

  it('is a valid document without problems', () => {
    expect(documentSchema.safeParse(document).success).toBe(true);
    expect(analyze(document.graph).problems).toEqual([]);
  });

  it('compiles, and can be trained where it says so', () => {
    const analysis = analyze(document.graph);
    expect(compileNetwork(document, document.name, analysis)).toMatchObject({ ok: true });
    if (!template.trains) return;
    expect(document.training.data.source).toBe('embedded');
    expect(checkTraining(document, analysis, embedded)).toEqual([]);
  });

  it('builds the same document each time', () => {
    expect(template.build()).toEqual(document);
  });

  it('lays its nodes and the frames of its groups out without overlaps', () => {
    expect(overlaps(document.graph, document.layout, document.groups)).toEqual([]);
    expect(frameConflicts(document)).toEqual([]);
    const { width, height } = extent(document.graph, document.layout);
    expect(width / height).toBeLessThan(2.2);
  });

  it('puts each layer in at most one group', () => {
    const members = Object.values(document.groups).flatMap((group) => group.members);
    expect(new Set(members).size).toBe(members.length);
    for (const member of members) expect(document.graph.nodes).toHaveProperty([member]);
  });

  it('says which variant it is', () => {
    expect(template.variant.length).toBeGreaterThan(20);
    expect(templateById(id)).toBe(template);
  });
});

it('templates have ids of their own', () => {
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
});
