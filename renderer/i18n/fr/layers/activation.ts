import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const activationLayersFr: LayersFr<
  | 'activation'
  | 'relu'
  | 'leakyRelu'
  | 'elu'
  | 'sigmoid'
  | 'tanh'
  | 'softmax'
  | 'prelu'
  | 'gelu'
  | 'silu'
  | 'selu'
  | 'relu6'
  | 'softplus'
  | 'softsign'
  | 'hardSigmoid'
> = {
  activation: { title: 'Activation', summary: 'Applique une fonction d’activation à chaque valeur.' },
  relu: { title: 'ReLU', summary: 'Met à 0 les valeurs négatives et laisse les autres inchangées.' },
  leakyRelu: { title: 'LeakyReLU', summary: 'Comme ReLU, mais laisse passer une petite part des valeurs négatives.' },
  elu: { title: 'ELU', summary: 'Comme ReLU, mais les valeurs négatives tendent doucement vers −α.' },
  sigmoid: {
    title: 'Sigmoid',
    summary: 'Ramène chaque valeur entre 0 et 1. En dernière couche : la probabilité de l’une de deux classes.',
  },
  tanh: { title: 'Tanh', summary: 'Ramène chaque valeur entre −1 et 1.' },
  softmax: {
    title: 'Softmax',
    summary: 'Transforme des scores en probabilités dont la somme vaut 1. Dernière étape habituelle d’un classifieur.',
  },
  prelu: {
    title: 'PReLU',
    summary: 'Comme LeakyReLU, avec une pente apprise pour les valeurs négatives.',
  },
  gelu: {
    title: 'GELU',
    summary:
      'Laisse passer une valeur d’autant plus qu’elle a de chances d’être la plus grande : le choix des transformeurs.',
  },
  silu: {
    title: 'SiLU',
    summary: 'Une valeur multipliée par sa propre sigmoïde, aussi appelée Swish : comme dans EfficientNet.',
  },
  selu: {
    title: 'SELU',
    summary:
      'Une ELU mise à l’échelle, qui garde une moyenne de 0 et une variance de 1 à travers de nombreuses couches.',
  },
  relu6: {
    title: 'ReLU6',
    summary: 'ReLU plafonnée à 6, comme dans MobileNet.',
  },
  softplus: {
    title: 'Softplus',
    summary: 'Une ReLU lisse, log(1 + eˣ) : jamais nulle, toujours positive.',
  },
  softsign: {
    title: 'Softsign',
    summary: 'Ramène chaque valeur entre −1 et 1, plus lentement que tanh : x/(1 + |x|).',
  },
  hardSigmoid: {
    title: 'HardSigmoid',
    summary: 'Une sigmoïde en trois segments, plus rapide à calculer : x/6 + 1/2, coupée à 0 et à 1.',
  },
};

export const activationFieldsFr: FieldsFr<
  | 'maxValue'
  | 'negativeSlope'
  | 'threshold'
  | 'alpha'
  | 'sharedAxes'
  | 'alphaInitializer'
  | 'alphaRegularizer'
  | 'alphaConstraint'
> = {
  sharedAxes: {
    label: 'Axes partagés',
    help: 'Axes le long desquels une seule pente sert pour tous : 1, 2 sur les images, pour une pente par canal.',
  },
  alphaInitializer: { label: 'Initialisation d’alpha', help: 'Tirage des pentes avant l’entraînement.' },
  alphaRegularizer: { label: 'Pénalité d’alpha', help: 'Ajoutée à la perte : L1·Σ|α| + L2·Σα².' },
  alphaConstraint: { label: 'Contrainte d’alpha', help: 'Ce à quoi α est ramené après chaque pas.' },

  maxValue: {
    label: 'Maximum',
    help: 'Les valeurs supérieures y sont ramenées ; vide : pas de limite. Avec 6, on obtient ReLU6.',
  },
  negativeSlope: { label: 'Pente négative', help: 'Facteur appliqué aux valeurs négatives.' },
  threshold: { label: 'Seuil', help: 'Les valeurs inférieures deviennent 0.' },
  alpha: {
    label: 'Alpha',
    help: 'ELU : les valeurs très négatives tendent vers −α. LRN : facteur de la somme des carrés.',
  },
};
