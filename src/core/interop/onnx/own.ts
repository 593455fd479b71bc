import { textBytes } from '../artifact.ts';
import { checksum } from '../project/checksum.ts';
import type { OnnxNode } from './model.ts';

/** Key of `metadata_props` under which a file of Stride's says which layers its operators came of. */
export const ownKey = 'stride.network';

/** How a weight of the network is in a tensor. */
export type StoredAs =
  /** Read as `shape`, with the axes in `order`. */
  | { readonly shape: readonly number[]; readonly order: readonly number[] }
  /** A direction's kernel or bias of a recurrent operator. */
  | { readonly recurrent: RecurrentPart; readonly way: number };

/** Where a weight of the network is in the file; the bits of its float32, where the operators hold only what was computed of them. */
export type StoredWeight = (StoredAs & { readonly tensor: string }) | { readonly bits: readonly number[] };

export interface RecurrentPart {
  readonly operator: 'LSTM' | 'GRU' | 'RNN';
  /** `both`: the biases of the input and of the state are two in Keras as well. */
  readonly part: 'kernel' | 'bias' | 'both';
}

/** What Stride says of a network of its own. */
export interface OwnNetwork {
  /** Of the operators and their wires: a file that somebody changed is read as anybody's. */
  readonly print: string;
  /** As Keras would write it. */
  readonly model: unknown;
  /** Layers of Stride's in place of several of Keras's. */
  readonly layers: unknown;
  /** By `layer/variable`. */
  readonly weights: Readonly<Record<string, StoredWeight>>;
}

/** A checksum of what a graph computes, without its numbers. */
export const printOf = (nodes: readonly OnnxNode[]): string =>
  checksum(
    textBytes(nodes.map(({ opType, inputs, outputs }) => `${opType}(${inputs.join()})=${outputs.join()}`).join(';')),
  );
