import type { Shape } from '../../math/shape.ts';
import { textBytes } from '../artifact.ts';
import { Block, padded } from './bytes.ts';

/**
 * Messages of HDF5's object headers, version 1: what is said of a group or a dataset.
 * Source: HDF5 File Format Specification 3.0, section IV.A.
 */
export interface Message {
  readonly type: number;
  /** Of a size that is a multiple of eight. */
  readonly bytes: Uint8Array;
}

const messageHeader = 8;
const objectHeader = 16;

/** An object header of version 1, all messages in one piece (IV.A.1.a). */
export function objectHeaderOf(messages: readonly Message[]): Uint8Array {
  const size = messages.reduce((sum, { bytes }) => sum + messageHeader + bytes.length, 0);
  const block = new Block(objectHeader + size).u8(1, 0).u16(messages.length).u32(1, size, 0);
  for (const { type, bytes } of messages) block.u16(type, bytes.length).u32(0).put(bytes);
  return block.bytes;
}

/** Dataspace, version 1 (IV.A.2.b); a single value has no axes. */
export const dataspace = (shape: Shape): Message => ({
  type: 0x0001,
  bytes: new Block(8 + 8 * shape.length)
    .u8(1, shape.length, 0, 0)
    .u32(0)
    .u64(...shape).bytes,
});

/** Datatype, version 1 (IV.A.2.d): IEEE 754 single precision, little-endian. */
export const float32Type: Message = {
  type: 0x0003,
  bytes: new Block(24).u8(0x11, 0x20, 31, 0).u32(4).u16(0, 32).u8(23, 8, 0, 23).u32(127).bytes,
};

/** Signed, little-endian, four bytes. */
export const int32Type: Message = {
  type: 0x0003,
  bytes: new Block(16).u8(0x10, 0x08, 0, 0).u32(4).u16(0, 32).bytes,
};

/** Text of any length in UTF-8: a variable-length sequence of bytes. */
const textType = new Block(24).u8(0x19, 0x01, 0x01, 0).u32(16).u8(0x10, 0, 0, 0).u32(1).u16(0, 8).bytes;
/** What the type's own length is said to be, without the padding. */
const textTypeSize = 20;

/** Fill value, version 2 (IV.A.2.f), as the library writes it by default. */
export const fillValue: Message = { type: 0x0005, bytes: new Block(8).u8(2, 2, 2, 1).u32(0).bytes };

/** Data layout, version 3, contiguous (IV.A.2.i). */
export const layout = (address: number, size: number): Message => ({
  type: 0x0008,
  bytes: new Block(24).u8(3, 1).u64(address, size).bytes,
});

/** Symbol table (IV.A.2.r): where a group's tree and its names are. */
export const symbolTable = (tree: number, heap: number): Message => ({
  type: 0x0011,
  bytes: new Block(16).u64(tree, heap).bytes,
});

/** A text in the global heap. */
export interface TextPlace {
  readonly length: number;
  readonly address: number;
  readonly index: number;
}

/** Attribute, version 1 (IV.A.2.m), of one text or of a list. */
export function textAttribute(name: string, texts: readonly TextPlace[], isList: boolean): Message {
  const nameBytes = textBytes(`${name}\0`);
  const space = dataspace(isList ? [texts.length] : []).bytes;
  const size = 8 + padded(nameBytes.length) + textType.length + space.length + 16 * texts.length;
  const block = new Block(size)
    .u8(1, 0)
    .u16(nameBytes.length, textTypeSize, space.length)
    .put(nameBytes)
    .align()
    .put(textType)
    .put(space);
  for (const { length, address, index } of texts) block.u32(length).u64(address).u32(index);
  return { type: 0x000c, bytes: block.bytes };
}

/** A message says its length in two bytes: so many texts fit into one attribute. */
export const mostTexts = 4000;
