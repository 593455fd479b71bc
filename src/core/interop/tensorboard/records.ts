/** CRC-32C (Castagnoli) of every byte, RFC 3720 appendix B.4; the polynomial's bits reversed. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

export function crc32c(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

/** As TFRecord files keep a sum: turned by 15 bits and moved, so that a sum of data with a sum in it is none itself. */
const masked = (bytes: Uint8Array): number => {
  const sum = crc32c(bytes);
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
};

const header = 8;
const sum = 4;

/** One TFRecord: length (8 bytes, little-endian), its sum, the data, their sum. */
export function record(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(header + sum + data.length + sum);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length, true);
  view.setUint32(header, masked(bytes.subarray(0, header)), true);
  bytes.set(data, header + sum);
  view.setUint32(header + sum + data.length, masked(data), true);
  return bytes;
}
