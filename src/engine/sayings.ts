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
  outputUnits: 'The network has {units} outputs; the data has {classes} classes.',
  outputActivation: '{loss} needs probabilities; the network ends in {activation}, not in softmax or sigmoid.',
  noTrainingImages: '{data} has no training images.',
  noSplitImages: '{data} has no {split} images.',
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
  folderInClass: 'a folder inside a class',
  notPicture: 'not a picture',
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
