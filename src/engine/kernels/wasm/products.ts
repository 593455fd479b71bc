import { _FusedMatMul, BatchMatMul, type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { input } from '../attributes.ts';
import { replaceKernel } from '../registry.ts';
import type { Machine } from './machine.ts';
import type { Routines } from './routines.ts';

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
  machine: Machine,
  a: TensorInfo,
  b: TensorInfo,
  turnA: boolean,
  turnB: boolean,
  bias: TensorInfo | undefined,
  relu: boolean,
): TensorInfo {
  const { run, crew, address, allocate, scratchEach } = machine;
  const [rows, common, columns] = [width(a, !turnA), width(a, turnA), width(b, turnB)];
  const [stackA, stackB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [countA, countB] = [util.sizeFromShape(stackA), util.sizeFromShape(stackB)];
  const stack = countA >= countB ? stackA : stackB;
  if (width(b, !turnB) !== common || (countA !== countB && countA !== 1 && countB !== 1)) {
    throw new Error(`cannot multiply [${a.shape.join(', ')}] by [${b.shape.join(', ')}]`);
  }
  const out = allocate([...stack, rows, columns]);
  const [left, right, to] = [address(a), address(b), address(out)];
  const product: Product = {
    rows,
    common,
    columns,
    left,
    leftSteps: turnA ? [4, rows * 4] : [common * 4, 4],
    right,
    rightSteps: turnB ? [4, common * 4] : [columns * 4, 4],
    to,
    bias: bias === undefined ? 0 : address(bias),
    relu,
  };
  const count = Math.max(countA, countB);
  if (count === 1) {
    multiplyOne(machine, product);
    return out;
  }
  const [matrixA, matrixB, matrix] = [
    countA === 1 ? 0 : rows * common * 4,
    countB === 1 ? 0 : common * columns * 4,
    rows * columns * 4,
  ];
  const space = scratchEach(run.productScratch(common, columns));
  crew.share(count, count * rows * common * columns, (lane, from, end, number) => {
    for (let i = from; i < end; i++) {
      const at = { left: left + i * matrixA, right: right + i * matrixB, to: to + i * matrix };
      call(lane, { ...product, ...at }, [0, rows], [0, columns], space[number] ?? 0);
    }
  });
  return out;
}

/** Addresses, and bytes from one row and from one column to the next. */
export interface Product {
  readonly rows: number;
  readonly common: number;
  readonly columns: number;
  readonly left: number;
  readonly leftSteps: readonly [row: number, column: number];
  readonly right: number;
  readonly rightSteps: readonly [row: number, column: number];
  readonly to: number;
  /** 0: none. */
  readonly bias: number;
  readonly relu: boolean;
}

/** Outputs of a tile, which threads do not share. */
const [tileRows, tileColumns] = [4, 8];

/** One product, shared out by columns where there are many, for then each is packed once; else by rows. */
export function multiplyOne({ run, crew, scratchEach }: Machine, product: Product): void {
  const { rows, common, columns } = product;
  const space = scratchEach(run.productScratch(common, columns));
  const byColumns = columns >= 4 * tileColumns * crew.lanes;
  const size = byColumns ? tileColumns : tileRows;
  const all = byColumns ? columns : rows;
  crew.share(Math.ceil(all / size), rows * common * columns, (lane, from, end, number) => {
    const range = [from * size, Math.min(all, end * size)] as const;
    const [inRows, inColumns] = byColumns ? [[0, rows] as const, range] : [range, [0, columns] as const];
    call(lane, product, inRows, inColumns, space[number] ?? 0);
  });
}

type Range = readonly [from: number, end: number];

function call(run: Routines, product: Product, [row, endRow]: Range, [column, endColumn]: Range, space: number): void {
  const { common, columns, leftSteps, rightSteps, bias, relu } = product;
  const left = product.left + row * leftSteps[0];
  const right = product.right + column * rightSteps[1];
  const [outRow, offset] = [columns * 4, bias === 0 ? 0 : bias + column * 4];
  const to = product.to + row * outRow + column * 4;
  const size = [endRow - row, common, endColumn - column] as const;
  run.product(left, ...leftSteps, right, ...rightSteps, to, outRow, ...size, offset, relu ? 1 : 0, space);
}
