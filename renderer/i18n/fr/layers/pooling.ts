import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const poolingLayersFr: LayersFr<
  'maxPooling2d' | 'averagePooling2d' | 'globalAveragePooling2d' | 'globalMaxPooling2d'
> = {
  maxPooling2d: {
    title: 'MaxPool',
    summary: 'Garde la plus grande valeur de chaque fenêtre, ce qui réduit l’image.',
  },
  averagePooling2d: {
    title: 'AvgPool',
    summary: 'Garde la moyenne de chaque fenêtre, ce qui réduit l’image.',
  },
  globalAveragePooling2d: {
    title: 'GlobalAvg',
    summary: 'Garde la moyenne de chaque canal sur toute l’image : bien moins de poids ensuite qu’après un Flatten.',
  },
  globalMaxPooling2d: {
    title: 'GlobalMax',
    summary: 'Garde la plus grande valeur de chaque canal sur toute l’image.',
  },
};

export const poolingFieldsFr: FieldsFr<'poolSize'> = {
  poolSize: { label: 'Fenêtre', help: 'Hauteur et largeur de la zone réduite à une seule valeur.' },
};
