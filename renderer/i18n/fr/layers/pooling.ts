import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const poolingLayersFr: LayersFr<
  | 'maxPooling1d'
  | 'maxPooling2d'
  | 'maxPooling3d'
  | 'averagePooling1d'
  | 'averagePooling2d'
  | 'averagePooling3d'
  | 'globalAveragePooling1d'
  | 'globalAveragePooling2d'
  | 'globalAveragePooling3d'
  | 'globalMaxPooling1d'
  | 'globalMaxPooling2d'
  | 'globalMaxPooling3d'
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
    summary: 'Garde la moyenne de chaque canal sur toute l’image : bien moins de poids ensuite qu’après un Flatten.',
  },
  globalMaxPooling2d: {
    title: 'GlobalMax',
    summary: 'Garde la plus grande valeur de chaque canal sur toute l’image.',
  },
  maxPooling1d: {
    title: 'MaxPool1D',
    summary: 'Garde la plus grande valeur de chaque fenêtre, ce qui raccourcit la série.',
  },
  averagePooling1d: {
    title: 'AvgPool1D',
    summary: 'Garde la moyenne de chaque fenêtre, ce qui raccourcit la série.',
  },
  globalAveragePooling1d: {
    title: 'GlobalAvg1D',
    summary: 'Garde la moyenne de chaque canal sur toute la série.',
  },
  globalMaxPooling1d: {
    title: 'GlobalMax1D',
    summary: 'Garde la plus grande valeur de chaque canal sur toute la série.',
  },
  maxPooling3d: {
    title: 'MaxPool3D',
    summary: 'Garde la plus grande valeur de chaque fenêtre, ce qui réduit le volume.',
  },
  averagePooling3d: {
    title: 'AvgPool3D',
    summary: 'Garde la moyenne de chaque fenêtre, ce qui réduit le volume.',
  },
  globalAveragePooling3d: {
    title: 'GlobalAvg3D',
    summary: 'Garde la moyenne de chaque canal sur tout le volume.',
  },
  globalMaxPooling3d: {
    title: 'GlobalMax3D',
    summary: 'Garde la plus grande valeur de chaque canal sur tout le volume.',
  },
};

export const poolingFieldsFr: FieldsFr<'poolSize' | 'keepdims'> = {
  poolSize: { label: 'Fenêtre', help: 'Taille de la zone réduite à une seule valeur, le long de chaque axe.' },
  keepdims: {
    label: 'Garder les axes',
    help: 'Laisse une taille de 1 à la place de chaque axe : 1×1×C au lieu de C, pour qu’une convolution puisse suivre.',
  },
};
