/**
 * Buffers inside a message that may be handed over instead of copied. Shared ones are never transferred, nor those a
 * view shows only a part of: someone else may hold the rest.
 */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) found.add(value.buffer);
    return;
  }
  if (Array.isArray(value)) {
    // A long list of plain numbers holds no buffers.
    if (typeof value[0] !== 'number') for (const entry of value) collect(entry, found);
    return;
  }
  if (typeof value === 'object' && value !== null) for (const entry of Object.values(value)) collect(entry, found);
}
