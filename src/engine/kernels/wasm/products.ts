import { _FusedMatMul, BatchMatMul, type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { input } from '../attributes.ts';
import { replaceKernel } from '../registry.ts';
import type { Machine } from './machine.ts';

/** Matrix products, either side transposed or not, with bias and ReLU where they are fused. */
export function installProducts(machine: Machine): void {
  replaceOf32(BatchMatMul, ({ inputs, attrs }) => {
    const [a, b] = [input(inputs, 'a'), input(inputs, 'b')];
    return multiply(machine, a, b, attrs?.transposeA === true, attrs?.transposeB === true, undefined, false);
  });
  replaceOf32(_FusedMatMul, (call, stock) => {
    const { inputs, attrs } = call;
    const { activation } = attrs ?? {};
    if (inputs.preluActivationWeights !== undefined || (activation !== 'linear' && activation !== 'relu'))
      return stock(call);
    const [a, b, bias] = [input(inputs, 'a'), input(inputs, 'b'), inputs.bias];
    if (bias !== undefined && util.sizeFromShape(bias.shape) !== width(b, attrs?.transposeB === true))
      return stock(call);
    const [left, right] = [attrs?.transposeA === true, attrs?.transposeB === true];
    return multiply(machine, a, b, left, right, bias, activation === 'relu');
  });
}

type Call = Parameters<KernelFunc>[0];

/** Ours where all inputs are float32, tfjs's else. */
function replaceOf32(kernel: string, ours: (call: Call, stock: KernelFunc) => TensorInfo | TensorInfo[]): void {
  const stock = replaceKernel('wasm', kernel, (call) => {
    if (stock === null) throw new Error(`tfjs-backend-wasm has no ${kernel}`);
    const floats = Object.values(call.inputs).every((info) => info === undefined || info.dtype === 'float32');
    return floats ? ours(call, stock) : stock(call);
  });
}

const width = ({ shape }: TensorInfo, turned: boolean): number => shape.at(turned ? -2 : -1) ?? 1;

/** `[…, m, k] · […, k, n]`: as many matrices on either side, or one on one of them. */
function multiply(
  { run, address, allocate, scratch }: Machine,
  a: TensorInfo,
  b: TensorInfo,
  turnA: boolean,
  turnB: boolean,
  bias: TensorInfo | undefined,
  relu: boolean,
): TensorInfo {
  const [rows, common, columns] = [width(a, !turnA), width(a, turnA), width(b, turnB)];
  const [stackA, stackB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [countA, countB] = [util.sizeFromShape(stackA), util.sizeFromShape(stackB)];
  const stack = countA >= countB ? stackA : stackB;
  if (width(b, !turnB) !== common || (countA !== countB && countA !== 1 && countB !== 1)) {
    throw new Error(`cannot multiply [${a.shape.join(', ')}] by [${b.shape.join(', ')}]`);
  }
  const out = allocate([...stack, rows, columns]);
  const [space = 0] = scratch(run.productScratch(common, columns));
  const [aRow, aColumn] = turnA ? [4, rows * 4] : [common * 4, 4];
  const [bRow, bColumn] = turnB ? [4, common * 4] : [columns * 4, 4];
  const [left, right, to] = [address(a), address(b), address(out)];
  const offset = bias === undefined ? 0 : address(bias);
  const [matrixA, matrixB, matrix] = [
    countA === 1 ? 0 : rows * common * 4,
    countB === 1 ? 0 : common * columns * 4,
    rows * columns * 4,
  ];
  for (let i = 0; i < Math.max(countA, countB); i++) {
    const [x, y, z] = [left + i * matrixA, right + i * matrixB, to + i * matrix];
    run.product(x, aRow, aColumn, y, bRow, bColumn, z, rows, common, columns, offset, relu ? 1 : 0, space);
  }
  return out;
}
