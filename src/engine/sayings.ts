/**
 * What the engine says when something cannot be done, in English; values are put in for the braces. Messages cross workers
 * and are kept in files as text: `recognise` finds sentence and values again, so that any language can say them.
 */
export const sayings = {
  diverged:
    'The loss is not a number any more at step {step} (epoch {epoch}). The weights before it are kept. A smaller learning rate usually helps.',
  tensorTooLarge: '{layer} needs a tensor of {values} values; {backend} holds {limit} at most.',
  memoryTooSmall:
    'Training needs about {needed} GiB ({weights} GiB for weights and {optimizer}, {activations} GiB for a batch of {batch}); {backend} has {limit} GiB.',
  wasmMemory: 'WebAssembly ran out of memory: it can address 4 GiB at most. A smaller batch needs less. ({detail})',
  memoryUsedUp: 'The memory of {backend} is used up. A smaller batch needs less. ({detail})',
  outputShape: 'The network ends in {shape}; labels need a vector of {classes}.',
  outputMask: 'The network ends in {shape}; masks of {mask} need {mask}×{classes}.',
  outputValues: 'The network has {units} outputs; the data has {classes} numbers to hit.',
  outputUnits: 'The network has {units} outputs; the data has {classes} classes.',
  outputActivation: '{loss} needs probabilities; the network ends in {activation}, not in softmax or sigmoid.',
  noTrainingImages: '{data} has no training images.',
  noSplitImages: '{data} has no {split} images.',
  samplesUnread: 'The samples cannot be read any more: {reason}. Opening the data again makes them ready anew.',
  onlyPicturesAugmented: '{data} has samples of {shape}; only pictures (height×width×channels) can be augmented.',
  inputShape: 'The network takes {shape}; {data} has images of {images}.',
  imageValues: 'The network takes {shape}: {count} images hold {expected} values, received {received}.',
  noWeights: 'The network has no weights to train.',
  layerRefused: '{layer} ({className}) cannot be trained here: {reason}.',
  manyInputs: 'The network has {count} inputs; training takes one.',
  manyOutputs: 'The network has {count} outputs; training takes one.',
  workerSilent: 'The worker has not answered for {seconds} s.',
  workerReplaced: 'The worker was replaced.',
  webglLost: 'The WebGL context was lost.',
  webgpuLost: 'The WebGPU device was lost: {reason}.',
  graphicsSilent: 'The graphics processor did not answer within 30 seconds.',
  deviceFailed: '{backend} failed: {reason}',
  noBackend: 'No backend works on this machine. {reasons}',
  startFailed: '{backend}: {reason}',
  noWasm: 'WebAssembly is not available.',
  noWasmStart: 'WebAssembly did not start.',
  noCanvas: 'This browser has no OffscreenCanvas.',
  noWebgl: 'WebGL 2 is not available.',
  noWebglStart: 'WebGL did not start.',
  noFloats: 'This graphics driver has no 32-bit float textures; training would fail.',
  noAdapter: 'This browser offers no WebGPU adapter.',
  noWebgpuStart: 'WebGPU did not start.',
  noCpuStart: 'The plain JavaScript backend did not start.',
  measureCancelled: 'The measurement was cancelled.',
  lookCancelled: 'The computation was cancelled.',
  measureBesideRun: 'A run is in progress: measuring beside it would slow both.',
  profileSlow:
    'One pass of {batch} samples takes more than {seconds} s on {backend}: too long to time each layer. A smaller batch takes less.',
  measureTwice: 'Another measurement is in progress.',
  imagesDamaged: 'The images that come with Stride are damaged: {reason}.',
  imagesUndecoded: 'The images could not be decoded: {reason}.',
  noImages: '{path} holds no images.',
  notIdx: '{path} is no idx file of {what}: it begins with {found}, not {expected}.',
  notIdxButImages: '{path} is no idx file of {what}: it begins with {found}, not {expected}. It holds images.',
  notIdxButLabels: '{path} is no idx file of {what}: it begins with {found}, not {expected}. It holds labels.',
  notUnpacked: '{path} cannot be unpacked: {reason}.',
  cutShort: '{path} is cut short: expected {expected} bytes, received {received}.',
  noneReadable: 'None of the {count} pictures in {path} can be read.',
  noTrainingReadable: 'No training picture in {path} can be read.',
  oneClass: '{path} holds pictures of one class only, {name}: at least two folders with pictures are needed.',
  noFolders: '{path} holds no pictures in folders: one folder per class is needed, for instance cats/ and dogs/.',
  testSize: 'Test images are {test}, training images {train}.',
  labelCount: '{path} holds {images} images, but {labels} holds {count} labels.',
  tooManyImages: '{count} images of {shape} take {needed} GiB; 2 GiB is the most.',
  tooManyForCache: '{count} images of {shape} take {needed} GiB; the cache for images holds {limit} GiB.',
  cacheFailed: 'The images could not be kept for training: {reason}',
  fileEmpty: 'the file is empty',
  fileText: 'text, not a picture',
  fileUnknown: 'not a picture of a known format',
  formatNotRead: 'a picture in {format}; read here: {read}',
  pictureCut: 'cut off: the {format} ends before its picture does',
  pictureDamaged: 'a damaged {format}',
  noCanvas2d: 'this browser gives no canvas to read the picture with',
  maskSize: 'its mask is {mask}, the picture {picture}',
  maskNoPng: 'its mask is no PNG: classes of pixels are kept in one with a palette or in grey',
  maskDeep: 'its mask has 16 bits a pixel; classes are numbered 0 to 255',
  maskColours: 'its mask is in colours; classes of pixels are a palette or greys',
  diskFull: 'there is no room left on the disk',
  folderInClass: 'a folder inside a class',
  notPicture: 'not a picture',
  csvEmpty: '{path} holds no rows.',
  csvOneColumn:
    '{path} has one column only: samples need columns of numbers and one to be predicted, separated by commas, semicolons or tabs.',
  csvNoColumn: '{path} has no column {name}; it has {names}.',
  csvNoFeatures: '{path} has no column left to predict from.',
  csvRow: 'row {row}: {reason}',
  csvCells: '{received} cells instead of {expected}',
  csvMissing: 'nothing in column {column}',
  csvText: '“{text}” in column {column} is no number',
  csvNoFlag: '“{text}” in column {column} is neither 0 nor 1',
  csvNoPicture: 'there is no picture {name} beside the file',
  csvFewRows: '{count} rows are too few',
  csvUnreadable: '{path} cannot be read as a table of {names} columns: {reason}.',
  csvOneClass: 'Every row of {path} has the target {name}: at least two classes are needed.',
  csvManyClasses: '{path} has {count} classes; 65,536 is the most. For values choose regression.',
  npyMagic: '{path} is no file of NumPy.',
  npyHeader: '{path} has a header that cannot be read.',
  npyType:
    "{path} holds values of type {type}; bytes, whole numbers, floats of 32 or 64 bits and strings are read. In Python: array.astype('float32').",
  npyFortran: '{path} is in Fortran order. In Python: numpy.ascontiguousarray(array).',
  npyShort: '{path} is cut short: an array of {shape} takes {expected} bytes, received {received}.',
  npyShapes:
    '{path} holds x of {x} and y of {y}: samples need a first axis that counts them and at least one of values.',
  npyCounts: '{path} holds x of {x} and y of {y}: the first axes count samples and must be the same.',
  npyNotFinite: '{path} holds values that are no numbers, first in sample {row}.',
  npyNoLabels:
    '{path} holds samples; the file with their labels is missing: x.npy goes with y.npy, images.npy with labels.npy.',
  npyNoClasses: '{path} holds targets of {shape} that are no classes: whole numbers from 0 are needed.',
  npzNames: '{path} holds {names}: x and y are needed, or x_train and y_train.',
  noMasks: '{path} holds no pictures with masks: images/ and masks/ are needed, with files of the same names.',
  masksOneClass: 'The masks of {path} hold one value only, {value}: at least two classes are needed.',
  maskMissing: 'there is no mask of this name',
  foreignFormat:
    "{path} is a {ending} file, which is not read here. In Python, numpy.savez('data.npz', x=…, y=…) writes one that is; pictures can be unpacked into a folder per class.",
  missing: '{path} does not exist.',
  unreadable: '{path} cannot be read: {reason}',
  loadCancelled: 'Loading was cancelled.',
} as const;

