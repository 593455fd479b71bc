import { type KernelFunc, type NamedAttrMap, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { input, number } from '../attributes.ts';
import { adagradStep, adamStep, momentumStep, nesterovStep, rmspropStep, sgdStep } from '../names.ts';
import { replaceKernel } from '../registry.ts';
import { shareValues } from './crew.ts';
import type { Machine } from './machine.ts';
import type { Routines } from './routines.ts';

interface Step {
  readonly kernel: string;
  readonly routine: Extract<keyof Routines, `${string}Step`>;
  readonly slots: readonly string[];
  /** Numbers in the routine's order. */
  readonly values: (attrs: NamedAttrMap | undefined) => readonly number[];
}

const steps: readonly Step[] = [
  {
    kernel: sgdStep,
    routine: 'sgdStep',
    slots: [],
    values: (attrs) => [number(attrs, 'learningRate')],
  },
  {
    kernel: nesterovStep,
    routine: 'nesterovStep',
    slots: ['velocity'],
    values: (attrs) => [number(attrs, 'learningRate'), number(attrs, 'momentum')],
  },
  {
    kernel: adagradStep,
    routine: 'adagradStep',
    slots: ['accumulator'],
    values: (attrs) => [number(attrs, 'learningRate'), number(attrs, 'epsilon')],
  },
  {
    kernel: momentumStep,
    routine: 'momentumStep',
    slots: ['velocity'],
    values: (attrs) => [number(attrs, 'learningRate'), number(attrs, 'momentum')],
  },
  {
    kernel: rmspropStep,
    routine: 'rmspropStep',
    slots: ['square'],
    values: (attrs) => {
      const rho = number(attrs, 'rho');
      return [number(attrs, 'learningRate'), rho, 1 - rho, number(attrs, 'epsilon')];
    },
  },
  {
    kernel: adamStep,
    routine: 'adamStep',
    slots: ['mean', 'square'],
    values: (attrs) => {
      const [beta1, beta2] = [number(attrs, 'beta1'), number(attrs, 'beta2')];
      const keep = 1 - number(attrs, 'decay');
      return [number(attrs, 'rate'), beta1, 1 - beta1, beta2, 1 - beta2, number(attrs, 'epsilon'), keep];
    },
  },
];

/** The optimizers' steps in one pass each: `[weight, slots…]` as they are next. */
export function installOptimizerSteps({ crew, address, allocate }: Machine): void {
  for (const { kernel, routine, slots, values } of steps) {
    const kernelFunc: KernelFunc = ({ inputs, attrs }): TensorInfo[] => {
      const given = ['weight', 'gradient', ...slots].map((name) => input(inputs, name));
      const [weight] = given;
      const { shape } = input({ weight }, 'weight');
      const next = ['weight', ...slots].map(() => allocate(shape));
      const places = [...given, ...next].map(address);
      const numbers = values(attrs);
      shareValues(crew, util.sizeFromShape(shape), places.length, (lane, from, count) =>
        lane[routine](...places.map((place) => place + from * 4), count, ...numbers),
      );
      return next;
    };
    replaceKernel('wasm', kernel, kernelFunc);
  }
}
