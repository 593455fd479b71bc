import type { FieldsFr, FieldTexts } from './texts.ts';

const drawn = (of: string): FieldTexts => ({
  label: `Initialisation ${of}`,
  help: 'Tirage de ce poids avant l’entraînement. He convient à ReLU, Glorot à la sigmoïde et à tanh.',
});
const penalised = (of: string): FieldTexts => ({
  label: `Pénalité ${of}`,
  help: 'Ajoutée à la perte : L1·Σ|w| pousse les poids vers 0, L2·Σw² les garde petits. Contre le surapprentissage.',
});
const bounded = (of: string): FieldTexts => ({
  label: `Contrainte ${of}`,
  help: 'Ce à quoi le poids est ramené après chaque pas.',
});

/** How weights are drawn, penalised and bounded. */
export const weightFieldsFr: FieldsFr<
  | 'kernelInitializer'
  | 'kernelRegularizer'
  | 'kernelConstraint'
  | 'biasInitializer'
  | 'biasRegularizer'
  | 'biasConstraint'
  | 'depthwiseInitializer'
  | 'depthwiseRegularizer'
  | 'depthwiseConstraint'
  | 'pointwiseInitializer'
  | 'pointwiseRegularizer'
  | 'pointwiseConstraint'
  | 'recurrentInitializer'
  | 'recurrentRegularizer'
  | 'recurrentConstraint'
  | 'embeddingsInitializer'
  | 'embeddingsRegularizer'
  | 'embeddingsConstraint'
  | 'activityRegularizer'
> = {
  kernelInitializer: drawn('du noyau'),
  kernelRegularizer: penalised('du noyau'),
  kernelConstraint: bounded('du noyau'),
  biasInitializer: drawn('du biais'),
  biasRegularizer: penalised('du biais'),
  biasConstraint: bounded('du biais'),
  depthwiseInitializer: drawn('par canal'),
  depthwiseRegularizer: penalised('par canal'),
  depthwiseConstraint: bounded('par canal'),
  pointwiseInitializer: drawn('1×1'),
  pointwiseRegularizer: penalised('1×1'),
  pointwiseConstraint: bounded('1×1'),
  recurrentInitializer: drawn('récurrente'),
  recurrentRegularizer: penalised('récurrente'),
  recurrentConstraint: bounded('récurrente'),
  embeddingsInitializer: drawn('des vecteurs'),
  embeddingsRegularizer: penalised('des vecteurs'),
  embeddingsConstraint: bounded('des vecteurs'),
  activityRegularizer: {
    label: 'Pénalité de sortie',
    help: 'L1 et L2 de la sortie de cette couche, pour chaque exemple, ajoutées à la perte.',
  },
};
