/** Names by which a graphics driver says that the processor draws: such a backend works, and WASM is faster. */
const softwareNames = /swiftshader|llvmpipe|softpipe|basic render|software/i;

export const isSoftware = (device: string): boolean => softwareNames.test(device);
