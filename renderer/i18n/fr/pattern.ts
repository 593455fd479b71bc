import type { PatternTexts } from '../../../src/core/pattern/pattern-error.ts';

/** French of what is wrong with a pattern line; values are put in as in the core's English. */
export const patternFr: PatternTexts = {
  messages: {
    expected: 'Colonne {column} : attendu {expected}, trouvé {found}.',
    order: 'Colonne {column} : {found} ne peut pas être ici ; attendu : {expected}.',
    tooLarge: 'Colonne {column} : {found} est trop grand ; attendu : {expected}.',
    doesNotFit: 'Colonne {column} : {found} ne tient pas ; attendu : {expected}.',
  },
  expectations: {
    layer: 'INPUT, CONV, RELU, POOL, BN, DROPOUT, FC ou [',
    laterLayer: 'CONV, RELU, POOL, BN, DROPOUT, FC ou [',
    inputFirst: 'INPUT en premier',
    afterDense: 'FC, RELU, BN ou DROPOUT après FC',
    arrowOrEnd: '-> ou la fin de la ligne',
    arrowOrBracket: '-> ou ]',
    times: '* et combien de fois',
    count: 'un nombre de fois, ou N, M ou K',
    brackets: 'au plus {most} crochets les uns dans les autres',
    layers: 'au plus {most} couches',
    imageSize: 'hauteur×largeur×canaux, comme 32x32x3',
    sizes: 'des tailles d’au moins 1',
    filters: 'au moins 1 filtre',
    units: 'au moins 1 unité',
    stride: 'un pas d’au moins 1',
    rate: 'un taux inférieur à 1, comme DROPOUT 0.5',
    leastWindow: 'une fenêtre d’au moins 1x1',
    mostWindow: 'une fenêtre d’au plus {image}',
    limit: '{field} d’au plus {limit}',
  },
  findings: { end: 'la fin de la ligne', nothing: 'rien', repetition: 'cette répétition' },
};
