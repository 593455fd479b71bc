import type { ImportErrorCode, NoteCode } from '../../../src/core/interop/keras/notes.ts';

/** French of what an import says of a layer; values are put in as in the core's English. */
export const importNotesFr: Readonly<Record<NoteCode, string>> = {
  unknownLayer: 'Stride ne connaît pas la couche {layer}.',
  operation: 'Aucune couche de Stride ne calcule l’opération {operation} telle qu’elle est appelée.',
  same: '{layer} est devenue {kind}, qui calcule la même chose.',
  foreignLayer: '{layer} est une couche de {module}, pas de Keras.',
  option: 'Stride n’a pas ici {setting} = {value}.',
  missing: 'Le fichier ne dit pas {setting}.',
  inputs: 'La couche {layer} de Stride ne prend pas {count} entrées.',
  argument: 'Elle est appelée avec {setting} = {value}.',
  namedInput: 'Elle est appelée avec un tenseur comme {setting}.',
  outputs: 'Elle a plusieurs sorties, et d’autres que la première servent.',
  refused: 'Stride la refuse : {reason}',
  shape: 'Keras lui donne la forme {expected}, Stride {received}.',
  inner: 'Stride ne peut pas envelopper la couche qu’elle contient, {layer}.',
  lost: '{setting} valait {value} ; Stride n’a rien de tel.',
  openSize: 'Le fichier laisse sa forme ouverte : {expected}. {received} a été mis.',
  noInput: 'Le fichier ne dit pas la forme de l’entrée : mettez une entrée avant cette couche.',
  mask: 'Un masque lui dit quels pas comptent ; ici tous comptent.',
  activation: 'Son activation, {value}, est ici un nœud à part.',
  innerOutput:
    'C’est une sortie qui sert aussi à d’autres couches ; ici seules les dernières couches sont des sorties.',
  channelsFirst: 'Ses canaux venaient en premier ; le réseau a été tourné, canaux en dernier.',
  missingInput: 'Elle est alimentée par {layer}, que le fichier n’a pas.',
};

export const importErrorsFr: Readonly<Record<ImportErrorCode, string>> = {
  notJson: 'Ce n’est pas du JSON : {reason}.',
  archive: 'C’est une archive sans config.json : pas un fichier .keras.',
  notModel: 'Ce JSON n’est pas un modèle Keras : il n’a pas de couches.',
  weights: 'Ce JSON énumère des poids, sans les couches auxquelles ils appartiennent.',
  graphModel: 'C’est un graphe TensorFlow (tfjs graph model) : il a des opérations, pas de couches.',
  metadata: 'C’est le metadata.json d’un fichier .keras : les couches sont dans son config.json.',
  stride: 'C’est un fichier Stride, pas un fichier Keras.',
  subclassed: '{layer} est un modèle par sous-classe : ses couches sont dans son code Python, pas dans ce fichier.',
  empty: 'Le modèle {layer} n’a pas de couches.',
  notKeras: 'Ce n’est pas un fichier de Keras : ni archive .keras, ni fichier .h5.',
  damaged: 'Ce fichier de Keras est endommagé ou coupé.',
  weightsAlone:
    'Ce fichier contient des poids sans les couches auxquelles ils appartiennent : ouvrez leur réseau, puis « Charger des poids… ».',
  notWeights:
    'Ce n’est pas un fichier de poids que Stride lit : .safetensors, .npz, ou .weights.h5 ou .keras de Keras.',
  weightsDamaged: 'Ce fichier de poids est endommagé ou coupé.',
  weightMissing: 'Il n’a pas de poids {name} pour la couche {layer}. Il a, entre autres : {others}.',
  weightShape: 'Son poids {name} est {received} ; la couche {layer} attend {expected}.',
  weightValues: 'Les valeurs de son poids {name} sont coupées, ou d’un genre qui n’est pas lu.',
  onnxDamaged: 'Ce fichier ONNX est endommagé ou coupé.',
  onnxInput:
    'L’entrée {name} a {axes} axes : les réseaux de Stride prennent des lots de vecteurs, de séries ou d’images, de deux axes au moins.',
  onnxBeside:
    'Ses poids sont dans le fichier {file}, qui n’est pas à côté de lui : mettez les deux dans un dossier et ouvrez-le de là.',
  onnxMakes: 'Le nœud {node} produit des valeurs sans entrée, ce qu’aucune couche de Stride ne fait.',
  tooDeep: 'Plus de {count} modèles ou valeurs sont emboîtés dans ce fichier : aucun programme n’écrit un tel modèle.',
};
