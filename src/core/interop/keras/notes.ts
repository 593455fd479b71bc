/** Why a layer was kept as it came, or what of it was lost. The values are put in for the braces; any language can say it. */
export const noteTexts = {
  unknownLayer: 'Stride does not know the layer {layer}.',
  operation: 'Stride has no layer that computes the operation {operation} as it is called.',
  same: '{layer} became {kind}, which computes the same.',
  foreignLayer: '{layer} is a layer of {module}, not of Keras.',
  option: 'Stride has no {setting} = {value} here.',
  missing: 'The file does not say {setting}.',
  inputs: 'Stride’s {layer} does not take {count} inputs.',
  argument: 'It is called with {setting} = {value}.',
  namedInput: 'It is called with a tensor as {setting}.',
  outputs: 'It has several outputs, of which more than the first is used.',
  refused: 'Stride refuses it: {reason}',
  shape: 'Keras gives it the shape {expected}, Stride {received}.',
  inner: 'The layer inside it, {layer}, is none that Stride can wrap.',
  lost: '{setting} was {value}; Stride has no such thing.',
  openSize: 'The file leaves its shape open: {expected}. {received} was put in.',
  noInput: 'The file does not say the shape of the input: put an Input before this layer.',
  mask: 'It is told by a mask which steps count; here all do.',
  activation: 'Its activation, {value}, is a node of its own here.',
  innerOutput: 'It is an output that other layers use too; here only the last layers are outputs.',
  channelsFirst: 'Its channels came first; the network was turned to channels last.',
  missingInput: 'It is fed by {layer}, which the file does not have.',
} as const;

export type NoteCode = keyof typeof noteTexts;

export interface Note {
  readonly code: NoteCode;
  readonly values: Readonly<Record<string, string>>;
  /** In English. */
  readonly message: string;
}

export const fillIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');

export const note = (code: NoteCode, values: Readonly<Record<string, string>> = {}): Note => ({
  code,
  values,
  message: fillIn(noteTexts[code], values),
});

/** A layer that the report names. */
export interface LayerNote extends Note {
  readonly nodeId: string;
  readonly name: string;
  /** Keras's class. */
  readonly className: string;
  /** Names of further layers of which the same is to be said, in the file's order. */
  readonly others: readonly string[];
}

/** Each thing that is to be said once, with all layers of which it is: a network may have three hundred frozen ones. */
export function collected(notes: readonly Omit<LayerNote, 'others'>[]): readonly LayerNote[] {
  const said = new Map<string, { readonly first: Omit<LayerNote, 'others'>; readonly others: string[] }>();
  for (const one of notes) {
    const key = JSON.stringify([one.code, one.values]);
    const known = said.get(key);
    if (!known) said.set(key, { first: one, others: [] });
    else if (known.first.name !== one.name && known.others.at(-1) !== one.name) known.others.push(one.name);
  }
  return [...said.values()].map(({ first, others }) => ({ ...first, others }));
}

/** Number of layers that notes speak of. */
export const layersIn = (notes: readonly LayerNote[]): number =>
  new Set(notes.flatMap(({ name, others }) => [name, ...others])).size;

/** What became of a file. */
export interface ImportReport {
  /** Nodes that were made. */
  readonly layers: number;
  readonly groups: number;
  /** Layers that were kept as they came, and are not analysed. */
  readonly custom: readonly LayerNote[];
  /** Settings that came in otherwise than the file has them. */
  readonly changed: readonly LayerNote[];
}

export const errorTexts = {
  notJson: 'This is not JSON: {reason}.',
  notKeras: 'This is no file of Keras: neither a .keras archive nor an .h5 file.',
  damaged: 'This file of Keras is damaged or cut off.',
  weightsAlone:
    'This file holds weights without the layers that they belong to: open their network, then choose “Load weights…”.',
  archive: 'This is an archive without a config.json: no .keras file.',
  notModel: 'This JSON is no Keras model: it has no layers.',
  weights: 'This JSON lists weights, without the layers that they belong to.',
  graphModel: 'This is a TensorFlow graph (tfjs graph model): it has operations, no layers.',
  metadata: 'This is the metadata.json of a .keras file: the layers are in its config.json.',
  stride: 'This is a Stride file, not one of Keras.',
  subclassed: '{layer} is a subclassed model: its layers are in its Python code, not in this file.',
  empty: 'The model {layer} has no layers.',
  notWeights: 'This is no file of weights that Stride reads: .safetensors, .npz, or Keras’s .weights.h5 or .keras.',
  weightsDamaged: 'This file of weights is damaged or cut off.',
  weightMissing: 'It has no weight {name} for the layer {layer}. It has, among others: {others}.',
  weightShape: 'Its weight {name} is {received}; the layer {layer} needs {expected}.',
  weightValues: 'The values of its weight {name} are cut off, or of a kind that is not read.',
  onnxDamaged: 'This ONNX file is damaged or cut off.',
  onnxInput:
    'The input {name} has {axes} axes: Stride’s networks take batches of vectors, series or images, of two axes at least.',
  onnxBeside:
    'Its weights are in the file {file}, which is not beside it: put both into one folder and open it from there.',
  onnxMakes: 'The node {node} makes values without any input, which no layer of Stride’s does.',
  tooDeep: 'More than {count} models or values are inside one another in this file: no program writes such a model.',
} as const;

export type ImportErrorCode = keyof typeof errorTexts;

export interface ImportError {
  readonly code: ImportErrorCode;
  readonly values: Readonly<Record<string, string>>;
  readonly message: string;
}

export const importError = (code: ImportErrorCode, values: Readonly<Record<string, string>> = {}): ImportError => ({
  code,
  values,
  message: fillIn(errorTexts[code], values),
});
