import { textBytes } from '../artifact.ts';
import { littleEndian } from '../tensors.ts';
import { Block, padded, undefinedAddress } from './bytes.ts';
import {
  dataspace,
  fillValue,
  float32Type,
  int32Type,
  layout,
  objectHeaderOf,
  symbolTable,
  type TextPlace,
  textAttribute,
} from './messages.ts';
import type { H5Dataset, H5Group, H5Node } from './tree.ts';

/**
 * A tree as an HDF5 file, in the oldest form, which every version of the library reads. The parts are the file one after
 * another; values of datasets are not copied into them, so that a file takes hardly more memory than its weights.
 * Source: HDF5 File Format Specification 3.0; superblock version 0, groups by symbol table, contiguous data.
 */
export function hdf5Parts(root: H5Group): readonly Uint8Array[] {
  const file = new Writer();
  const texts = writeTexts(file, root);
  const written = writeGroup(file, root, texts);
  return [superblock(written, file.end), ...file.parts];
}

const superblockSize = 96;
/** Entries of a leaf are at most twice this many, children of a tree's node twice that: the library's own numbers. */
const leafK = 4;
const nodeK = 16;

/** Blocks in the order of the file. */
class Writer {
  readonly parts: Uint8Array[] = [];
  end = superblockSize;

  /** @returns where the block begins, a multiple of eight. */
  add(bytes: Uint8Array): number {
    const address = this.end;
    this.parts.push(bytes);
    const rest = padded(bytes.length) - bytes.length;
    if (rest > 0) this.parts.push(new Uint8Array(rest));
    this.end += padded(bytes.length);
    return address;
  }
}

interface WrittenGroup {
  readonly header: number;
  readonly tree: number;
  readonly heap: number;
}

type Texts = ReadonlyMap<string, TextPlace>;

/** Superblock, version 0 (II.A); its last entry is that of the root group. */
function superblock(root: WrittenGroup, end: number): Uint8Array {
  const block = new Block(superblockSize)
    .u8(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)
    .u8(0, 0, 0, 0, 0, 8, 8, 0)
    .u16(leafK, nodeK)
    .u32(0)
    .u64(0, undefinedAddress, end, undefinedAddress);
  return symbol(block, 0, root.header, root).bytes;
}

/** Symbol table entry (III.C); that of a group says where its members are, so that its header need not be read. */
const symbol = (block: Block, name: number, header: number, group: WrittenGroup | null): Block =>
  group ? block.u64(name, header).u32(1, 0).u64(group.tree, group.heap) : block.u64(name, header).u32(0, 0).u64(0, 0);

/** Most objects that a collection of the global heap can number, with some to spare. */
const mostInHeap = 60_000;
const leastHeap = 4096;

/** All texts of attributes, each once, in collections of the global heap (III.E). */
function writeTexts(file: Writer, root: H5Group): Texts {
  const open = [...textsOf(root)];
  const places = new Map<string, TextPlace>();
  for (let start = 0; start < open.length; start += mostInHeap) {
    const texts = open.slice(start, start + mostInHeap).map((text) => ({ text, bytes: textBytes(text) }));
    const used = 16 + texts.reduce((sum, { bytes }) => sum + 16 + padded(bytes.length), 0);
    const size = Math.max(leastHeap, used + 16);
    const block = new Block(size).put(textBytes('GCOL')).u8(1, 0, 0, 0).u64(size);
    texts.forEach(({ bytes }, i) => {
      block
        .u16(i + 1, 1)
        .u32(0)
        .u64(bytes.length)
        .put(bytes)
        .align();
    });
    // Object 0 is what is free.
    block
      .u16(0, 0)
      .u32(0)
      .u64(size - used);
    const address = file.add(block.bytes);
    texts.forEach(({ text, bytes }, i) => {
      places.set(text, { length: bytes.length, address, index: i + 1 });
    });
  }
  return places;
}

