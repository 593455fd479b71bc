import type { FieldsFr, LayersFr } from './texts.ts';

/** Titles stay those of Keras, as the course and its notebooks use them. */
export const coreLayersFr: LayersFr<'input' | 'dense' | 'dropout' | 'custom'> = {
  input: { title: 'Input', summary: 'Point d’entrée des données dans le réseau.' },
  dense: { title: 'Dense', summary: 'Relie chaque entrée à chaque sortie, chaque lien ayant son propre poids.' },
  dropout: {
    title: 'Dropout',
    summary:
      'Pendant l’entraînement, met à 0 une part des valeurs tirée au hasard, pour que le réseau n’apprenne pas par cœur.',
  },
  custom: {
    title: 'Custom',
    summary:
      'Une couche que Stride ne connaît pas, gardée telle que son fichier l’avait. Ses paramètres et son coût ne sont pas comptés.',
  },
};

export const coreFieldsFr: FieldsFr<
  'shape' | 'units' | 'rate' | 'useBias' | 'activation' | 'className' | 'module' | 'outputShape' | 'config'
> = {
  shape: {
    label: 'Forme',
    help: 'Hauteur, largeur et nombre de canaux d’une image : 1 canal en niveaux de gris, 3 en couleurs.',
  },
  units: { label: 'Unités', help: 'Nombre de sorties. Dans la dernière couche : une par classe.' },
  rate: { label: 'Taux', help: 'Part des valeurs supprimées à chaque pas, de 0 à un peu moins de 1.' },
  useBias: {
    label: 'Biais',
    help: 'Ajoute à chaque canal un nombre appris. Inutile avant une normalisation par lot.',
  },
  activation: { label: 'Activation', help: 'Fonction appliquée à chaque sortie. Linéaire : aucune.' },
  className: { label: 'Classe', help: 'Nom de sa classe, tel que son fichier l’écrit.' },
  module: { label: 'Module', help: 'Paquet qui contient la classe.' },
  outputShape: {
    label: 'Forme de sortie',
    help: 'Forme produite, sans le lot. Tant qu’elle est vide, rien ne peut être calculé après cette couche.',
  },
  config: { label: 'Configuration', help: 'Ses réglages, tels que son fichier les a.' },
};
