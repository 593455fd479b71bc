import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const activationLayersFr: LayersFr<
  'activation' | 'relu' | 'leakyRelu' | 'elu' | 'sigmoid' | 'tanh' | 'softmax'
> = {
  activation: { title: 'Activation', summary: 'Applique une fonction d’activation à chaque valeur.' },
  relu: { title: 'ReLU', summary: 'Met à 0 les valeurs négatives et laisse les autres inchangées.' },
  leakyRelu: { title: 'LeakyReLU', summary: 'Comme ReLU, mais laisse passer une petite part des valeurs négatives.' },
  elu: { title: 'ELU', summary: 'Comme ReLU, mais les valeurs négatives tendent doucement vers −α.' },
  sigmoid: {
    title: 'Sigmoid',
    summary: 'Ramène chaque valeur entre 0 et 1. En dernière couche : la probabilité de l’une de deux classes.',
  },
  tanh: { title: 'Tanh', summary: 'Ramène chaque valeur entre −1 et 1.' },
  softmax: {
    title: 'Softmax',
    summary: 'Transforme des scores en probabilités dont la somme vaut 1. Dernière étape habituelle d’un classifieur.',
  },
};

export const activationFieldsFr: FieldsFr<'maxValue' | 'negativeSlope' | 'threshold' | 'alpha'> = {
  maxValue: {
    label: 'Maximum',
    help: 'Les valeurs supérieures y sont ramenées ; vide : pas de limite. Avec 6, on obtient ReLU6.',
  },
  negativeSlope: { label: 'Pente négative', help: 'Facteur appliqué aux valeurs négatives.' },
  threshold: { label: 'Seuil', help: 'Les valeurs inférieures deviennent 0.' },
  alpha: { label: 'Alpha', help: 'Les valeurs très négatives tendent vers −α.' },
};
