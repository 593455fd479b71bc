import type { FixCode, ProblemCode } from '../../../src/core/problems/messages.ts';

/** French text of every problem; `{name}` is replaced from the problem's values, as in the core's English. */
export const problemsFr: Readonly<Record<ProblemCode, string>> = {
  'arity.none': '{name} n’a pas d’entrée. Reliez-lui une couche.',
  'arity.source': 'Les données entrent par {name} : aucune couche ne peut l’alimenter.',
  'arity.few': '{name} attend {expected} entrées, reçues : {received}.',
  'arity.many': '{name} prend {expected} entrée, reçues : {received}.',
  'rank.mismatch': '{name} attend {expected}, reçu : {received}.',
  'shape.mismatch': '{name} attend des formes égales : {first} et {second} diffèrent.',
  'concat.mismatch':
    '{name} joint selon l’axe {axis} : les autres tailles doivent être égales, {first} et {second} diffèrent.',
  'window.misfit': '{name} : une fenêtre de {window} ne tient pas dans {size}.',
  'reshape.size': '{name} : {from} contient {fromSize} valeurs, {to} en contient {toSize}.',
  'reshape.indivisible': '{name} : {fromSize} valeurs ne se divisent pas par {known}.',
  'params.invalid': '{name}, {field} : {reason}.',
  'params.atLeast': '{name}, {field} : au moins {limit}, reçu : {received}.',
  'params.above': '{name}, {field} : plus de {limit}, reçu : {received}.',
  'params.atMost': '{name}, {field} : au plus {limit}, reçu : {received}.',
  'params.below': '{name}, {field} : moins de {limit}, reçu : {received}.',
  'params.tooShort': '{name}, {field} : au moins {limit} valeurs sont nécessaires.',
  'params.tooLong': '{name}, {field} : au plus {limit} valeurs.',
  'params.integer': '{name}, {field} : un nombre entier est attendu, reçu : {received}.',
  'params.type': '{name}, {field} : le type {expected} est attendu, reçu : {received}.',
  'params.option': '{name}, {field} : valeurs possibles {options}, reçu : {received}.',
  'size.unsafe': '{name} : {what} dépasse 2^53, trop grand pour être compté exactement.',
  'size.unsafeTotal': 'Le réseau entier dépasse 2^53, trop grand pour être compté exactement.',
  'mode.muted': '{name} ne reçoit rien : {from} est muette.',
  'mode.nothing': '{name} ne reçoit rien : {from} est contournée et n’a rien à transmettre.',
  'graph.empty': 'Le réseau est vide. Ajoutez une entrée, ou ouvrez un modèle.',
  'graph.cycle': 'Ces couches s’alimentent en boucle : {names}.',
  'graph.noInput': 'Le réseau n’a pas de couche d’entrée.',
  'graph.unknownKind': '{name} : le type « {kind} » est inconnu de cette version.',
  'graph.duplicateName': 'Deux couches s’appellent {name}.',
  'connect.missing': 'L’une de ces couches n’existe plus.',
  'connect.self': '{from} ne peut pas s’alimenter elle-même.',
  'connect.exists': '{from} alimente déjà {to}.',
  'connect.cycle': 'Un lien de {from} vers {to} fermerait une boucle.',
  'compile.inputs': 'L’entraînement demande une seule entrée, ce réseau en a {count} : {names}.',
  'compile.noOutput': 'Le réseau n’a pas de sortie : reliez une couche à l’entrée.',
  'compile.outputs': 'L’entraînement demande une seule sortie, ce réseau en a {count} : {names}.',
  'training.noWeights': 'Rien à entraîner : aucune couche n’a de poids.',
  'training.allFrozen': 'Rien à entraîner : toutes les couches qui ont des poids sont gelées.',
  'training.imageShape': '{name} attend {expected}, les images sont en {received}.',
  'training.outputRank': '{name} produit {shape} : il faut un vecteur, une valeur par classe.',
  'training.outputUnits': '{name} produit {units} valeurs, les données ont {classes} classes.',
  'training.outputValues': '{name} produit {units} valeurs, les données ont {classes} nombres à prédire.',
  'training.outputMask':
    '{name} produit {shape} : les masques demandent {expected}, une valeur par classe pour chaque pixel.',
  'training.outputBounded': '{name} se termine par {activation} : les nombres hors de 0 à 1 sont hors d’atteinte.',
  'training.softmaxShares':
    '{name} se termine par softmax, dont les valeurs somment à 1 : plusieurs étiquettes ne peuvent valoir ensemble.',
  'training.lossOneLabel': '{loss} n’apprend pas une classe par exemple.',
  'training.lossManyLabel': '{loss} n’apprend pas plusieurs étiquettes par exemple.',
  'training.lossRegression': '{loss} n’apprend pas des nombres à prédire.',
  'training.lossSegmentation': '{loss} n’apprend pas une classe par pixel.',
  'training.outputActivation': '{name} se termine par {activation} : {loss} attend des probabilités.',
  'training.oneUnit': '{name} produit une seule valeur, pour laquelle {loss} vaut toujours 0.',
  'training.batchSize': 'Un lot de {batchSize} dépasse les {count} images d’entraînement.',
  'export.tfjs.ignored':
    '{name} : TensorFlow.js ignore {option} {value} de {layer} et calculerait autre chose. Changez ce réglage et entraînez de nouveau pour exporter.',
  'export.tfjs.activation':
    '{name} : TensorFlow.js ne connaît pas l’activation {activation} et refuse le modèle. Choisissez-en une autre et entraînez de nouveau pour exporter.',
  'export.tfjs.shared':
    '{name} utilise autrement les poids de {other} : TensorFlow.js n’a qu’une couche pour les deux, aux mêmes réglages.',
  'export.tfjs.layer':
    '{name} : TensorFlow.js ne connaît pas la couche {layer} et refuse le modèle. Remplacez-la et entraînez de nouveau pour exporter.',
  'export.keras.shared':
    '{name} utilise autrement les poids de {other} : Keras n’a qu’une couche pour les deux, aux mêmes réglages. Rendez-les égales, ou donnez à {name} ses propres poids.',
  'export.keras.layer': '{name} : Keras n’a pas la couche {layer}. Remplacez-la pour exporter.',
  'export.nested.shared':
    'Le groupe {name} reste en couches : {layer} sert dedans et dehors avec les mêmes poids, ce que Keras ne peut garder entre deux modèles.',
  'export.nested.around':
    'Le groupe {name} reste en couches : ce qu’il donne lui revient par {layer}, qui est en dehors.',
  'export.nested.adapted':
    'Le groupe {name} reste en couches : depuis un fichier .h5, Keras ne prépare pas ce que {layer} a vu des données dans un modèle. Un fichier .keras le peut.',
  'export.nested.empty': 'Le groupe {name} reste en couches : il ne contient que des entrées du réseau.',
  'export.ray.task':
    'Le projet Ray entraîne un réseau à une entrée qui reconnaît une classe parmi plusieurs (softmax, entropie croisée), pas avec la perte {loss}. Exportez le code PyTorch, et entraînez-le avec votre propre script.',
  'export.torch.layer':
    '{name} : le code PyTorch n’a pas de forme pour la couche {layer}. Remplacez-la, ou exportez en .keras ou .h5.',
  'export.torch.option':
    '{name} : le code PyTorch ne sait pas calculer {option} {value}. Changez ce réglage et entraînez de nouveau, ou exportez en .keras ou .h5.',
  'export.torch.shared':
    '{name} utilise autrement les poids de {other} : en PyTorch, un module sert aux deux, aux mêmes réglages. Rendez-les égales, ou donnez à {name} ses propres poids.',
  'export.onnx.layer':
    '{name} : ONNX n’a pas d’opérateurs pour la couche {layer}. Remplacez-la, ou exportez en .keras ou .h5.',
  'export.onnx.option':
    '{name} : ONNX ne sait pas calculer {option} {value}. Changez ce réglage et entraînez de nouveau, ou exportez en .keras ou .h5.',
  'export.onnx.size':
    'Le fichier aurait {bytes} octets : un fichier ONNX en contient moins de 2 147 483 648. Exportez en .keras ou .h5.',
  'export.tflite.layer':
    '{name} : TensorFlow Lite n’a pas d’opérateurs pour la couche {layer}. Remplacez-la, ou exportez en .keras ou .h5.',
  'export.tflite.option':
    '{name} : TensorFlow Lite ne sait pas calculer {option} {value}. Changez ce réglage et entraînez de nouveau, ou exportez en .keras ou .h5.',
  'export.tflite.steps':
    '{name} lit une série de {steps} pas : TensorFlow Lite les écrit un par un, {most} au plus. Raccourcissez la série, ou exportez en .keras ou .h5.',
  'export.tflite.size':
    'Le fichier aurait {bytes} octets : un fichier TensorFlow Lite en contient moins de 2 147 483 648. Exportez avec des poids int8, ou en .keras ou .h5.',
  'custom.notAnalysed':
    '{name} : {layer} n’est pas une couche que Stride connaît. Elle est gardée telle quelle ; ses paramètres et son coût ne sont pas comptés.',
  'custom.shapeUnknown':
    '{name} : la sortie de {layer} n’est pas connue, rien ne peut être calculé après elle. Indiquez sa forme de sortie.',
  'compile.custom':
    '{name} : {layer} n’est pas une couche que Stride connaît ; le réseau ne peut donc pas tourner ici. Remplacez-la.',
  'shared.missing': '{name} utilise les poids d’une couche qui n’existe pas.',
  'shared.mismatch': '{name} utilise les poids de {other}, mais il lui faut {expected} ; {other} a {received}.',
  'stride.dilation': '{name} : le pas {strides} et la dilatation {dilation} ne peuvent pas dépasser 1 ensemble.',
  'groups.channels': '{name} : {count} canaux d’entrée ne se divisent pas en {groups} groupes.',
  'groups.filters': '{name} : {count} filtres ne se divisent pas en {groups} groupes.',
  'transposed.outputPadding':
    '{name} : une marge de sortie de {padding} est impossible ici, elle doit être entre {least} et {most}.',
  'crop.all': '{name} : retirer {cut} ne laisse rien de {size}.',
};

