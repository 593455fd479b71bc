import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../analysis/analyze.ts';
import { withFixes } from '../analysis/fixes/fixes.ts';
import { trainingMemory } from '../analysis/memory.ts';
import { documentOf } from '../analysis/testing/graph.ts';
import { compileNetwork } from '../compile/compile.ts';
import { fragmentFromText, fragmentToText } from '../interop/fragment-text.ts';
import { layerDefinitions } from '../layers/registry.ts';
import { align, distribute } from './arrange.ts';
import { collapseOf } from './collapse.ts';
import type { Command, CommandType } from './commands.ts';
import { diffDocuments } from './diff/diff.ts';
import { docksOf } from './dock.ts';
import { duplicate, pasteFragment } from './fragment.ts';
import { createHistory, goTo, type History, record, redo, seal, undo } from './history.ts';
import { parseDocument } from './migrations.ts';
import { repeatFragment } from './repeat.ts';
import { replaceLayer } from './replace.ts';
import { emptyDocument, type StrideDocument } from './schema.ts';
import { anyCommand } from './testing/arbitrary.ts';

/** A network to begin with, under ids that random commands name: with a merge, strips, groups and shared weights. */
const network: StrideDocument = {
  ...documentOf([
    ['a', 'input', { shape: [8] }],
    ['b', 'dense', { units: 8 }, ['a']],
    ['c', 'relu', {}, ['b']],
    ['d', 'dense', { units: 8 }, ['c']],
    ['e', 'add', {}, ['d', 'a']],
  ]),
  groups: {
    g1: { id: 'g1', name: 'inner', members: ['c'], parent: 'g2', collapsed: false },
    g2: { id: 'g2', name: 'outer', members: ['b', 'd'], parent: null, collapsed: true },
  },
  notes: { n1: { id: 'n1', text: 'Why the bridge?', x: 10, y: 20, width: 160, height: 60, tone: 'amber' } },
};

const ids = fc.subarray(['a', 'b', 'c', 'd', 'e']);
const size = () => ({ width: 40, height: 30 });
const commandsOf = (command: Command | null): readonly Command[] => (command ? [command] : []);

/** What a person does: plain commands, and those that are made by looking at the document. */
type Act = (document: StrideDocument) => readonly Command[];
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(anyCommand, { minLength: 1, maxLength: 3 }).map(
      (commands): Act =>
        () =>
          commands,
    ),
  },
  ids.map(
    (chosen): Act =>
      (document) =>
        chosen.length === 0 ? [] : [duplicate(document, chosen, Object.keys(document.notes)).command],
  ),
  ids.map(
    (chosen): Act =>
      (document) => {
        const copied = fragmentFromText(fragmentToText(document, chosen));
        return copied.ok
          ? [pasteFragment(document, copied.value.fragment, { x: 9, y: 9 }, { keepInputs: true }).command]
          : [];
      },
  ),
  fc.tuple(ids, fc.integer({ min: 1, max: 3 })).map(
    ([chosen, times]): Act =>
      (document) =>
        repeatFragment(document, chosen, times)?.commands ?? [],
  ),
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom(...layerDefinitions.map(({ kind }) => kind))).map(
    ([id, kind]): Act =>
      (document) =>
        commandsOf(replaceLayer(document, id, kind)),
  ),
  fc.tuple(ids, fc.constantFrom('left' as const, 'middle' as const)).map(
    ([chosen, alignment]): Act =>
      (document) =>
        align(document, { layers: chosen, notes: Object.keys(document.notes) }, alignment, size),
  ),
  ids.map(
    (chosen): Act =>
      (document) =>
        distribute(document, { layers: chosen, notes: Object.keys(document.notes) }, 'vertical', size),
  ),
);

type Step =
  | { readonly type: 'act'; readonly act: Act }
  | { readonly type: 'undo' | 'redo' | 'seal' }
  | { readonly type: 'goTo'; readonly steps: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: act.map((act): Step => ({ type: 'act', act })) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ type: 'undo' }, { type: 'redo' }, { type: 'seal' }) },
  { weight: 1, arbitrary: fc.nat(12).map((steps): Step => ({ type: 'goTo', steps })) },
);

