/** Bytes of a float32. */
export const floatBytes = 4;
