import { custom } from './custom.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import { input } from './input.ts';

/** Kinds of this family, in the order of the palette. */
export const coreLayers = [input, dense, dropout, custom] as const;
