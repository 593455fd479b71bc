/* The paths of wires are the core's: the exported drawing has the same. */
export { wirePath, wireWidth } from '../../src/core/figures/wire-path.ts';
