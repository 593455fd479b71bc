import type { Fix, Problem, ProblemValues } from './problem.ts';

/** English text of every problem; `{name}` is replaced from the problem's values. French: `renderer/i18n/fr/problems.ts`. */
export const problemMessages = {
  'arity.none': '{name} has no input. Connect a layer to it.',
  'arity.source': '{name} is where data enters: no layer can feed it.',
  'arity.few': '{name} needs {expected} inputs, received {received}.',
  'arity.many': '{name} takes {expected} input, received {received}.',
  'rank.mismatch': '{name} expects {expected}, received {received}.',
  'shape.mismatch': '{name} needs equal shapes: {first} and {second} differ.',
  'concat.mismatch': '{name} joins along axis {axis}: every other size must be equal, {first} and {second} differ.',
  'window.misfit': '{name}: a window of {window} does not fit into {size} along the {axis}.',
  'reshape.size': '{name}: {from} holds {fromSize} values, {to} holds {toSize}.',
  'reshape.indivisible': '{name}: {fromSize} values cannot be divided by {known}.',
  'params.invalid': '{name}, {field}: {reason}.',
  'params.atLeast': '{name}, {field}: must be at least {limit}, received {received}.',
  'params.above': '{name}, {field}: must be above {limit}, received {received}.',
  'params.atMost': '{name}, {field}: must be at most {limit}, received {received}.',
  'params.below': '{name}, {field}: must be below {limit}, received {received}.',
  'params.tooShort': '{name}, {field}: needs at least {limit} values.',
  'params.tooLong': '{name}, {field}: takes at most {limit} values.',
  'params.integer': '{name}, {field}: must be a whole number, received {received}.',
  'params.type': '{name}, {field}: must be of type {expected}, received {received}.',
  'params.option': '{name}, {field}: must be one of {options}, received {received}.',
  'size.unsafe': '{name}: {what} is beyond 2^53, too large to count exactly.',
  'size.unsafeTotal': 'The network as a whole is beyond 2^53, too large to count exactly.',
  'mode.muted': '{name} receives nothing: {from} is muted.',
  'mode.nothing': '{name} receives nothing: {from} is bypassed and has nothing to pass on.',
  'graph.empty': 'The network is empty. Add an Input, or open a template.',
  'graph.cycle': 'These layers feed each other in a circle: {names}.',
  'graph.noInput': 'The network has no Input layer.',
  'graph.unknownKind': '{name}: the kind “{kind}” is not known to this version.',
  'graph.duplicateName': 'Two layers are named {name}.',
  'connect.missing': 'One of these layers does not exist any more.',
  'connect.self': '{from} cannot feed itself.',
  'connect.exists': '{from} feeds {to} already.',
  'connect.cycle': 'A wire from {from} to {to} would close a circle.',
  'compile.inputs': 'Training needs one Input, this network has {count}: {names}.',
  'compile.noOutput': 'The network has no output: connect a layer to the Input.',
  'compile.outputs': 'Training needs one output, this network has {count}: {names}.',
  'training.noWeights': 'The network has nothing to train: no layer with weights.',
  'training.allFrozen': 'The network has nothing to train: all its layers with weights are frozen.',
  'training.imageShape': '{name} takes {expected}, the images are {received}.',
  'training.outputRank': '{name} puts out {shape}: labels need a vector, one value per class.',
  'training.outputUnits': '{name} puts out {units} values, the data has {classes} classes.',
  'training.outputValues': '{name} puts out {units} values, the data has {classes} numbers to predict.',
  'training.outputMask': '{name} puts out {shape}: masks need {expected}, a value per class for each pixel.',
  'training.outputBounded': '{name} ends with {activation}: numbers outside 0 to 1 cannot be reached.',
  'training.softmaxShares': '{name} ends with softmax, whose values sum to 1: several labels cannot hold at once.',
  'training.lossOneLabel': '{loss} does not teach one class for each sample.',
  'training.lossManyLabel': '{loss} does not teach several labels for each sample.',
  'training.lossRegression': '{loss} does not teach numbers to predict.',
  'training.lossSegmentation': '{loss} does not teach a class for each pixel.',
  'training.outputActivation': '{name} ends with {activation}: {loss} needs probabilities.',
  'training.oneUnit': '{name} puts out one value, for which {loss} is always 0.',
  'training.batchSize': 'A batch of {batchSize} is larger than the {count} training images.',
  'export.tfjs.ignored':
    '{name}: TensorFlow.js ignores {option} {value} of {layer} and would compute something else. Change it and train again to export.',
  'export.tfjs.activation':
    '{name}: TensorFlow.js does not know the activation {activation} and refuses the model. Choose another and train again to export.',
  'export.tfjs.shared':
    '{name} uses the weights of {other} in another way: TensorFlow.js has one layer for both, with the same settings.',
  'export.tfjs.layer':
    '{name}: TensorFlow.js does not know the layer {layer} and refuses the model. Replace it and train again to export.',
  'export.keras.shared':
    '{name} uses the weights of {other} in another way: Keras has one layer for both, with the same settings. Make them equal, or let {name} have weights of its own.',
  'export.keras.layer': '{name}: Keras does not have the layer {layer}. Replace it to export.',
  'export.nested.shared':
    'The group {name} stays as layers: {layer} is used in it and outside of it with the same weights, which Keras cannot keep between two models.',
  'export.nested.around':
    'The group {name} stays as layers: what it puts out comes back to it through {layer}, which lies outside.',
  'export.nested.adapted':
    'The group {name} stays as layers: from an .h5 file Keras does not ready what {layer} has seen of the data where it lies in a model. A .keras file can have it.',
  'export.nested.empty': 'The group {name} stays as layers: there is nothing in it but inputs of the network.',
  'export.ray.task':
    'The Ray project trains a network with one input that tells one class of several (softmax, categorical cross-entropy), not with the loss {loss}. Export the PyTorch code, and train it with a script of your own.',
  'export.torch.layer':
    '{name}: the PyTorch code has no form of the layer {layer}. Replace it, or export as .keras or .h5.',
  'export.torch.option':
    '{name}: the PyTorch code cannot compute {option} {value}. Change it and train again, or export as .keras or .h5.',
  'export.torch.shared':
    '{name} uses the weights of {other} in another way: in PyTorch one module serves both, with the same settings. Make them equal, or let {name} have weights of its own.',
  'export.onnx.layer': '{name}: ONNX has no operators for the layer {layer}. Replace it, or export as .keras or .h5.',
  'export.onnx.option':
    '{name}: ONNX cannot compute {option} {value}. Change it and train again, or export as .keras or .h5.',
  'export.onnx.size':
    'The file would have {bytes} bytes: an ONNX file holds less than 2,147,483,648. Export as .keras or .h5.',
  'export.tflite.layer':
    '{name}: TensorFlow Lite has no operators for the layer {layer}. Replace it, or export as .keras or .h5.',
  'export.tflite.option':
    '{name}: TensorFlow Lite cannot compute {option} {value}. Change it and train again, or export as .keras or .h5.',
  'export.tflite.steps':
    '{name} reads a series of {steps} steps: in TensorFlow Lite each is written out, {most} at most. Shorten the series, or export as .keras or .h5.',
  'export.tflite.size':
    'The file would have {bytes} bytes: a TensorFlow Lite file holds less than 2,147,483,648. Export with int8 weights, or as .keras or .h5.',
  'custom.notAnalysed':
    '{name}: {layer} is not a layer that Stride knows. It is kept as it came; its parameters and cost are not counted.',
  'custom.shapeUnknown':
    '{name}: what {layer} puts out is not known, so nothing after it can be computed. State its output shape.',
  'compile.custom': '{name}: {layer} is not a layer that Stride knows, so the network cannot run here. Replace it.',
  'shared.missing': '{name} uses the weights of a layer that does not exist.',
  'shared.mismatch': '{name} uses the weights of {other}, but needs {expected}; {other} has {received}.',
  'stride.dilation': '{name}: strides {strides} and dilation {dilation} cannot both be above 1.',
  'groups.channels': '{name}: {count} input channels cannot be divided into {groups} groups.',
  'groups.filters': '{name}: {count} filters cannot be divided into {groups} groups.',
  'transposed.outputPadding':
    '{name}: an output padding of {padding} is not possible here, it must be between {least} and {most}.',
  'crop.all': '{name}: cutting off {cut} leaves nothing of {size}.',
} as const;

