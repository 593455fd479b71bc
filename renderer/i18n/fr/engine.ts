import type { SayingCode } from '../../../src/engine/sayings.ts';

/** French of what the engine says; values are put in as in its English. */
export const sayingsFr: Readonly<Record<SayingCode, string>> = {
  diverged:
    'La perte n’est plus un nombre au pas {step} (époque {epoch}). Les poids d’avant sont gardés. Un taux d’apprentissage plus petit suffit le plus souvent.',
  tensorTooLarge: '{layer} a besoin d’un tenseur de {values} valeurs ; {backend} en contient {limit} au plus.',
  memoryTooSmall:
    'L’entraînement demande environ {needed} GiB ({weights} GiB pour les poids et {optimizer}, {activations} GiB pour un lot de {batch}) ; {backend} a {limit} GiB.',
  wasmMemory:
    'WebAssembly n’a plus de mémoire : il adresse 4 GiB au plus. Un lot plus petit en demande moins. ({detail})',
  memoryUsedUp: 'La mémoire de {backend} est épuisée. Un lot plus petit en demande moins. ({detail})',
  outputShape: 'Le réseau finit par {shape} ; les étiquettes demandent un vecteur de {classes}.',
  outputMask: 'Le réseau finit par {shape} ; des masques de {mask} demandent {mask}×{classes}.',
  outputValues: 'Le réseau a {units} sorties ; les données ont {classes} nombres à prédire.',
  outputUnits: 'Le réseau a {units} sorties ; les données ont {classes} classes.',
  outputActivation:
    '{loss} demande des probabilités ; le réseau finit par {activation}, pas par softmax ni par sigmoid.',
  noTrainingImages: '{data} n’a pas d’images d’entraînement.',
  noSplitImages: '{data} n’a pas d’images dans la partie « {split} ».',
  samplesUnread: 'Les exemples ne peuvent plus être lus : {reason}. Rouvrir les données les prépare de nouveau.',
  onlyPicturesAugmented:
    '{data} a des exemples de {shape} ; seules des images (hauteur×largeur×canaux) peuvent être augmentées.',
  inputShape: 'Le réseau prend {shape} ; les images de {data} font {images}.',
  imageValues: 'Le réseau prend {shape} : {count} images contiennent {expected} valeurs, reçues : {received}.',
  noWeights: 'Le réseau n’a aucun poids à entraîner.',
  layerRefused: '{layer} ({className}) ne peut pas être entraînée ici : {reason}.',
  manyInputs: 'Le réseau a {count} entrées ; l’entraînement en prend une.',
  manyOutputs: 'Le réseau a {count} sorties ; l’entraînement en prend une.',
  workerSilent: 'Le moteur n’a pas répondu depuis {seconds} s.',
  workerReplaced: 'Le moteur a été remplacé.',
  webglLost: 'Le contexte WebGL a été perdu.',
  webgpuLost: 'Le matériel WebGPU a été perdu : {reason}.',
  graphicsSilent: 'Le processeur graphique n’a pas répondu en 30 secondes.',
  deviceFailed: 'Échec de {backend} : {reason}',
  noBackend: 'Aucun moteur de calcul ne fonctionne sur cette machine. {reasons}',
  startFailed: '{backend} : {reason}',
  noWasm: 'WebAssembly n’est pas disponible.',
  noWasmStart: 'WebAssembly n’a pas démarré.',
  noCanvas: 'Ce navigateur n’a pas d’OffscreenCanvas.',
  noWebgl: 'WebGL 2 n’est pas disponible.',
  noWebglStart: 'WebGL n’a pas démarré.',
  noFloats: 'Ce pilote graphique n’a pas de textures flottantes de 32 bits ; l’entraînement échouerait.',
  noAdapter: 'Ce navigateur n’offre pas d’adaptateur WebGPU.',
  noWebgpuStart: 'WebGPU n’a pas démarré.',
  noCpuStart: 'Le calcul en JavaScript n’a pas démarré.',
  measureCancelled: 'La mesure a été annulée.',
  lookCancelled: 'Le calcul a été annulé.',
  measureBesideRun: 'Un essai est en cours : mesurer à côté ralentirait les deux.',
  profileSlow:
    'Un passage de {batch} exemples prend plus de {seconds} s sur {backend} : trop long pour chronométrer chaque couche. Un lot plus petit prend moins de temps.',
  measureTwice: 'Une autre mesure est en cours.',
  imagesDamaged: 'Les images fournies avec Stride sont endommagées : {reason}.',
  imagesUndecoded: 'Les images n’ont pas pu être décodées : {reason}.',
  noImages: '{path} ne contient pas d’images.',
  notIdx: '{path} n’est pas un fichier idx ({what}) : il commence par {found}, pas par {expected}.',
  notIdxButImages:
    '{path} n’est pas un fichier idx ({what}) : il commence par {found}, pas par {expected}. Il contient des images.',
  notIdxButLabels:
    '{path} n’est pas un fichier idx ({what}) : il commence par {found}, pas par {expected}. Il contient des étiquettes.',
  notUnpacked: '{path} ne peut pas être décompressé : {reason}.',
  cutShort: '{path} est tronqué : {expected} octets attendus, {received} reçus.',
  noneReadable: 'Aucune des {count} images de {path} n’est lisible.',
  noTrainingReadable: 'Aucune image d’entraînement de {path} n’est lisible.',
  oneClass: '{path} ne contient des images que d’une classe, {name} : il faut au moins deux dossiers avec des images.',
  noFolders:
    '{path} ne contient pas d’images rangées en dossiers : il faut un dossier par classe, par exemple chats/ et chiens/.',
  testSize: 'Les images de test font {test}, celles d’entraînement {train}.',
  labelCount: '{path} contient {images} images, mais {labels} contient {count} étiquettes.',
  tooManyImages: '{count} images de {shape} occupent {needed} GiB ; 2 GiB est le maximum.',
  tooManyForCache:
    '{count} images en {shape} occupent {needed} GiB ; le cache des images en contient {limit} GiB au plus.',
  cacheFailed: 'Les images n’ont pas pu être gardées pour l’entraînement : {reason}',
  notDecoded: 'pas une image que ce navigateur sache lire',
  notPngNorJpeg: 'ni un PNG ni un JPEG',
  noCanvas2d: 'ce navigateur ne donne pas de canevas pour lire l’image',
  maskSize: 'son masque fait {mask}, l’image {picture}',
  maskNoPng: 'son masque n’est pas un PNG : les classes des pixels sont gardées dans un PNG à palette ou en gris',
  maskDeep: 'son masque a 16 bits par pixel ; les classes sont numérotées de 0 à 255',
  maskColours: 'son masque est en couleurs ; les classes des pixels sont une palette ou des gris',
  diskFull: 'il n’y a plus de place sur le disque',
  folderInClass: 'un dossier dans une classe',
  notPicture: 'pas une image',
  csvEmpty: '{path} ne contient aucune ligne.',
  csvOneColumn:
    '{path} n’a qu’une colonne : il faut des colonnes de nombres et une à prédire, séparées par des virgules, des points-virgules ou des tabulations.',
  csvNoColumn: '{path} n’a pas de colonne {name} ; il a {names}.',
  csvNoFeatures: '{path} n’a plus de colonne à partir de laquelle prédire.',
  csvRow: 'ligne {row} : {reason}',
  csvCells: '{received} cellules au lieu de {expected}',
  csvMissing: 'rien dans la colonne {column}',
  csvText: '« {text} » dans la colonne {column} n’est pas un nombre',
  csvNoFlag: '« {text} » dans la colonne {column} n’est ni 0 ni 1',
  csvNoPicture: 'il n’y a pas d’image {name} à côté du fichier',
  csvFewRows: '{count} lignes, c’est trop peu',
  csvUnreadable: '{path} ne se lit pas comme une table de {names} colonnes : {reason}.',
  csvOneClass: 'Toutes les lignes de {path} ont la cible {name} : il faut au moins deux classes.',
  csvManyClasses: '{path} a {count} classes ; 65 536 est le maximum. Pour des valeurs, choisissez la régression.',
  npyMagic: '{path} n’est pas un fichier de NumPy.',
  npyHeader: '{path} a un en-tête illisible.',
  npyType:
    "{path} contient des valeurs de type {type} ; les octets, les entiers, les flottants de 32 ou 64 bits et les chaînes sont lus. En Python : array.astype('float32').",
  npyFortran: '{path} est en ordre Fortran. En Python : numpy.ascontiguousarray(array).',
  npyShort: '{path} est tronqué : un tableau de {shape} occupe {expected} octets, {received} reçus.',
  npyShapes:
    '{path} contient x de {x} et y de {y} : il faut un premier axe qui compte les exemples et au moins un de valeurs.',
  npyCounts: '{path} contient x de {x} et y de {y} : les premiers axes comptent les exemples et doivent être égaux.',
  npyNotFinite: '{path} contient des valeurs qui ne sont pas des nombres, la première dans l’exemple {row}.',
  npyNoLabels:
    '{path} contient des exemples ; le fichier de leurs étiquettes manque : x.npy va avec y.npy, images.npy avec labels.npy.',
  npyNoClasses:
    '{path} contient des cibles de {shape} qui ne sont pas des classes : il faut des nombres entiers à partir de 0.',
  npzNames: '{path} contient {names} : il faut x et y, ou x_train et y_train.',
  noMasks:
    '{path} ne contient pas d’images avec leurs masques : il faut images/ et masks/, avec des fichiers de mêmes noms.',
  masksOneClass: 'Les masques de {path} ne contiennent qu’une valeur, {value} : il faut au moins deux classes.',
  maskMissing: 'il n’y a pas de masque de ce nom',
  foreignFormat:
    "{path} est un fichier {ending}, qui n’est pas lu ici. En Python, numpy.savez('data.npz', x=…, y=…) en écrit un qui l’est ; des images peuvent être rangées dans un dossier par classe.",
  missing: '{path} n’existe pas.',
  unreadable: '{path} ne peut pas être lu : {reason}',
  loadCancelled: 'Le chargement a été annulé.',
};

/** Before what a driver or a library said, of which there is no French. */
export const technicalFr = 'Détail technique : {message}';
