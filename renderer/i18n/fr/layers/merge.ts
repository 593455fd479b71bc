import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const mergeLayersFr: LayersFr<'add' | 'concatenate'> = {
  add: {
    title: 'Add',
    summary: 'Additionne ses entrées valeur par valeur : le raccourci des réseaux résiduels.',
  },
  concatenate: {
    title: 'Concat',
    summary: 'Met ses entrées bout à bout, d’ordinaire canal après canal, comme dans les modules Inception.',
  },
};

export const mergeFieldsFr: FieldsFr<'axis'> = {
  axis: {
    label: 'Axe',
    help: '−1 est le dernier axe, celui des canaux ou des classes ; 0, celui du lot, est refusé.',
  },
};
