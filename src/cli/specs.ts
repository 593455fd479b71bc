import type { CommandSpec, OptionSpec } from './args.ts';

const json: OptionSpec = { type: 'flag', help: 'print JSON and nothing else' };
const network = { name: 'TEMPLATE|FILE', help: 'id of a template (stride templates), or a Stride file' };

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
    options: { json },
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
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandName = keyof typeof specs;
