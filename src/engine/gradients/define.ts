import { type NamedAttrMap, registerGradient, Tensor } from '@tensorflow/tfjs-core';

type Gradients = Readonly<Record<string, () => Tensor>>;

interface Definition {
  readonly kernel: string;
  readonly inputs?: readonly string[];
  /** The kernel's output comes after the saved inputs. */
  readonly output?: boolean;
  readonly gradient: (dy: Tensor, saved: SavedTensors, attrs: NamedAttrMap) => Gradients;
}

type SavedTensors = (place: number) => Tensor;

/** Registers the gradient of one tfjs kernel; `saved(i)` are its `inputs` in order, then its output if asked for. */
export function defineGradient({ kernel, inputs, output, gradient }: Definition): void {
  registerGradient({
    kernelName: kernel,
    ...(inputs === undefined ? {} : { inputsToSave: [...inputs] }),
    ...(output === true ? { outputsToSave: [true] } : {}),
    gradFunc: (dy, saved, attrs) => {
      if (!(dy instanceof Tensor)) throw new Error(`${kernel} has one output`);
      const at: SavedTensors = (place) => {
        const tensor = saved[place];
        if (tensor === undefined) throw new Error(`${kernel} saved no tensor ${place}`);
        return tensor;
      };
      return gradient(dy, at, attrs);
    },
  });
}
