import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const coreLayersFr: LayersFr<
  | 'input'
  | 'dense'
  | 'dropout'
  | 'spatialDropout1d'
  | 'spatialDropout2d'
  | 'spatialDropout3d'
  | 'gaussianNoise'
  | 'gaussianDropout'
  | 'alphaDropout'
  | 'custom'
> = {
  input: { title: 'Input', summary: 'Point d’entrée des données dans le réseau.' },
  dense: { title: 'Dense', summary: 'Relie chaque entrée à chaque sortie, chaque lien ayant son propre poids.' },
  dropout: {
    title: 'Dropout',
    summary:
      'Pendant l’entraînement, met à 0 une part des valeurs tirée au hasard, pour que le réseau n’apprenne pas par cœur.',
  },
  spatialDropout1d: {
    title: 'SpatialDrop1D',
    summary: 'Pendant l’entraînement, met à 0 des canaux entiers d’une série, tirés au hasard.',
  },
  spatialDropout2d: {
    title: 'SpatialDrop2D',
    summary: 'Pendant l’entraînement, met à 0 des canaux entiers d’une image, tirés au hasard.',
  },
  spatialDropout3d: {
    title: 'SpatialDrop3D',
    summary: 'Pendant l’entraînement, met à 0 des canaux entiers d’un volume, tirés au hasard.',
  },
  gaussianNoise: {
    title: 'GaussNoise',
    summary:
      'Pendant l’entraînement, ajoute un bruit aléatoire à chaque valeur, pour que le réseau n’apprenne pas par cœur.',
  },
  gaussianDropout: {
    title: 'GaussDropout',
    summary:
      'Pendant l’entraînement, multiplie chaque valeur par un bruit aléatoire autour de 1 : un dropout qui ne supprime rien entièrement.',
  },
  alphaDropout: {
    title: 'AlphaDropout',
    summary: 'Un dropout pour les réseaux de SELU : la moyenne 0 et la variance 1 sont conservées.',
  },
  custom: {
    title: 'Custom',
    summary:
      'Une couche que Stride ne connaît pas, gardée telle que son fichier l’avait. Ses paramètres et son coût ne sont pas comptés.',
  },
};

export const coreFieldsFr: FieldsFr<
  'shape' | 'units' | 'rate' | 'stddev' | 'useBias' | 'activation' | 'className' | 'module' | 'outputShape' | 'config'
> = {
  shape: {
    label: 'Forme',
    help: 'Hauteur, largeur et nombre de canaux d’une image : 1 canal en niveaux de gris, 3 en couleurs.',
  },
  units: { label: 'Unités', help: 'Nombre de sorties. Dans la dernière couche : une par classe.' },
  rate: { label: 'Taux', help: 'Part des valeurs supprimées à chaque pas, de 0 à un peu moins de 1.' },
  stddev: { label: 'Écart type', help: 'Écart type du bruit.' },
  useBias: {
    label: 'Biais',
    help: 'Ajoute à chaque canal un nombre appris. Inutile avant une normalisation par lot.',
  },
  activation: { label: 'Activation', help: 'Fonction appliquée à chaque sortie. Linéaire : aucune.' },
  className: { label: 'Classe', help: 'Nom de sa classe, tel que son fichier l’écrit.' },
  module: { label: 'Module', help: 'Paquet qui contient la classe.' },
  outputShape: {
    label: 'Forme de sortie',
    help: 'Forme produite, sans le lot. Tant qu’elle est vide, rien ne peut être calculé après cette couche.',
  },
  config: { label: 'Configuration', help: 'Ses réglages, tels que son fichier les a.' },
};
