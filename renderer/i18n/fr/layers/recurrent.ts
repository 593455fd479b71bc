import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const recurrentLayersFr: LayersFr<
  'embedding' | 'lstm' | 'gru' | 'simpleRnn' | 'bidirectional' | 'timeDistributed'
> = {
  embedding: {
    title: 'Embedding',
    summary: 'Remplace chaque identifiant de mot par un vecteur appris, sa ligne dans une table.',
  },
  lstm: {
    title: 'LSTM',
    summary: 'Lit une série pas à pas avec une mémoire ; des portes décident de ce qui est gardé, oublié et montré.',
  },
  gru: {
    title: 'GRU',
    summary:
      'Lit une série pas à pas ; deux portes décident de la part de l’état qui est renouvelée. Plus légère qu’une LSTM.',
  },
  simpleRnn: {
    title: 'SimpleRNN',
    summary: 'Lit une série pas à pas ; son état dépend des valeurs du pas et de l’état précédent.',
  },
  bidirectional: {
    title: 'Bidirectional',
    summary: 'Lit une série dans les deux sens avec deux couches récurrentes, puis réunit leurs sorties.',
  },
  timeDistributed: {
    title: 'TimeDistributed',
    summary:
      'Applique une même couche à chaque pas d’une série, avec les mêmes poids : une Conv2D à chaque image d’un film.',
  },
};

export const recurrentFieldsFr: FieldsFr<
  | 'inputDim'
  | 'outputDim'
  | 'returnSequences'
  | 'goBackwards'
  | 'recurrentActivation'
  | 'unitForgetBias'
  | 'resetAfter'
  | 'dropout'
  | 'recurrentDropout'
  | 'layer'
  | 'mergeMode'
> = {
  inputDim: {
    label: 'Vocabulaire',
    help: 'Nombre de mots différents ; leurs identifiants vont de 0 à ce nombre moins un.',
  },
  outputDim: { label: 'Dimensions', help: 'Longueur du vecteur de chaque mot ou de chaque morceau d’image.' },
  returnSequences: {
    label: 'Toute la séquence',
    help: 'Donne l’état après chaque pas, ce qu’attend une autre couche récurrente ; sinon, seulement le dernier.',
  },
  goBackwards: { label: 'À rebours', help: 'Lit la série en partant de la fin.' },
  recurrentActivation: {
    label: 'Activation des portes',
    help: 'Fonction des portes, qui décident de ce qui est gardé : la sigmoïde donne une part entre 0 et 1.',
  },
  unitForgetBias: {
    label: 'Biais d’oubli à 1',
    help: 'Le biais de la porte d’oubli part de 1, pour qu’un réseau neuf se souvienne.',
  },
  resetAfter: {
    label: 'Remise à zéro après',
    help: 'Remet l’état à zéro après son produit avec les poids, comme cuDNN ; sinon avant, comme dans l’article.',
  },
  dropout: {
    label: 'Dropout',
    help: 'Part des valeurs supprimées pendant l’entraînement, de 0 à un peu moins de 1.',
  },
  recurrentDropout: {
    label: 'Dropout récurrent',
    help: 'Part des valeurs de l’état supprimées à chaque pas pendant l’entraînement, de 0 à un peu moins de 1.',
  },
  layer: { label: 'Couche', help: 'La couche contenue dans celle-ci.' },
  mergeMode: {
    label: 'Réunion',
    help: 'Comment les deux sorties n’en font qu’une : bout à bout, ou valeur par valeur.',
  },
};
