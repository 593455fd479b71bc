import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const normalisationLayersFr: LayersFr<'batchNormalization'> = {
  batchNormalization: {
    title: 'BatchNorm',
    summary:
      'Ramène chaque canal à une moyenne de 0 et une variance de 1 : l’entraînement est plus rapide et plus stable.',
  },
};

export const normalisationFieldsFr: FieldsFr<'momentum' | 'epsilon' | 'center' | 'scale'> = {
  momentum: {
    label: 'Inertie',
    help: 'Part de l’ancienne moyenne et de l’ancienne variance mobiles conservée à chaque pas.',
  },
  epsilon: { label: 'Epsilon', help: 'Ajouté à la variance, pour ne jamais diviser par 0.' },
  center: { label: 'Centrage (β)', help: 'Décalage appris pour chaque canal.' },
  scale: { label: 'Échelle (γ)', help: 'Facteur appris pour chaque canal. Inutile avant ReLU.' },
};
