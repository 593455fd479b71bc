import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const reshapeLayersFr: LayersFr<
  | 'flatten'
  | 'reshape'
  | 'permute'
  | 'repeatVector'
  | 'zeroPadding1d'
  | 'zeroPadding2d'
  | 'zeroPadding3d'
  | 'cropping1d'
  | 'cropping2d'
  | 'cropping3d'
  | 'upSampling1d'
  | 'upSampling2d'
  | 'upSampling3d'
> = {
  flatten: {
    title: 'Flatten',
    summary: 'Aligne toutes les valeurs sur une seule ligne ; leur place dans l’image est perdue.',
  },
  reshape: { title: 'Reshape', summary: 'Dispose les mêmes valeurs selon une autre forme.' },
  permute: {
    title: 'Permute',
    summary: 'Met les axes dans un autre ordre.',
  },
  repeatVector: {
    title: 'RepeatVector',
    summary: 'Répète un vecteur comme les pas d’une série : le point de départ d’un décodeur.',
  },
  zeroPadding2d: { title: 'ZeroPad', summary: 'Ajoute des lignes et des colonnes de zéros autour de l’image.' },
  upSampling2d: { title: 'UpSample', summary: 'Agrandit l’image en répétant ou en interpolant ses pixels.' },
  cropping2d: { title: 'Crop', summary: 'Retire des lignes et des colonnes au bord de l’image.' },
  zeroPadding1d: { title: 'ZeroPad1D', summary: 'Ajoute des zéros avant et après la série.' },
  cropping1d: { title: 'Crop1D', summary: 'Retire des pas aux deux bouts de la série.' },
  upSampling1d: { title: 'UpSample1D', summary: 'Allonge la série en répétant ses pas.' },
  zeroPadding3d: { title: 'ZeroPad3D', summary: 'Ajoute des zéros autour du volume.' },
  cropping3d: { title: 'Crop3D', summary: 'Retire les bords du volume.' },
  upSampling3d: { title: 'UpSample3D', summary: 'Agrandit le volume en répétant ses valeurs.' },
};

export const reshapeFieldsFr: FieldsFr<'targetShape' | 'dims' | 'n' | 'size' | 'interpolation' | 'cropping'> = {
  targetShape: {
    label: 'Forme visée',
    help: 'Tailles de la nouvelle forme, sans le lot. L’une peut être −1 : elle se déduit des autres.',
  },
  dims: { label: 'Ordre', help: 'Axes de l’entrée dans leur nouvel ordre, à partir de 1 : 2, 1 retourne une matrice.' },
  n: { label: 'Fois', help: 'Nombre de répétitions du vecteur.' },
  size: { label: 'Facteur', help: 'Par combien la taille est multipliée, le long de chaque axe.' },
  cropping: { label: 'Rognage', help: 'Positions retirées de chaque côté.' },
  interpolation: {
    label: 'Interpolation',
    help: 'nearest répète les pixels, bilinear fond les pixels voisins.',
  },
};
