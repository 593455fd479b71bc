import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them, where it has the layer. */
export const attentionLayersFr: LayersFr<
  | 'multiHeadAttention'
  | 'positionEmbedding'
  | 'sinePositionEmbedding'
  | 'patchEmbedding'
  | 'classToken'
  | 'takeToken'
  | 'reverseEmbedding'
> = {
  multiHeadAttention: {
    title: 'Attention',
    summary:
      'Chaque pas d’une série regarde tous les autres et y prend ce qu’il cherche, dans plusieurs têtes à la fois.',
  },
  positionEmbedding: {
    title: 'Position',
    summary: 'Ajoute un vecteur appris pour chaque position, pour que l’attention connaisse l’ordre des pas.',
  },
  sinePositionEmbedding: {
    title: 'Position sinus',
    summary: 'Ajoute des sinus et cosinus fixes de chaque position, pour que l’attention connaisse l’ordre des pas.',
  },
  patchEmbedding: {
    title: 'Morceaux',
    summary: 'Découpe l’image en morceaux et fait de chacun un vecteur : les mots d’un vision transformer.',
  },
  classToken: {
    title: 'Jeton de classe',
    summary: 'Place avant la série un pas appris, où un transformer rassemble ce dont dépend la classe.',
  },
  takeToken: {
    title: 'Un pas',
    summary: 'Garde un seul pas d’une série, comme le jeton de classe que lit la tête d’un transformer.',
  },
  reverseEmbedding: {
    title: 'Embedding inverse',
    summary: 'Note chaque mot du vocabulaire avec la table d’un Embedding, dont elle peut partager les poids.',
  },
};

export const attentionFieldsFr: FieldsFr<
  'numHeads' | 'keyDim' | 'valueDim' | 'useCausalMask' | 'maxWavelength' | 'patchSize' | 'index'
> = {
  numHeads: { label: 'Têtes', help: 'Nombre d’attentions côte à côte.' },
  keyDim: {
    label: 'Taille des clés',
    help: 'Longueur d’une requête et d’une clé dans chaque tête ; d’ordinaire la largeur divisée par les têtes.',
  },
  valueDim: {
    label: 'Taille des valeurs',
    help: 'Longueur d’une valeur dans chaque tête ; vide : celle d’une clé.',
  },
  useCausalMask: {
    label: 'Causale',
    help: 'Un pas ne voit que lui-même et ceux d’avant, comme il le faut à un modèle de langage.',
  },
  maxWavelength: { label: 'Plus longue onde', help: 'Longueur de l’onde la plus lente, en pas divisés par 2π.' },
  patchSize: { label: 'Morceau', help: 'Hauteur et largeur d’un morceau, en pixels.' },
  index: { label: 'Position', help: 'Quel pas : 0 est le premier, −1 le dernier.' },
};
