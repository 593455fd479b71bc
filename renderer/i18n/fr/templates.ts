/** French texts of a template. `note` stands exactly where the template has one; `title` only where it is made of words. */
export interface TemplateTexts {
  readonly title?: string;
  readonly variant: string;
  readonly note?: string;
}

/** By template id. `templates.test.ts` names those that are missing. */
export const templatesFr: Readonly<Record<string, TemplateTexts>> = {
  starter: {
    title: 'CNN de départ',
    variant:
      'Deux blocs de convolution, ReLU et sous-échantillonnage, une couche dense cachée ; images 28×28×1, 10 classes.',
  },
  'lenet-5': {
    variant:
      'Forme moderne du cours : entrée 28×28×1, remplissage « same » à la première convolution, tanh, softmax en sortie.',
    note: 'Toutes les cartes sont reliées, le maximum remplace le sous-échantillonnage à poids, et softmax les sorties à base radiale.',
  },
  'cats-and-dogs-1': {
    title: 'Chats et chiens, 1 bloc',
    variant: 'Un bloc Conv+Pool de 32 filtres sur 150×150×3, 64 unités cachées, une sigmoïde.',
  },
  'cats-and-dogs-2': {
    title: 'Chats et chiens, 2 blocs',
    variant: 'Deux blocs Conv+Pool de 32 et 64 filtres sur 150×150×3, 64 unités cachées, une sigmoïde.',
  },
  'vgg-16': {
    variant: 'Configuration D comme dans Keras : 224×224×3, 1 000 classes, pas de dropout entre les couches denses.',
  },
  'resnet-50': {
    variant:
      'Comme dans Keras et l’article : pas de 2 sur la première convolution 1×1 d’un étage ; un biais à chaque convolution.',
  },
  'inception-v3': {
    variant:
      'Comme dans Keras : 299×299×3, normalisation par lots sans échelle, pas de tête auxiliaire, 1 000 classes.',
  },
  'inception-v3-notop': {
    title: 'InceptionV3, sans la tête',
    variant:
      'Comme dans Keras avec include_top=False : finit au dernier bloc mixte, 8×8×2048, pour l’apprentissage par transfert.',
  },
};