function take(history: History, step: Step): History {
  if (step.type === 'act') return record(history, 'act', step.act(history.present));
  if (step.type === 'goTo') return goTo(history, step.steps);
  return { undo, redo, seal }[step.type](history);
}

const beginnings = fc.constantFrom(network, emptyDocument('empty'));

/** One of each type: a command that is added is asked for by the compiler. */
const everyCommand: { readonly [T in CommandType]: true } = {
  add: true,
  remove: true,
  setParams: true,
  setCommon: true,
  setMode: true,
  freeze: true,
  rename: true,
  share: true,
  replace: true,
  connect: true,
  insertOnEdge: true,
  bypass: true,
  dock: true,
  move: true,
  bend: true,
  group: true,
  ungroup: true,
  writeNote: true,
  placeNotes: true,
  toneNotes: true,
  setTraining: true,
  setSearch: true,
  renameDocument: true,
};

describe('random editing', () => {
  it('knows every command', () => {
    const drawn = new Set(fc.sample(anyCommand, { numRuns: 3000, seed: 7 }).map(({ type }) => type));
    expect([...drawn].sort()).toEqual(Object.keys(everyCommand).sort());
  });

  it('is undone to the document that it began with, and redone to the one that it ended with', () => {
    fc.assert(
      fc.property(beginnings, fc.array(step, { maxLength: 30 }), (start, steps) => {
        const first = structuredClone(start);
        const end = steps.reduce(take, createHistory(start));
        const last = structuredClone(end.present);
        let back = end;
        for (let left = end.past.length; left > 0; left--) back = undo(back);
        expect(back.present).toEqual(first);
        expect(back.past).toEqual([]);
        let again = back;
        for (let left = end.past.length; left > 0; left--) again = redo(again);
        expect(again.present).toEqual(last);
        // What a step says it went from and to is what lies between its neighbours.
        end.past.forEach(({ after }, i) => {
          expect(end.past[i + 1]?.before ?? end.present).toBe(after);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('leaves after every step a document that can be saved, opened, analysed, drawn and compared', () => {
    fc.assert(
      fc.property(beginnings, fc.array(step, { maxLength: 15 }), (start, steps) => {
        const analyzer = createAnalyzer();
        let history = createHistory(start);
        for (const one of steps) {
          history = take(history, one);
          const document = history.present;
          expect(parseDocument(JSON.parse(JSON.stringify(document)))).toEqual({ ok: true, value: document });
          const analysis = analyzer.analyze(document.graph);
          const { nodes } = document.graph;
          expect(Object.keys(analysis.nodes).sort()).toEqual(Object.keys(nodes).sort());
          for (const { nodeId, message } of analysis.problems) {
            expect(message).not.toMatch(/\{\w+\}|undefined|NaN/);
            if (nodeId !== undefined) expect(nodes).toHaveProperty([nodeId]);
          }
          const compiled = compileNetwork(document, 'model', analysis);
          // Valid, or it says why not.
          if (!compiled.ok) expect(compiled.error.length).toBeGreaterThan(0);
          expect(trainingMemory(document.graph, analysis, document.training).total.value).toBeGreaterThanOrEqual(0);
          for (const id of docksOf(document).root.keys()) expect(nodes).toHaveProperty([id]);
          for (const id of collapseOf(document.groups).cardOf.keys()) expect(nodes).toHaveProperty([id]);
          diffDocuments(start, document);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is offered only fixes that a document takes', () => {
    fc.assert(
      fc.property(beginnings, fc.array(step, { maxLength: 10 }), (start, steps) => {
        const { present } = steps.reduce(take, createHistory(start));
        const analysis = createAnalyzer().analyze(present.graph);
        for (const { fixes = [] } of withFixes(present, analysis))
          for (const { title, commands } of fixes) {
            const mended = record(createHistory(present), title, commands).present;
            expect(parseDocument(JSON.parse(JSON.stringify(mended)))).toEqual({ ok: true, value: mended });
          }
      }),
      { numRuns: 60 },
    );
  });
});
