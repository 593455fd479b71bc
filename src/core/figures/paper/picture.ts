import type { Position } from '../../document/schema.ts';
import type { Family } from '../../layers/define.ts';

/** What a paper figure is drawn of; lengths in points (1/72.27 inch), y downwards. Both writers draw the same. */
export type PictureShape =
  | {
      readonly type: 'cuboid';
      /** Top left corner of the front. */
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      /** How far the back lies to the right and above. */
      readonly depth: number;
      readonly family: Family;
    }
  | { readonly type: 'line'; readonly points: readonly Position[]; readonly arrow: boolean }
  | { readonly type: 'dot'; readonly x: number; readonly y: number }
  /** A circle with a mark: `+` and `×` are drawn, others written. */
  | { readonly type: 'merge'; readonly x: number; readonly y: number; readonly symbol: string }
  | {
      readonly type: 'text';
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly text: string;
      readonly strong: boolean;
      readonly anchor: 'start' | 'middle';
    };

export interface Picture {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly PictureShape[];
}

export const textSize = 7;
export const mergeRadius = 5;
