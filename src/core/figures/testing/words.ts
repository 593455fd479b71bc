import { choiceLabels } from '../../layers/names.ts';
import { layerOf } from '../../layers/registry.ts';
import type { DrawingWords } from '../drawing.ts';
import type { PaperWords } from '../paper/flow.ts';

/** English, figures in full. */
export const drawingWords: DrawingWords = {
  title: ({ kind }) => layerOf(kind)?.doc.title ?? kind,
  activation: (name) => choiceLabels[name] ?? name,
  figure: (value) => value.toLocaleString('en-US'),
  percent: (share) => `${Math.round(100 * share)}\u00a0%`,
  macs: (value) => `${value.toLocaleString('en-US')} MACs`,
  layers: (count) => `${count} layers`,
  foreign: 'not analysed',
};

export const paperWords: PaperWords = {
  title: drawingWords.title,
  activation: drawingWords.activation,
  layers: drawingWords.layers,
  family: (family) => family,
  merge: (kind) => layerOf(kind)?.doc.title ?? kind,
  repeated: 'repeated N times',
  shortcut: 'shortcut',
};
