import type { NoteTone } from '../document/schema.ts';
import type { Family } from '../layers/define.ts';

export type ThemeName = 'light' | 'dark';

/** Colours of a drawing: those of the canvas (renderer/styles/tokens.css), as plain values that every program reads. */
export interface Theme {
  readonly canvas: string;
  readonly node: string;
  readonly inset: string;
  /** Fill of a group's frame and how much of it covers. */
  readonly group: readonly [colour: string, opacity: number];
  /** The same over the canvas, as one colour. */
  readonly groupSolid: string;
  readonly note: Readonly<Record<NoteTone | 'plain', string>>;
  readonly line1: string;
  readonly line2: string;
  readonly line3: string;
  readonly text1: string;
  readonly text2: string;
  readonly text3: string;
  readonly edge: string;
  readonly edgeError: string;
  readonly error: string;
  readonly warning: string;
  readonly warningLine: string;
  readonly warningFill: string;
  /** By level of share, 1 to 5. */
  readonly heat: readonly [string, string, string, string, string];
  readonly heatTrack: string;
  readonly tint: number;
  readonly family: Readonly<Record<Family, string>>;
}

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    canvas: '#f4f5f7',
    node: '#ffffff',
    inset: '#eff1f3',
    group: ['#ffffff', 0.55],
    groupSolid: '#fafbfb',
    note: { plain: '#fbfbfc', amber: '#fdf3d8', blue: '#e9effd', green: '#e4f4ec' },
    line1: '#e4e7eb',
    line2: '#d0d5dc',
    line3: '#8a929e',
    text1: '#14171c',
    text2: '#474e59',
    text3: '#5e6672',
    edge: '#a3abb7',
    edgeError: '#c01f3a',
    error: '#c01f3a',
    warning: '#8a5a00',
    warningLine: '#e3c165',
    warningFill: '#fdf3d8',
    heat: ['#f2d98b', '#e9b44c', '#d98528', '#b4560f', '#7e3208'],
    heatTrack: '#eceef1',
    tint: 0.12,
    family: {
      core: '#7a8496',
      convolution: '#1d4fd0',
      pooling: '#b5330a',
      normalisation: '#00787c',
      activation: '#bd7a00',
      merge: '#3f9f63',
      reshape: '#5e5143',
      recurrent: '#7d0f45',
      attention: '#9a5fe0',
    },
  },
  dark: {
    canvas: '#0e1013',
    node: '#1b1e24',
    inset: '#22262d',
    group: ['#1b1e24', 0.45],
    groupSolid: '#14161b',
    note: { plain: '#131519', amber: '#2c2412', blue: '#1a2138', green: '#12291f' },
    line1: '#24282f',
    line2: '#343a44',
    line3: '#6b7482',
    text1: '#eceef1',
    text2: '#b4bac4',
    text3: '#959ca8',
    edge: '#535b67',
    edgeError: '#ff7a8a',
    error: '#ff7a8a',
    warning: '#f2c14e',
    warningLine: '#6e5a20',
    warningFill: '#2c2412',
    heat: ['#5b4a1e', '#8a6420', '#c07f22', '#e9a23b', '#ffd27d'],
    heatTrack: '#262a31',
    tint: 0.16,
    family: {
      core: '#c6cfdd',
      convolution: '#6486ff',
      pooling: '#e8622a',
      normalisation: '#3fb0ba',
      activation: '#f0c445',
      merge: '#92eab2',
      reshape: '#9a8b79',
      recurrent: '#d65a90',
      attention: '#dfa9ff',
    },
  },
};
