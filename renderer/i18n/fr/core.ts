import type { FieldKey, LayerKind } from '../../../src/core/layers/registry.ts';
import { activationFieldsFr, activationLayersFr } from './layers/activation.ts';
import { attentionFieldsFr, attentionLayersFr } from './layers/attention.ts';
import { convolutionFieldsFr, convolutionLayersFr } from './layers/convolution.ts';
import { coreFieldsFr, coreLayersFr } from './layers/core.ts';
import { mergeFieldsFr, mergeLayersFr } from './layers/merge.ts';
import { normalisationFieldsFr, normalisationLayersFr } from './layers/normalisation.ts';
import { poolingFieldsFr, poolingLayersFr } from './layers/pooling.ts';
import { recurrentFieldsFr, recurrentLayersFr } from './layers/recurrent.ts';
import { reshapeFieldsFr, reshapeLayersFr } from './layers/reshape.ts';
import type { FieldsFr, FieldTexts, LayersFr } from './layers/texts.ts';
import { weightFieldsFr } from './layers/weights.ts';

export const layersFr: LayersFr<LayerKind> = {
  ...coreLayersFr,
  ...convolutionLayersFr,
  ...poolingLayersFr,
  ...normalisationLayersFr,
  ...activationLayersFr,
  ...mergeLayersFr,
  ...reshapeLayersFr,
  ...recurrentLayersFr,
  ...attentionLayersFr,
};

export const fieldsFr: FieldsFr<FieldKey> = {
  ...coreFieldsFr,
  ...convolutionFieldsFr,
  ...poolingFieldsFr,
  ...normalisationFieldsFr,
  ...activationFieldsFr,
  ...mergeFieldsFr,
  ...reshapeFieldsFr,
  ...recurrentFieldsFr,
  ...attentionFieldsFr,
  ...weightFieldsFr,
};

/** Where one key means something else in one kind, keyed `kind.key`. */
const fieldExceptionsFr: Readonly<Partial<Record<`${LayerKind}.${FieldKey}`, FieldTexts>>> = {
  'zeroPadding2d.padding': {
    label: 'Marges',
    help: 'Lignes en haut et en bas, colonnes à gauche et à droite.',
  },
};

/** French label and help of one parameter of a kind. */
export const fieldTextsFr = (kind: LayerKind, key: FieldKey): FieldTexts =>
  fieldExceptionsFr[`${kind}.${key}`] ?? fieldsFr[key];

/** Values of choices whose French name differs from the English one (`choiceLabels` of the core). */
export const choicesFr: Readonly<Record<string, string>> = {
  linear: 'Linéaire',
  sigmoid: 'Sigmoïde',
  hardSigmoid: 'Sigmoïde rigide',
  glorotUniform: 'Glorot uniforme',
  glorotNormal: 'Glorot normale',
  heNormal: 'He normale',
  heUniform: 'He uniforme',
  lecunNormal: 'LeCun normale',
  lecunUniform: 'LeCun uniforme',
  zeros: 'Zéros',
  ones: 'Uns',
  orthogonal: 'Orthogonale',
  identity: 'Identité',
  constant: 'Constante',
  randomNormal: 'Normale',
  truncatedNormal: 'Normale tronquée',
  untruncatedNormal: 'Normale non tronquée',
  randomUniform: 'Uniforme',
  varianceScaling: 'Variance adaptée',
  uniform: 'Uniforme',
  fanIn: 'Entrées',
  fanOut: 'Sorties',
  fanAvg: 'Moyenne des deux',
  nonNeg: 'Jamais négatif',
  maxNorm: 'Norme maximale',
  unitNorm: 'Norme 1',
  minMaxNorm: 'Norme entre deux bornes',
};
