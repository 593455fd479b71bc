/** A file to be written: path relative to the folder or archive that the user chose, with `/`. */
export interface Artifact {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** JSON as bytes; what is not ASCII is written `\u00e9`, which is UTF-8 as well. */
export function jsonBytes(value: unknown, indent = 0): Uint8Array {
  const text = JSON.stringify(value, null, indent).replace(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Any text as UTF-8. */
export function textBytes(text: string): Uint8Array {
  const bytes = encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|[^%]/g);
  return Uint8Array.from(bytes, ([char, code]) =>
    code === undefined ? char.charCodeAt(0) : Number.parseInt(code, 16),
  );
}
