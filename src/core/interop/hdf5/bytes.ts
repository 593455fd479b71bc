/** "Undefined address" of HDF5: all bits set. */
export const undefinedAddress = -1;

export const padded = (size: number): number => Math.ceil(size / 8) * 8;

/** A block of known size, filled from its start with little-endian numbers. */
export class Block {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }

  u8(...values: readonly number[]): this {
    for (const value of values) this.view.setUint8(this.at++, value);
    return this;
  }

  u16(...values: readonly number[]): this {
    for (const value of values) {
      this.view.setUint16(this.at, value, true);
      this.at += 2;
    }
    return this;
  }

  u32(...values: readonly number[]): this {
    for (const value of values) {
      this.view.setUint32(this.at, value, true);
      this.at += 4;
    }
    return this;
  }

  /** Sizes and addresses, which HDF5 keeps in eight bytes. */
  u64(...values: readonly number[]): this {
    for (const value of values) {
      this.view.setBigInt64(this.at, BigInt(value), true);
      this.at += 8;
    }
    return this;
  }

  put(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  skip(size: number): this {
    this.at += size;
    return this;
  }

  /** To the next multiple of eight. */
  align(): this {
    this.at = padded(this.at);
    return this;
  }
}