export const fixesFr: Readonly<Record<FixCode, string>> = {
  'insert.flatten': 'Insérer Flatten',
  'insert.globalAveragePooling': 'Insérer une moyenne globale (GlobalAveragePooling2D)',
  'insert.projection': 'Insérer une convolution 1×1, {filters} filtres, pas {stride}',
  'insert.projection.dense': 'Insérer Dense, {units} unités',
  'insert.pooling': 'Insérer une moyenne {window} (AveragePooling2D)',
  'insert.upSampling': 'Insérer UpSampling2D {size}',
  'insert.reshape': 'Insérer Reshape vers {shape}',
  'insert.cropping': 'Rogner à {size}',
  'insert.padding': 'Compléter à {size} avec des zéros',
  'insert.paddingMultiple': 'Compléter l’entrée à {size}, multiple de {multiple}',
  'set.paddingSame': 'Passer la marge à same',
  'set.paddingSame.of': 'Passer la marge de {names} à same',
  'set.filters': 'Faire sortir {filters} canaux de {names}',
  'set.kernel': 'Réduire la fenêtre à {window}',
  'set.field': 'Régler {field} sur {value}',
  'replace.concatenate': 'Remplacer par Concatenate',
  'replace.kind': 'Remplacer par {kind}',
  'append.layers': 'Ajouter à la fin : {layers}',
  'set.loss': 'Entraîner avec {loss}',
  'unfreeze.all': 'Tout dégeler',
  'unfreeze.last': 'Dégeler {name}',
  'set.batchSize': 'Régler la taille de lot sur {value}',
  'remove.edge': 'Retirer le lien {from} → {to}',
  'remove.merge': 'Retirer {name}, garder {from}',
  'remove.branch': 'Retirer la branche qui finit en {name}',
  'set.defaults': 'Remettre {name} à ses valeurs par défaut',
  'remove.node': 'Retirer {name}',
  'weights.own': 'Donner à {name} ses propres poids',
  'mode.work': 'Remettre {names} en service',
  'mode.bypass': 'Contourner {names} à la place',
  'mode.mute': 'Rendre aussi {names} muette',
  'rename.unique': 'Renommer en {name}',
  'connect.nearest': 'Relier {from}',
  'add.input': 'Ajouter une entrée',
};
