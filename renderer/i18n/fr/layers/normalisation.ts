import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const normalisationLayersFr: LayersFr<
  | 'batchNormalization'
  | 'layerNormalization'
  | 'groupNormalization'
  | 'localResponseNormalization'
  | 'unitNormalization'
  | 'rescaling'
  | 'normalization'
> = {
  batchNormalization: {
    title: 'BatchNorm',
    summary:
      'Ramène chaque canal à une moyenne de 0 et une variance de 1 : l’entraînement est plus rapide et plus stable.',
  },
  layerNormalization: {
    title: 'LayerNorm',
    summary:
      'Ramène les composantes de chaque position à une moyenne de 0 et une variance de 1, quel que soit le lot : comme dans les transformeurs.',
  },
  groupNormalization: {
    title: 'GroupNorm',
    summary:
      'Ramène des groupes de canaux à une moyenne de 0 et une variance de 1, image par image : pour les lots trop petits pour BatchNorm.',
  },
  localResponseNormalization: {
    title: 'LRN',
    summary:
      'Affaiblit une valeur quand les canaux voisins sont forts au même endroit, comme dans AlexNet et GoogLeNet.',
  },
  unitNormalization: {
    title: 'UnitNorm',
    summary: 'Divise chaque vecteur par sa longueur : seule sa direction compte.',
  },
  rescaling: {
    title: 'Rescaling',
    summary:
      'Multiplie chaque valeur par un nombre fixe et en ajoute un autre : par exemple les pixels de 0…255 à 0…1.',
  },
  normalization: {
    title: 'Normalization',
    summary:
      'Ramène chaque canal à une moyenne de 0 et une variance de 1 d’après les données entières, et non d’après le lot.',
  },
};

export const normalisationFieldsFr: FieldsFr<
  | 'momentum'
  | 'epsilon'
  | 'center'
  | 'scale'
  | 'gammaInitializer'
  | 'gammaRegularizer'
  | 'gammaConstraint'
  | 'betaInitializer'
  | 'betaRegularizer'
  | 'betaConstraint'
  | 'depthRadius'
  | 'bias'
  | 'beta'
  | 'offset'
  | 'mean'
  | 'variance'
> = {
  gammaInitializer: { label: 'Initialisation de gamma', help: 'Tirage de γ avant l’entraînement. D’ordinaire 1.' },
  gammaRegularizer: { label: 'Pénalité de gamma', help: 'Ajoutée à la perte : L1·Σ|γ| + L2·Σγ².' },
  gammaConstraint: { label: 'Contrainte de gamma', help: 'Ce à quoi γ est ramené après chaque pas.' },
  betaInitializer: { label: 'Initialisation de bêta', help: 'Tirage de β avant l’entraînement. D’ordinaire 0.' },
  betaRegularizer: { label: 'Pénalité de bêta', help: 'Ajoutée à la perte : L1·Σ|β| + L2·Σβ².' },
  betaConstraint: { label: 'Contrainte de bêta', help: 'Ce à quoi β est ramené après chaque pas.' },
  depthRadius: { label: 'Rayon', help: 'Nombre de canaux pris en compte de chaque côté ; 2 donne une fenêtre de 5.' },
  bias: { label: 'Biais', help: 'Ajouté à la somme : k dans l’article.' },
  beta: { label: 'Bêta', help: 'Puissance de ce par quoi on divise.' },
  offset: { label: 'Décalage', help: 'Ajouté ensuite.' },
  mean: {
    label: 'Moyenne',
    help: 'Moyenne des données. Un nombre, ou un par canal séparés par des virgules ; vide : dans les poids.',
  },
  variance: {
    label: 'Variance',
    help: 'Variance des données. Un nombre, ou un par canal séparés par des virgules ; vide : dans les poids.',
  },

  momentum: {
    label: 'Inertie',
    help: 'Part de l’ancienne moyenne et de l’ancienne variance mobiles conservée à chaque pas.',
  },
  epsilon: { label: 'Epsilon', help: 'Ajouté à la variance, pour ne jamais diviser par 0.' },
  center: { label: 'Centrage (β)', help: 'Décalage appris pour chaque canal.' },
  scale: { label: 'Échelle', help: 'Facteur de chaque canal, appris (γ) ou fixe. Appris, il est inutile avant ReLU.' },
};
