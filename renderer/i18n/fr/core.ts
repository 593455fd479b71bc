import type { FieldKey, LayerKind } from '../../../src/core/layers/registry.ts';

/** French texts of what the core describes in English: layer kinds, their parameters, the values to choose from. */
interface LayerTexts {
  readonly title: string;
  readonly summary: string;
}
interface FieldTexts {
  readonly label: string;
  readonly help: string;
}

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const layersFr: Readonly<Record<LayerKind, LayerTexts>> = {
  input: { title: 'Input', summary: 'Point d’entrée des données dans le réseau.' },
  dense: { title: 'Dense', summary: 'Relie chaque entrée à chaque sortie, chaque lien ayant son propre poids.' },
  dropout: {
    title: 'Dropout',
    summary:
      'Pendant l’entraînement, met à 0 une part des valeurs tirée au hasard, pour que le réseau n’apprenne pas par cœur.',
  },
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
  maxPooling2d: {
    title: 'MaxPool',
    summary: 'Garde la plus grande valeur de chaque fenêtre, ce qui réduit l’image.',
  },
  averagePooling2d: {
    title: 'AvgPool',
    summary: 'Garde la moyenne de chaque fenêtre, ce qui réduit l’image.',
  },
  globalAveragePooling2d: {
    title: 'GlobalAvg',
    summary: 'Garde la moyenne de chaque canal sur toute l’image : bien moins de poids ensuite qu’après un Flatten.',
  },
  globalMaxPooling2d: {
    title: 'GlobalMax',
    summary: 'Garde la plus grande valeur de chaque canal sur toute l’image.',
  },
  batchNormalization: {
    title: 'BatchNorm',
    summary:
      'Ramène chaque canal à une moyenne de 0 et une variance de 1 : l’entraînement est plus rapide et plus stable.',
  },
  activation: { title: 'Activation', summary: 'Applique une fonction d’activation à chaque valeur.' },
  relu: { title: 'ReLU', summary: 'Met à 0 les valeurs négatives et laisse les autres inchangées.' },
  leakyRelu: { title: 'LeakyReLU', summary: 'Comme ReLU, mais laisse passer une petite part des valeurs négatives.' },
  elu: { title: 'ELU', summary: 'Comme ReLU, mais les valeurs négatives tendent doucement vers −α.' },
  sigmoid: {
    title: 'Sigmoid',
    summary: 'Ramène chaque valeur entre 0 et 1. En dernière couche : la probabilité de l’une de deux classes.',
  },
  tanh: { title: 'Tanh', summary: 'Ramène chaque valeur entre −1 et 1.' },
  softmax: {
    title: 'Softmax',
    summary: 'Transforme des scores en probabilités dont la somme vaut 1. Dernière étape habituelle d’un classifieur.',
  },
  add: {
    title: 'Add',
    summary: 'Additionne ses entrées valeur par valeur : le raccourci des réseaux résiduels.',
  },
  concatenate: {
    title: 'Concat',
    summary: 'Met ses entrées bout à bout, d’ordinaire canal après canal, comme dans les modules Inception.',
  },
  flatten: {
    title: 'Flatten',
    summary: 'Aligne toutes les valeurs sur une seule ligne ; leur place dans l’image est perdue.',
  },
  reshape: { title: 'Reshape', summary: 'Dispose les mêmes valeurs selon une autre forme.' },
  zeroPadding2d: { title: 'ZeroPad', summary: 'Ajoute des lignes et des colonnes de zéros autour de l’image.' },
  upSampling2d: { title: 'UpSample', summary: 'Agrandit l’image en répétant ou en interpolant ses pixels.' },
};

export const fieldsFr: Readonly<Record<FieldKey, FieldTexts>> = {
  shape: {
    label: 'Forme',
    help: 'Hauteur, largeur et nombre de canaux d’une image : 1 canal en niveaux de gris, 3 en couleurs.',
  },
  units: { label: 'Unités', help: 'Nombre de sorties. Dans la dernière couche : une par classe.' },
  filters: { label: 'Filtres', help: 'Nombre de filtres ; chacun produit une carte de caractéristiques.' },
  kernelSize: { label: 'Noyau', help: 'Hauteur et largeur de la fenêtre qui glisse sur l’image.' },
  poolSize: { label: 'Fenêtre', help: 'Hauteur et largeur de la zone réduite à une seule valeur.' },
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
  useBias: {
    label: 'Biais',
    help: 'Ajoute à chaque canal un nombre appris. Inutile avant une normalisation par lot.',
  },
  activation: { label: 'Activation', help: 'Fonction appliquée à chaque sortie. Linéaire : aucune.' },
  kernelInitializer: {
    label: 'Initialisation',
    help: 'Tirage du noyau avant l’entraînement. He convient à ReLU, Glorot à la sigmoïde et à tanh.',
  },
  depthwiseInitializer: {
    label: 'Initialisation',
    help: 'Tirage du noyau avant l’entraînement. He convient à ReLU, Glorot à la sigmoïde et à tanh.',
  },
  targetShape: {
    label: 'Forme visée',
    help: 'Tailles de la nouvelle forme, sans le lot. L’une peut être −1 : elle se déduit des autres.',
  },
  rate: { label: 'Taux', help: 'Part des valeurs supprimées à chaque pas, de 0 à un peu moins de 1.' },
  momentum: {
    label: 'Inertie',
    help: 'Part de l’ancienne moyenne et de l’ancienne variance mobiles conservée à chaque pas.',
  },
  epsilon: { label: 'Epsilon', help: 'Ajouté à la variance, pour ne jamais diviser par 0.' },
  center: { label: 'Centrage (β)', help: 'Décalage appris pour chaque canal.' },
  scale: { label: 'Échelle (γ)', help: 'Facteur appris pour chaque canal. Inutile avant ReLU.' },
  maxValue: {
    label: 'Maximum',
    help: 'Les valeurs supérieures y sont ramenées ; vide : pas de limite. Avec 6, on obtient ReLU6.',
  },
  negativeSlope: { label: 'Pente négative', help: 'Facteur appliqué aux valeurs négatives.' },
  threshold: { label: 'Seuil', help: 'Les valeurs inférieures deviennent 0.' },
  alpha: { label: 'Alpha', help: 'Les valeurs très négatives tendent vers −α.' },
  axis: {
    label: 'Axe',
    help: '−1 est le dernier axe, celui des canaux ou des classes ; 0, celui du lot, est refusé.',
  },
  size: { label: 'Facteur', help: 'Par combien la hauteur et la largeur de l’image sont multipliées.' },
  interpolation: {
    label: 'Interpolation',
    help: 'nearest répète les pixels, bilinear fond les pixels voisins.',
  },
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
};
