import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const convolutionLayersFr: LayersFr<
  | 'conv1d'
  | 'conv2d'
  | 'conv3d'
  | 'conv1dTranspose'
  | 'conv2dTranspose'
  | 'depthwiseConv1d'
  | 'depthwiseConv2d'
  | 'separableConv1d'
  | 'separableConv2d'
> = {
  conv1d: {
    title: 'Conv1D',
    summary:
      'Fait glisser des filtres le long d’une série, signal ou texte ; chaque filtre produit une caractéristique.',
  },
  conv2d: {
    title: 'Conv2D',
    summary: 'Fait glisser des filtres sur l’image ; chaque filtre produit une carte de caractéristiques.',
  },
  depthwiseConv2d: {
    title: 'Depthwise',
    summary: 'Filtre chaque canal séparément ; les canaux ne se mélangent pas.',
  },
  separableConv2d: {
    title: 'Separable',
    summary: 'Filtre chaque canal séparément, puis mélange les canaux par des filtres 1×1 : une Conv2D moins coûteuse.',
  },
  conv3d: {
    title: 'Conv3D',
    summary:
      'Fait glisser des filtres dans un volume ou un film ; chaque filtre produit une carte de caractéristiques.',
  },
  conv1dTranspose: {
    title: 'Conv1DTransp',
    summary: 'Allonge une série par des filtres appris : chaque entrée les imprime sur la sortie, à un pas d’écart.',
  },
  conv2dTranspose: {
    title: 'Conv2DTransp',
    summary: 'Agrandit une image par des filtres appris : chaque entrée les imprime sur la sortie, à un pas d’écart.',
  },
  depthwiseConv1d: {
    title: 'Depthwise1D',
    summary: 'Filtre chaque canal d’une série séparément ; les canaux ne se mélangent pas.',
  },
  separableConv1d: {
    title: 'Separable1D',
    summary: 'Filtre chaque canal d’une série séparément, puis mélange les canaux : une Conv1D moins coûteuse.',
  },
};

export const convolutionFieldsFr: FieldsFr<
  'filters' | 'kernelSize' | 'strides' | 'padding' | 'dilationRate' | 'depthMultiplier' | 'groups' | 'outputPadding'
> = {
  filters: { label: 'Filtres', help: 'Nombre de filtres ; chacun produit une carte de caractéristiques.' },
  kernelSize: { label: 'Noyau', help: 'Taille de la fenêtre qui glisse sur l’entrée, le long de chaque axe.' },
  strides: {
    label: 'Pas',
    help: 'Pas de la fenêtre le long de chaque axe. Un pas de 2 divise la taille par deux.',
  },
  padding: {
    label: 'Marge',
    help: 'valid : la fenêtre reste à l’intérieur. same : des zéros autour, pour qu’un pas de 1 conserve la taille. causal : des zéros devant, pour qu’aucun pas n’en voie un plus tardif.',
  },
  dilationRate: {
    label: 'Dilatation',
    help: 'Écart entre les cases de la fenêtre : 2 saute une position entre deux cases.',
  },
  depthMultiplier: { label: 'Multiplicateur de profondeur', help: 'Nombre de filtres pour chaque canal d’entrée.' },
  groups: {
    label: 'Groupes',
    help: 'En combien de parts les canaux sont divisés ; chaque part a ses propres filtres et ne voit pas les autres.',
  },
  outputPadding: {
    label: 'Marge de sortie',
    help: 'Positions ajoutées à la fin de la sortie, moins que le pas. Aucune : autant qu’il en faut pour n·s.',
  },
};
