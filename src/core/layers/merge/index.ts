import { add } from './add.ts';
import { concatenate } from './concatenate.ts';

/** Kinds of this family, in the order of the palette. */
export const mergeLayers = [add, concatenate] as const;