/** English titles of fixes. */
export const fixTitles = {
  'insert.flatten': 'Insert Flatten',
  'insert.globalAveragePooling': 'Insert global average pooling',
  'insert.projection': 'Insert 1×1 Conv, {filters} filters, stride {stride}',
  'insert.projection.dense': 'Insert Dense, {units} units',
  'insert.pooling': 'Insert average pooling {window}',
  'insert.upSampling': 'Insert UpSampling2D {size}',
  'insert.reshape': 'Insert Reshape to {shape}',
  'insert.cropping': 'Crop to {size}',
  'insert.padding': 'Pad to {size} with zeros',
  'insert.paddingMultiple': 'Pad the input to {size}, a multiple of {multiple}',
  'set.paddingSame': 'Set padding to same',
  'set.paddingSame.of': 'Set the padding of {names} to same',
  'set.filters': 'Let {names} put out {filters} channels',
  'set.kernel': 'Shrink the window to {window}',
  'set.field': 'Set {field} to {value}',
  'replace.concatenate': 'Replace by Concatenate',
  'replace.kind': 'Replace by {kind}',
  'append.layers': 'Append {layers}',
  'set.loss': 'Train with {loss}',
  'unfreeze.all': 'Let all layers learn',
  'unfreeze.last': 'Let {name} learn',
  'set.batchSize': 'Set the batch size to {value}',
  'remove.edge': 'Remove the wire {from} → {to}',
  'remove.merge': 'Remove {name}, keep {from}',
  'remove.branch': 'Remove the branch that ends in {name}',
  'set.defaults': 'Set {name} back to its defaults',
  'remove.node': 'Remove {name}',
  'weights.own': 'Give {name} weights of its own',
  'mode.work': 'Let {names} work again',
  'mode.bypass': 'Bypass {names} instead',
  'mode.mute': 'Mute {names} too',
  'rename.unique': 'Rename to {name}',
  'connect.nearest': 'Connect {from}',
  'add.input': 'Add an Input',
} as const;

export type ProblemCode = keyof typeof problemMessages;
export type FixCode = keyof typeof fixTitles;

/** Replaces each `{name}` by its value. */
export const fillTemplate = (template: string, values: ProblemValues): string =>
  template.replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole));

type Where = Partial<Pick<Problem, 'severity' | 'nodeId' | 'edgeId' | 'field' | 'fixes'>>;

export const problem = (code: ProblemCode, values: ProblemValues, where: Where = {}): Problem => ({
  severity: 'error',
  ...where,
  code,
  values,
  message: fillTemplate(problemMessages[code], values),
});

export const fix = (code: FixCode, values: ProblemValues, commands: Fix['commands']): Fix => ({
  code,
  values,
  title: fillTemplate(fixTitles[code], values),
  commands,
});
