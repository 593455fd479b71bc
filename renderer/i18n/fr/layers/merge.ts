import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const mergeLayersFr: LayersFr<
  'add' | 'subtract' | 'multiply' | 'average' | 'maximum' | 'minimum' | 'dot' | 'concatenate'
> = {
  add: {
    title: 'Add',
    summary: 'Additionne ses entrées valeur par valeur : le raccourci des réseaux résiduels.',
  },
  concatenate: {
    title: 'Concat',
    summary: 'Met ses entrées bout à bout, d’ordinaire canal après canal, comme dans les modules Inception.',
  },
  multiply: {
    title: 'Multiply',
    summary: 'Multiplie ses entrées valeur par valeur : c’est ainsi que squeeze-and-excitation pondère les canaux.',
  },
  subtract: {
    title: 'Subtract',
    summary: 'Retranche la seconde entrée de la première, valeur par valeur.',
  },
  average: {
    title: 'Average',
    summary: 'Moyenne de ses entrées, valeur par valeur.',
  },
  maximum: {
    title: 'Maximum',
    summary: 'La plus grande de ses entrées, valeur par valeur.',
  },
  minimum: {
    title: 'Minimum',
    summary: 'La plus petite de ses entrées, valeur par valeur.',
  },
  dot: {
    title: 'Dot',
    summary:
      'Multiplie deux entrées et somme le long d’un axe de chacune : à quel point leurs vecteurs se ressemblent.',
  },
};

export const mergeFieldsFr: FieldsFr<'axis' | 'axes' | 'normalize'> = {
  axes: {
    label: 'Axes',
    help: 'Axe le long duquel on somme, le même pour les deux entrées ou un pour chacune : −1 est le dernier.',
  },
  normalize: { label: 'Normaliser', help: 'Ramène d’abord les vecteurs à la longueur 1 : le résultat est un cosinus.' },

  axis: {
    label: 'Axe',
    help: '−1 est le dernier axe, celui des canaux ou des classes ; 0, celui du lot, est refusé.',
  },
};
