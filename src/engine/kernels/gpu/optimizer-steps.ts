import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import { input, number } from '../attributes.ts';
import { adagradStep, adamStep, momentumStep, nesterovStep, rmspropStep, sgdStep } from '../names.ts';
import { replaceKernel } from '../registry.ts';
import type { GpuMachine, Pointwise } from './program.ts';

interface Stage {
  /** Replaces the tensor of this name for the stages after it. */
  readonly makes: string;
  readonly program: Pointwise;
}

interface Step {
  readonly kernel: string;
  /** Numbers of the stages by name. */
  readonly values: (attrs: NamedAttrMap | undefined) => Readonly<Record<string, number>>;
  /** The slots in the order in which they are returned behind the weight. */
  readonly slots: readonly string[];
  readonly stages: readonly Stage[];
}

const stage = (makes: string, inputs: readonly string[], numbers: readonly string[], formula: string): Stage => ({
  makes,
  program: { inputs, numbers: Object.fromEntries(numbers.map((name) => [name, 'float'])), formula },
});

const given =
  (...names: readonly string[]): Step['values'] =>
  (attrs) =>
    Object.fromEntries(names.map((name) => [name, number(attrs, name)]));

/** A graphics program writes one tensor: a rule takes as many as it has slots, and one. */
const steps: readonly Step[] = [
  {
    kernel: sgdStep,
    values: given('learningRate'),
    slots: [],
    stages: [stage('weight', ['weight', 'gradient'], ['learningRate'], 'weight - learningRate * gradient')],
  },
  {
    kernel: momentumStep,
    values: given('learningRate', 'momentum'),
    slots: ['velocity'],
    stages: [
      stage(
        'velocity',
        ['velocity', 'gradient'],
        ['learningRate', 'momentum'],
        'momentum * velocity - learningRate * gradient',
      ),
      stage('weight', ['weight', 'velocity'], [], 'weight + velocity'),
    ],
  },
  {
    kernel: nesterovStep,
    values: given('learningRate', 'momentum'),
    slots: ['velocity'],
    stages: [
      stage(
        'velocity',
        ['velocity', 'gradient'],
        ['learningRate', 'momentum'],
        'momentum * velocity - learningRate * gradient',
      ),
      stage(
        'weight',
        ['weight', 'velocity', 'gradient'],
        ['learningRate', 'momentum'],
        'weight + (momentum * velocity - learningRate * gradient)',
      ),
    ],
  },
  {
    kernel: adagradStep,
    values: given('learningRate', 'epsilon'),
    slots: ['accumulator'],
    stages: [
      stage('accumulator', ['accumulator', 'gradient'], [], 'accumulator + gradient * gradient'),
      stage(
        'weight',
        ['weight', 'gradient', 'accumulator'],
        ['learningRate', 'epsilon'],
        'weight - learningRate * gradient / sqrt(accumulator + epsilon)',
      ),
    ],
  },
  {
    kernel: rmspropStep,
    values: (attrs) => ({ ...given('learningRate', 'rho', 'epsilon')(attrs), rest: 1 - number(attrs, 'rho') }),
    slots: ['square'],
    stages: [
      stage('square', ['square', 'gradient'], ['rho', 'rest'], 'rho * square + rest * gradient * gradient'),
      stage(
        'weight',
        ['weight', 'gradient', 'square'],
        ['learningRate', 'epsilon'],
        'weight - learningRate * gradient / sqrt(square + epsilon)',
      ),
    ],
  },
  {
    kernel: adamStep,
    // What is left to 1 is taken here, in double precision: 1 − 0.999 loses 4 digits in single.
    values: (attrs) => ({
      ...given('rate', 'beta1', 'beta2', 'epsilon')(attrs),
      rest1: 1 - number(attrs, 'beta1'),
      rest2: 1 - number(attrs, 'beta2'),
      keep: 1 - number(attrs, 'decay'),
    }),
    slots: ['mean', 'square'],
    stages: [
      stage('mean', ['mean', 'gradient'], ['beta1', 'rest1'], 'beta1 * mean + rest1 * gradient'),
      stage('square', ['square', 'gradient'], ['beta2', 'rest2'], 'beta2 * square + rest2 * gradient * gradient'),
      stage(
        'weight',
        ['weight', 'mean', 'square'],
        ['rate', 'epsilon', 'keep'],
        'keep * weight - rate * mean / (sqrt(square) + epsilon)',
      ),
    ],
  },
];

/** The optimizers' steps: `[weight, slots…]` as they are next. */
export function installGpuOptimizerSteps({ backendName, pointwise }: GpuMachine): void {
  for (const { kernel, values, slots, stages } of steps) {
    replaceKernel(backendName, kernel, ({ inputs, attrs }): TensorInfo[] => {
      const known = values(attrs);
      const current = new Map(['weight', 'gradient', ...slots].map((name) => [name, input(inputs, name)]));
      const named = (name: string): TensorInfo => {
        const info = current.get(name);
        if (info === undefined) throw new Error(`${kernel} has no ${name}`);
        return info;
      };
      for (const { makes, program } of stages) {
        const numbers = Object.keys(program.numbers).map((name) => known[name] ?? Number.NaN);
        current.set(makes, pointwise(program, program.inputs.map(named), numbers));
      }
      return ['weight', ...slots].map(named);
    });
  }
}