export type SayingCode = keyof typeof sayings;

export type SayingValues = Readonly<Record<string, string>>;

/** The sentence in English. */
export function say(code: SayingCode, values: Readonly<Record<string, string | number>> = {}): string {
  return sayings[code].replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

export interface Recognised {
  readonly code: SayingCode;
  readonly values: SayingValues;
}

/** Which sentence a message is, with its values; `null` for what a driver or tfjs said. */
export function recognise(message: string): Recognised | null {
  for (const { code, pattern, keys } of patterns) {
    const match = pattern.exec(message);
    if (match) return { code, values: Object.fromEntries(keys.map((key, i) => [key, match[i + 1] ?? ''])) };
  }
  return null;
}

const isSaying = (code: string): code is SayingCode => Object.hasOwn(sayings, code);

/** The sentences with the most words of their own first: `{path} cannot be read` is the end of others. */
const patterns = Object.entries(sayings)
  .map(([code, text]) => {
    const words = text.split(/\{\w+\}/);
    const source = words.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.*?)');
    const keys = [...text.matchAll(/\{(\w+)\}/g)].map(([, key = '']) => key);
    return { code, pattern: new RegExp(`^${source}$`, 's'), keys, own: words.join('').length };
  })
  .sort((a, b) => b.own - a.own)
  .flatMap(({ code, ...rest }) => (isSaying(code) ? [{ code, ...rest }] : []));
