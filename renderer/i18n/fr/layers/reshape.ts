import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const reshapeLayersFr: LayersFr<'flatten' | 'reshape' | 'zeroPadding2d' | 'upSampling2d'> = {
  flatten: {
    title: 'Flatten',
    summary: 'Aligne toutes les valeurs sur une seule ligne ; leur place dans l’image est perdue.',
  },
  reshape: { title: 'Reshape', summary: 'Dispose les mêmes valeurs selon une autre forme.' },
  zeroPadding2d: { title: 'ZeroPad', summary: 'Ajoute des lignes et des colonnes de zéros autour de l’image.' },
  upSampling2d: { title: 'UpSample', summary: 'Agrandit l’image en répétant ou en interpolant ses pixels.' },
};

export const reshapeFieldsFr: FieldsFr<'targetShape' | 'size' | 'interpolation'> = {
  targetShape: {
    label: 'Forme visée',
    help: 'Tailles de la nouvelle forme, sans le lot. L’une peut être −1 : elle se déduit des autres.',
  },
  size: { label: 'Facteur', help: 'Par combien la hauteur et la largeur de l’image sont multipliées.' },
  interpolation: {
    label: 'Interpolation',
    help: 'nearest répète les pixels, bilinear fond les pixels voisins.',
  },
};
