/** French texts of a template. `note` stands exactly where the template has one; `title` only where it is made of words. */
export interface TemplateTexts {
  readonly title?: string;
  readonly variant: string;
  readonly note?: string;
  /** Only where it is more than names. */
  readonly authors?: string;
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
    authors: 'Notebook du cours, d’après Chollet',
  },
  'cats-and-dogs-2': {
    title: 'Chats et chiens, 2 blocs',
    variant: 'Deux blocs Conv+Pool de 32 et 64 filtres sur 150×150×3, 64 unités cachées, une sigmoïde.',
    authors: 'Notebook du cours, d’après Chollet',
  },
  'vgg-16': {
    variant: 'Configuration D : 16 couches à poids sur des images 224×224×3, 1 000 classes.',
    note: 'Sans le dropout avec lequel l’article entraîne ses couches denses, comme dans Keras.',
  },
  'resnet-50': {
    variant:
      'Comme dans Keras : le pas sur la première convolution 1×1 d’un étage, comme dans l’article ; un biais à chaque convolution.',
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
  'alexnet-torchvision': {
    title: 'AlexNet, une colonne',
    variant:
      'Comme dans torchvision : 224×224×3, 64 filtres d’abord, ni groupes ni normalisation locale, 1 000 classes.',
  },
  'vgg-11': {
    variant: 'Configuration A : 11 couches à poids sur des images 224×224×3, 1 000 classes.',
    note: 'Sans le dropout avec lequel l’article entraîne ses couches denses, comme dans Keras.',
  },
  'vgg-13': {
    variant: 'Configuration B : 13 couches à poids sur des images 224×224×3, 1 000 classes.',
    note: 'Sans le dropout avec lequel l’article entraîne ses couches denses, comme dans Keras.',
  },
  'vgg-19': {
    variant: 'Configuration E : 19 couches à poids sur des images 224×224×3, 1 000 classes.',
    note: 'Sans le dropout avec lequel l’article entraîne ses couches denses, comme dans Keras.',
  },
  'resnet-18': {
    variant:
      'Comme dans torchvision : une projection 1×1 au début de chaque étage, pas de biais avant la normalisation par lots ; softmax à la fin.',
  },
  'resnet-34': {
    variant:
      'Comme dans torchvision : une projection 1×1 au début de chaque étage, pas de biais avant la normalisation par lots ; softmax à la fin.',
  },
  'resnet-101': {
    variant:
      'Comme dans Keras : le pas sur la première convolution 1×1 d’un étage, comme dans l’article ; un biais à chaque convolution.',
  },
  'resnet-152': {
    variant:
      'Comme dans Keras : le pas sur la première convolution 1×1 d’un étage, comme dans l’article ; un biais à chaque convolution.',
  },
  'squeezenet-1-0': {
    variant:
      'Version 1.0 comme dans torchvision : 224×224×3, première convolution 7×7, pooling après les modules Fire 4 et 8.',
    note: 'Les premières cartes font 109×109 ; le tableau de l’article dit 111×111, ce qui demande une image de 227×227.',
  },
  'densenet-121': {
    variant: 'DenseNet-BC de croissance 32 comme dans Keras et l’article : 224×224×3, 1 000 classes.',
  },
  xception: {
    variant: 'Comme dans Keras et l’article : 299×299×3, 1 000 classes, sans les couches denses facultatives.',
  },
  'mobilenet-v2': {
    variant: 'Comme dans Keras avec un multiplicateur de largeur de 1 : 224×224×3, 1 000 classes.',
    note: 'Keras compte les moyennes et variances mobiles : 3 538 984 paramètres, dont 3 504 872 entraînés.',
  },
  mlp: {
    variant:
      'La forme connue de Keras : deux couches cachées de 512 unités ReLU avec dropout sur des images 28×28×1, 10 classes.',
    note: 'ReLU, dropout et softmax sont venus plus tard ; les unités de l’article sont des sigmoïdes.',
  },
  'lstm-digits': {
    title: 'LSTM, ligne par ligne',
    variant: 'Lit une image 28×28×1 comme une suite de 28 lignes, avec 128 unités ; 10 classes.',
    note: 'Avec la porte d’oubli que Gers, Schmidhuber et Cummins ont ajoutée en 2000, comme partout aujourd’hui.',
  },
  'gru-digits': {
    title: 'GRU, ligne par ligne',
    variant:
      'Lit une image 28×28×1 comme une suite de 28 lignes, avec 128 unités remises à zéro avant le produit, comme publié ; 10 classes.',
  },
  'bilstm-imdb': {
    title: 'LSTM bidirectionnel',
    variant:
      'L’exemple de Keras pour les critiques de films : 200 mots d’un vocabulaire de 20 000, deux couches de 64 unités dans chaque sens.',
  },
  'u-net': {
    variant:
      'La forme connue de Keras : 256×256×1, remplissage « same », si bien que le masque a la taille de l’image ; une sigmoïde.',
    note: 'L’article rogne les cartes qu’il recopie, car ses convolutions sont sans remplissage, et finit par un softmax à deux classes.',
  },
  mobilenet: {
    variant:
      'Comme dans Keras avec un multiplicateur de largeur de 1 sur 224×224×3 : ReLU6, et une convolution 1×1 comme classificateur.',
    note: 'L’article a ReLU et une couche dense à la fin ; les chiffres sont les mêmes.',
  },
  'fcn-series': {
    title: 'FCN pour séries',
    variant:
      'Trois convolutions sur le temps comme publié ; 500 pas d’un capteur et 2 classes, comme dans le jeu FordA.',
  },
  alexnet: {
    variant:
      'Comme publié : deux groupes de cartes, normalisation locale, pooling à fenêtres qui se recouvrent, 1 000 classes.',
    note: 'L’entrée est de 227×227 : avec les 224×224 de l’article, la première convolution ne donne pas 55×55.',
  },
  googlenet: {
    variant: 'Comme dans l’article : 224×224×3, branches 5×5, biais, normalisation locale, 1 000 classes.',
    note: 'Sans les deux classificateurs auxiliaires, qui ne servent qu’à l’entraînement.',
  },
  'efficientnet-b0': {
    variant:
      'Comme dans Keras : 224×224×3 aux valeurs de 0 à 255, mises à l’échelle et normalisées dans le réseau, 1 000 classes.',
    note: 'Keras compte les statistiques mobiles et celles de l’entrée : 5 330 571 paramètres, dont 5 288 548 entraînés.',
  },
  'transformer-classifier': {
    title: 'Encodeur Transformer',
    variant:
      'Un bloc d’encodeur pour les critiques de films, aux tailles de l’exemple de Keras : 200 mots sur 20 000, largeur 32, 2 têtes.',
    note: 'Les positions sont apprises et chaque tête a une largeur de 16, si bien que les têtes réunies sont larges comme un mot.',
  },
  'bert-base': {
    variant:
      'Insensible à la casse, comme publié : 512 mots d’un vocabulaire de 30 522, 12 blocs de largeur 768, avec le « pooler » que lisent les classificateurs.',
    note: 'Sans les deux têtes du pré-entraînement, et sans le masque des mots de remplissage.',
  },
  'gpt-2-small': {
    variant:
      'Comme publié : 1 024 mots d’un vocabulaire de 50 257, 12 blocs causaux de largeur 768 ; la sortie utilise la table de l’entrée.',
    note: 'Donne un score à chaque mot du vocabulaire à chaque pas ; la GELU exacte remplace l’approximation par tanh d’OpenAI.',
  },
  'vit-b-16': {
    variant: 'Comme dans torchvision : 224×224×3 en carreaux de 16×16, 12 blocs de largeur 768, 1 000 classes.',
  },
  'vit-digits': {
    title: 'ViT pour chiffres',
    variant: 'Assez petit pour être entraîné ici : 28×28×1 en carreaux de 7×7, 4 blocs de largeur 64, 10 classes.',
  },
};
