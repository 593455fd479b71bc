import { kernelModules } from './module.ts';

type Routine = (...values: number[]) => number;

/** What the module exports, each known by its place here. */
export const routineNames = [
  'product',
  'productScratch',
  'filterScratch',
  'packFilter',
  'packTurnedFilter',
  'place',
  'convolveImage',
  'gradientScratch',
  'filterGradientOfImage',
  'depthwiseInputGradient',
  'depthwiseFilterGradient',
  'maxPoolGradient',
  'avgPoolGradient',
  'reluGradient',
  'clear',
  'sumRows',
  'addSums',
  'sgdStep',
  'nesterovStep',
  'adagradStep',
  'momentumStep',
  'rmspropStep',
  'adamStep',
] as const;

export type RoutineName = (typeof routineNames)[number];
export type Routines = Readonly<Record<RoutineName, Routine>>;

/** The kernels over this memory; `null` where SIMD is missing. */
export async function startRoutines(memory: WebAssembly.Memory): Promise<Routines | null> {
  const text = memory.buffer instanceof ArrayBuffer ? kernelModules.single : kernelModules.shared;
  const binary = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (!WebAssembly.validate(binary)) return null;
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
  return routinesOf(instance.exports);
}

function routinesOf(exports: WebAssembly.Exports): Routines {
  return routinesBy((name) => {
    const routine = exports[name];
    if (typeof routine !== 'function') throw new Error(`the kernels have no ${name}`);
    return (...values) => Number(routine(...values));
  });
}

export function routinesBy(make: (name: RoutineName, place: number) => Routine): Routines {
  const routines: Partial<Record<string, Routine>> = Object.fromEntries(
    routineNames.map((name, place): [string, Routine] => [name, make(name, place)]),
  );
  if (!isComplete(routines)) throw new Error('unreachable: each was made above');
  return routines;
}

const isComplete = (routines: Partial<Record<string, Routine>>): routines is Routines =>
  routineNames.every((name) => name in routines);
