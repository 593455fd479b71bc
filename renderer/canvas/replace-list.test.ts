import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { applyCommand } from '../../src/core/document/commands.ts';
import { replaceLayer } from '../../src/core/document/replace.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { layerDefinitions } from '../../src/core/layers/registry.ts';
import { leNet5 } from '../../templates/lenet-5.ts';
import { resNet18 } from '../../templates/resnet-18.ts';
import { replacementsFor } from './replace-list.ts';

const idOf = (document: StrideDocument, name: string): string => {
  const found = Object.values(document.graph.nodes).find((node) => node.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found.id;
};

function replacements(document: StrideDocument, id: string) {
  const node = document.graph.nodes[id];
  if (!node) throw new Error(`no ${id}`);
  return replacementsFor(node, analyze(document.graph));
}

describe('kinds that can replace a layer', () => {
  const lenet = leNet5.build();

  it('are those of its family first, then all others that take its input', () => {
    const { family, others } = replacements(lenet, idOf(lenet, 's2'));
    const kinds = others.map(({ kind }) => kind);
    expect(family.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['averagePooling2d', 'globalMaxPooling2d']));
    expect(family.map(({ kind }) => kind)).not.toContain('maxPooling2d');
    expect(kinds).toEqual(expect.arrayContaining(['conv2d', 'relu', 'flatten', 'batchNormalization', 'dense']));
    for (const refused of ['conv1d', 'maxPooling1d', 'lstm', 'input', 'add', 'conv3d'])
      expect([...kinds, ...family.map(({ kind }) => kind)]).not.toContain(refused);
  });

  it('become what the list says of them', () => {
    for (const document of [lenet, resNet18.build()]) {
      for (const id of Object.keys(document.graph.nodes).slice(2, 7)) {
        const { family, others } = replacements(document, id);
        for (const { kind, output, parameters } of [...family, ...others]) {
          const command = replaceLayer(document, id, kind);
          if (!command) throw new Error(`not replaced by ${kind}`);
          const now = analyze(applyCommand(document, command).graph).nodes[id];
          expect([kind, now?.output?.shape, now?.parameters.total]).toEqual([kind, output, parameters]);
          expect(now?.problems).toEqual([]);
        }
        const offered = new Set([...family, ...others].map(({ kind }) => kind));
        for (const { kind } of layerDefinitions) {
          const command = offered.has(kind) ? null : replaceLayer(document, id, kind);
          const then = command && applyCommand(document, command);
          const wires = ({ graph }: StrideDocument) =>
            Object.values(graph.edges).filter((one) => one.target === id).length;
          // A kind that is left out has a problem there, or would lose a wire.
          if (then && wires(then) === wires(document))
            expect(analyze(then.graph).nodes[id]?.problems, kind).not.toEqual([]);
        }
      }
    }
  });

  it('are those with as many inputs where a shape is not known', () => {
    const broken = applyCommand(lenet, { type: 'setParams', node: idOf(lenet, 'c1'), params: { filters: -1 } });
    const { family, others } = replacements(broken, idOf(lenet, 's2'));
    const all = [...family, ...others];
    expect(all.every(({ output, parameters }) => output === null && parameters === null)).toBe(true);
    expect(all.map(({ kind }) => kind)).toContain('conv2d');
    expect(all.map(({ kind }) => kind)).not.toContain('input');
  });
});
