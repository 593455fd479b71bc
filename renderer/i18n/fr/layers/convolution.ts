import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const convolutionLayersFr: LayersFr<'conv2d' | 'depthwiseConv2d' | 'separableConv2d'> = {
  conv2d: {
    title: 'Conv2D',
    summary: 'Fait glisser des filtres sur l’image ; chaque filtre produit une carte de caractéristiques.',
  },
  depthwiseConv2d: {
    title: 'Depthwise',
    summary: 'Filtre chaque canal séparément ; les canaux ne se mélangent pas.',
  },
  separableConv2d: {
    title: 'Separable',
    summary: 'Filtre chaque canal séparément, puis mélange les canaux par des filtres 1×1 : une Conv2D moins coûteuse.',
  },
};

export const convolutionFieldsFr: FieldsFr<
  'filters' | 'kernelSize' | 'strides' | 'padding' | 'dilationRate' | 'depthMultiplier'
> = {
  filters: { label: 'Filtres', help: 'Nombre de filtres ; chacun produit une carte de caractéristiques.' },
  kernelSize: { label: 'Noyau', help: 'Hauteur et largeur de la fenêtre qui glisse sur l’image.' },
  strides: {
    label: 'Pas',
    help: 'Pas de la fenêtre, vers le bas et vers la droite. Un pas de 2 divise la taille de l’image par deux.',
  },
  padding: {
    label: 'Marge',
    help: 'valid : la fenêtre reste dans l’image. same : des zéros autour, pour qu’un pas de 1 conserve la taille.',
  },
  dilationRate: {
    label: 'Dilatation',
    help: 'Écart entre les cases de la fenêtre : 2 saute un pixel entre deux cases.',
  },
  depthMultiplier: { label: 'Multiplicateur de profondeur', help: 'Nombre de filtres pour chaque canal d’entrée.' },
};
