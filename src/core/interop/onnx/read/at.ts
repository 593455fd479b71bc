import type { OnnxNode } from '../model.ts';
import type { Reading } from './reading.ts';
import type { Constant, Flow, Value } from './values.ts';

/** A node while it is read, with what it reads. */
export class At {
  constructor(
    readonly reading: Reading,
    readonly node: OnnxNode,
  ) {}

  flow(input: number): Flow | null {
    return this.reading.flow(this.node.inputs[input]);
  }

  constant(input: number): Constant | null {
    return this.reading.constant(this.node.inputs[input]);
  }

  has(input: number): boolean {
    return (this.node.inputs[input] ?? '') !== '';
  }

  int(name: string, otherwise: number): number {
    const found = this.node.attributes.get(name);
    return found?.type === 'int' ? found.value : otherwise;
  }

  float(name: string, otherwise: number): number {
    const found = this.node.attributes.get(name);
    return found?.type === 'float' ? found.value : otherwise;
  }

  text(name: string, otherwise: string): string {
    const found = this.node.attributes.get(name);
    return found?.type === 'string' ? found.value : otherwise;
  }

  ints(name: string): readonly number[] | undefined {
    const found = this.node.attributes.get(name);
    return found?.type === 'ints' ? found.value : undefined;
  }

  /** Numbers of an attribute of older versions, or of an input of newer ones; `undefined`: neither is there. */
  listed(name: string, input: number): readonly number[] | undefined {
    const constant = this.constant(input);
    return constant ? Array.from(constant.values) : this.ints(name);
  }

  /** Whether anything reads what it puts out beside its first value. */
  get hasMore(): boolean {
    const { reading, node } = this;
    return node.outputs
      .slice(1)
      .some((name) => name !== '' && (reading.usersOf(name).length > 0 || reading.isEnd(name)));
  }

  /** The last of what it puts out that is read by one node alone, that node. */
  get next(): OnnxNode | null {
    return this.reading.only(this.node.outputs[0]);
  }
}

/** What a node puts out; `null` where Stride has no layer that computes it. */
export type Operator = (at: At) => Value | readonly (Value | null)[] | null;

export type Operators = Readonly<Record<string, Operator>>;