function textsOf(group: H5Group, found = new Set<string>()): ReadonlySet<string> {
  for (const value of group.attributes.values()) for (const text of [value].flat()) found.add(text);
  for (const child of group.children.values()) if (child.kind === 'group') textsOf(child, found);
  return found;
}

interface Entry {
  /** Place of the name in the group's heap. */
  readonly name: number;
  readonly header: number;
  readonly group: WrittenGroup | null;
}

function writeGroup(file: Writer, group: H5Group, texts: Texts): WrittenGroup {
  const children = [...group.children].map(([name, node]) => ({ name: textBytes(`${name}\0`), node }));
  children.sort((a, b) => compareBytes(a.name, b.name));
  const names = new Block(8 + children.reduce((sum, { name }) => sum + padded(name.length), 0)).skip(8);
  let place = 8;
  const entries = children.map(({ name, node }): Entry => {
    const own = place;
    names.put(name).align();
    place += padded(name.length);
    return { name: own, ...writeNode(file, node, texts) };
  });
  const data = file.add(names.bytes);
  // A heap without free space says 1 for where that begins (III.D).
  const heap = file.add(new Block(32).put(textBytes('HEAP')).u32(0).u64(names.bytes.length, 1, data).bytes);
  const tree = writeTree(file, entries);
  const attributes = [...group.attributes].map(([name, value]) => {
    const places = [value].flat().map((text) => texts.get(text) ?? noText);
    return textAttribute(name, places, typeof value !== 'string');
  });
  const header = file.add(objectHeaderOf([symbolTable(tree, heap), ...attributes]));
  return { header, tree, heap };
}

const noText: TextPlace = { length: 0, address: 0, index: 0 };

function writeNode(file: Writer, node: H5Node, texts: Texts): Omit<Entry, 'name'> {
  if (node.kind === 'dataset') return { header: writeDataset(file, node), group: null };
  const group = writeGroup(file, node, texts);
  return { header: group.header, group };
}

function writeDataset(file: Writer, { shape, values }: H5Dataset): number {
  const bytes = littleEndian(values);
  const address = bytes.length === 0 ? undefinedAddress : file.add(bytes);
  const type = values instanceof Float32Array ? float32Type : int32Type;
  return file.add(objectHeaderOf([dataspace(shape), type, fillValue, layout(address, bytes.length)]));
}

/** A node of a tree with the last name below it. */
interface Branch {
  readonly address: number;
  readonly last: number;
}

/** A group's members in leaves (III.B), and trees of nodes above them (III.A.1). */
function writeTree(file: Writer, entries: readonly Entry[]): number {
  let branches = chunksOf(entries, 2 * leafK).map((members): Branch => {
    const leaf = new Block(8 + 2 * leafK * 40).put(textBytes('SNOD')).u8(1, 0).u16(members.length);
    for (const { name, header, group } of members) symbol(leaf, name, header, group);
    return { address: file.add(leaf.bytes), last: members.at(-1)?.name ?? 0 };
  });
  for (let level = 0; ; level++) {
    const above: Branch[] = [];
    const chunks = chunksOf(branches, 2 * nodeK);
    const size = 24 + 2 * nodeK * 8 + (2 * nodeK + 1) * 8;
    let before = 0;
    const first = padded(file.end);
    for (const [i, members] of (chunks.length === 0 ? [[]] : chunks).entries()) {
      const left = i === 0 ? undefinedAddress : first + (i - 1) * size;
      const right = i >= chunks.length - 1 ? undefinedAddress : first + (i + 1) * size;
      const node = new Block(size).put(textBytes('TREE')).u8(0, level).u16(members.length).u64(left, right);
      // A key is the last name before a child; before the first of all it is the empty one.
      for (const { address, last } of members) {
        node.u64(before, address);
        before = last;
      }
      above.push({ address: file.add(node.u64(before).bytes), last: before });
    }
    const [root] = above;
    if (above.length === 1 && root) return root.address;
    branches = above;
  }
}

function chunksOf<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

/** As C's `strcmp`. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return a.length - b.length;
}
