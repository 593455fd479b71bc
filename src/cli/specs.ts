import { normalizationKinds, resizeModes } from '../core/document/data-ref.ts';
import type { CommandSpec, OptionSpec } from './args.ts';
import { exportFormats } from './export-formats.ts';

const json: OptionSpec = { type: 'flag', help: 'print JSON and nothing else' };
const data: OptionSpec = {
  type: 'text',
  value: 'digits|fashion-mnist|PATH',
  help: 'an embedded set; a folder per class, of images and masks, or of idx files; a CSV, .npz or .npy file',
};
/** How data is made ready. */
const dataOptions: CommandSpec['options'] = {
  resize: { type: 'text', value: 'HOW', choices: resizeModes, help: 'stretch, pad or crop pictures (stretch)' },
  colour: { type: 'text', value: 'HOW', choices: ['grey', 'rgb'], help: 'grey or rgb (as the network takes)' },
  normalize: {
    type: 'text',
    value: 'HOW',
    choices: normalizationKinds,
    help: 'values 0 to 1 (unit), -1 to 1 (signed), mean 0 and deviation 1 (standard), as they are (none)',
  },
  target: { type: 'text', value: 'NAMES', help: 'columns of a CSV file to predict, names or numbers (the last)' },
  task: {
    type: 'text',
    value: 'NAME',
    choices: ['oneLabel', 'regression'],
    help: 'what the target is (found by itself)',
  },
};
const backend: OptionSpec = {
  type: 'text',
  value: 'auto|wasm|cpu',
  choices: ['auto', 'wasm', 'cpu'],
  help: 'what computes (auto)',
};
const network = {
  name: 'TEMPLATE|FILE',
  help: 'id of a template (stride templates), a Stride file, or a Keras or tfjs model.json',
};
const trained = { name: 'DIR', help: 'folder that stride train made' };

export const specs = {
  templates: {
    name: 'templates',
    summary: 'Lists the templates with their computed figures.',
    arguments: [],
    options: { json },
  },
  summary: {
    name: 'summary',
    summary: 'Prints the layers of a network with shapes, parameters and MACs.',
    arguments: [network],
    options: {
      format: {
        type: 'text',
        value: 'NAME',
        choices: ['text', 'csv', 'md'],
        help: 'text, csv or md: the layers as a table to read, for a spreadsheet, or in Markdown (text)',
      },
      json,
    },
  },
  validate: {
    name: 'validate',
    summary: 'Checks a network; exits with 1 if it has errors.',
    arguments: [network],
    options: { json },
  },
  generate: {
    name: 'generate',
    summary: 'Makes a network from a CS231n pattern, as "INPUT 32x32x3 -> [[CONV 32 -> RELU]*2 -> POOL]*3 -> FC 10".',
    arguments: [{ name: 'PATTERN', help: 'the line, in quotes' }],
    options: {
      output: { type: 'text', short: 'o', value: 'FILE', required: true, help: 'project to write (.stride or .json)' },
      name: { type: 'text', value: 'NAME', help: 'name of the network (ConvNet)' },
      json,
    },
  },
  import: {
    name: 'import',
    summary: 'Makes a project of a Keras or tfjs file, with its weights; or of any network with weights from a file.',
    arguments: [
      {
        name: 'FILE',
        help: '.keras, .h5, model.json; with --weights also a project, a folder of stride train, a template',
      },
    ],
    options: {
      output: {
        type: 'text',
        short: 'o',
        value: 'PROJECT',
        required: true,
        help: 'project to write (.stride or .json)',
      },
      name: { type: 'text', value: 'NAME', help: 'name of the network (that of the model)' },
      weights: {
        type: 'text',
        value: 'FILE',
        help: 'its weights: .safetensors, .npz, .weights.h5 or .keras, by the names that stride export writes',
      },
      json,
    },
  },
  train: {
    name: 'train',
    summary: 'Trains a network and writes model, history and project to a folder.',
    arguments: [network],
    options: {
      data: { ...data, required: true },
      ...dataOptions,
      output: { type: 'text', short: 'o', value: 'DIR', required: true, help: 'folder for the results' },
      epochs: { type: 'integer', value: 'N', min: 1, max: 100_000, help: 'passes over the training images' },
      'batch-size': { type: 'integer', value: 'N', min: 1, max: 65_536, help: 'images a step' },
      optimizer: {
        type: 'text',
        value: 'NAME',
        choices: ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw'],
        help: 'sgd, momentum, nesterov, adagrad, rmsprop, adam or adamw',
      },
      tensorboard: { type: 'text', value: 'DIR', help: 'log the run there for TensorBoard, epoch by epoch' },
      'learning-rate': { type: 'number', value: 'X', above: 0, help: 'step size' },
      seed: { type: 'integer', value: 'N', min: 0, max: 2 ** 31 - 1, help: 'same seed, data and backend: same curve' },
      'no-forecast': { type: 'flag', help: 'begin at once, without measuring how long it will take' },
      backend,
      json,
    },
  },
  augment: {
    name: 'augment',
    summary: 'Writes changed copies of the training images, as PNG files in a folder per class.',
    arguments: [
      { name: 'TEMPLATE|FILE', help: 'network whose augmentation is done; one that suits the data where it has none' },
    ],
    options: {
      data: { ...data, required: true },
      ...dataOptions,
      output: { type: 'text', short: 'o', value: 'DIR', required: true, help: 'empty folder for the images' },
      copies: { type: 'integer', value: 'N', min: 1, max: 1000, help: 'of each image (1)' },
      seed: { type: 'integer', value: 'N', min: 0, max: 2 ** 31 - 1, help: 'same seed and data: same images' },
      json,
    },
  },
  evaluate: {
    name: 'evaluate',
    summary: 'Measures a trained network on the test images.',
    arguments: [trained],
    options: {
      data: { ...data, help: 'labelled images (those it was trained on)' },
      split: {
        type: 'text',
        value: 'NAME',
        choices: ['train', 'validation', 'test'],
        help: 'train, validation or test (test)',
      },
      'batch-size': { type: 'integer', value: 'N', min: 1, max: 65_536, help: 'images a step (64)' },
      backend,
      json,
    },
  },
  predict: {
    name: 'predict',
    summary: 'Says what images show.',
    arguments: [trained, { name: 'IMAGE|FOLDER', help: 'PNG or JPEG files, and folders of them', many: true }],
    options: {
      csv: { type: 'text', value: 'FILE', help: 'write a table there: path, answer, and every figure of it' },
      backend,
      json,
    },
  },
  export: {
    name: 'export',
    summary: 'Writes a model for use elsewhere.',
    arguments: [
      { name: 'TEMPLATE|FILE|DIR', help: 'a template, a Stride or Keras file, or a folder that stride train made' },
    ],
    options: {
      to: { type: 'text', value: 'FORMAT', choices: exportFormats, required: true, help: exportFormats.join(', ') },
      output: { type: 'text', short: 'o', value: 'PATH', required: true, help: 'file to write; of tfjs the folder' },
      nested: {
        type: 'flag',
        help: 'groups as models in the model, with their names and weights (keras, h5, keras-code)',
      },
      json,
    },
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandName = keyof typeof specs;
