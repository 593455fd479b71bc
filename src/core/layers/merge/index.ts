import { add } from './add.ts';
import { average } from './average.ts';
import { concatenate } from './concatenate.ts';
import { dot } from './dot.ts';
import { maximum } from './maximum.ts';
import { minimum } from './minimum.ts';
import { multiply } from './multiply.ts';
import { subtract } from './subtract.ts';

/** Kinds of this family, in the order of the palette. */
export const mergeLayers = [add, concatenate, multiply, subtract, average, maximum, minimum, dot] as const;
