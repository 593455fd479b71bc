import { isLayerKind, type LayerKind } from '../layers/registry.ts';

/**
 * One drawing on a 24×24 grid: `line` is stroked, `solid` filled, `dashed` stroked in dashes. Whole icons are single
 * paths because hundreds of them can be on the canvas at once.
 */
export interface Drawing {
  readonly line: string;
  readonly solid?: string;
  readonly dashed?: string;
}

const frame = 'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z';
const dot = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

const other: Drawing = { line: `${frame}M9 12h6` };
const drawings: Readonly<Record<LayerKind, Drawing>> = {
  input: { line: `${frame}${dot(9, 9, 2)}M21 15l-3.086-3.086a2 2 0 0 0-2.828 0L6 21` },
  dense: { line: `${dot(5, 6, 2)}${dot(5, 18, 2)}${dot(19, 12, 2)}M7 7l10 4M7 17l10-4` },
  dropout: {
    line: `${dot(6, 6, 2)}${dot(18, 18, 2)}${dot(12, 12, 2)}`,
    dashed: `${dot(18, 6, 2)}${dot(6, 18, 2)}`,
  },
  spatialDropout1d: { line: 'M3 9h4v6H3zM17 9h4v6h-4z', dashed: 'M10 9h4v6h-4z' },
  spatialDropout2d: { line: 'M3 8h9v9H3zM7 8V5h9v9h-4', dashed: 'M11 5V2h9v9h-4' },
  spatialDropout3d: {
    line: 'M12 12l6 3.5v4L12 23l-6-3.5v-4zM6 15.5 12 19l6-3.5',
    dashed: 'M12 2l6 3.5v4L12 13 6 9.5v-4z',
  },
  gaussianNoise: { line: 'M3 19h18M4 16c5 0 5-11 8-11s3 11 8 11M12 10v4M10 12h4' },
  gaussianDropout: { line: 'M3 19h18', dashed: 'M4 16c5 0 5-11 8-11s3 11 8 11' },
  alphaDropout: { line: `${dot(6, 6, 2)}${dot(18, 18, 2)}M8 17c5 0 5-9 10-11`, dashed: dot(6, 18, 2) },
  custom: { line: `${frame}M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17h.01` },
  conv2d: { line: `${frame}M3 9h18M3 15h18M9 3v18M15 3v18`, solid: 'M9 9h6v6H9z' },
  depthwiseConv2d: {
    line: 'M5 8h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM8 8V5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-3',
  },
  separableConv2d: {
    line: 'M12.83 2.18a2 2 0 0 0-1.66 0L2.6 6.08a1 1 0 0 0 0 1.83l8.58 3.91a2 2 0 0 0 1.66 0l8.58-3.9a1 1 0 0 0 0-1.83zM2 12a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 12M2 17a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 17',
  },
  conv2dTranspose: { line: `M4 4h6v6H4zM10 10l3 3M20 12v8h-8v-8zM16 12v8M12 16h8` },
  conv1d: { line: 'M2 8h20v8H2zM9 8v8M15 8v8M5.5 8v8M18.5 8v8', solid: 'M9 8h6v8H9z' },
  depthwiseConv1d: { line: 'M2 4h20v6H2zM2 14h20v6H2zM9 4v6M15 4v6M9 14v6M15 14v6' },
  separableConv1d: { line: 'M2 4h20v5H2zM9 4v5M15 4v5M12 9v6M2 15h20v5H2z' },
  conv1dTranspose: { line: 'M8 4h8v5H8zM10 9l-4 6M14 9l4 6M2 15h20v5H2zM9 15v5M15 15v5' },
  conv3d: { line: 'M12 2.5l8 4.5v10l-8 4.5-8-4.5V7zM4 7l8 4.5L20 7M12 11.5v10', solid: 'M12 11.5l4-2.25v5L12 16.5z' },
  maxPooling2d: { line: `${frame}M12 3v18M3 12h18`, solid: 'M14 5.5h5v4.5h-5z' },
  averagePooling2d: { line: `${frame}M12 3v18M3 12h18` },
  globalAveragePooling2d: { line: frame, solid: dot(12, 12, 3) },
  globalMaxPooling2d: { line: frame, solid: 'M9 9h6v6H9z' },
  maxPooling1d: { line: 'M2 8h20v8H2zM12 8v8', solid: 'M14.5 10h5v4h-5z' },
  averagePooling1d: { line: 'M2 8h20v8H2zM12 8v8' },
  globalAveragePooling1d: { line: 'M2 8h20v8H2z', solid: dot(12, 12, 2) },
  globalMaxPooling1d: { line: 'M2 8h20v8H2z', solid: 'M10 10h4v4h-4z' },
  maxPooling3d: { line: 'M12 2.5l8 4.5v10l-8 4.5-8-4.5V7zM4 7l8 4.5L20 7M12 11.5v10', solid: 'M14 13l4-2.25v4L14 17z' },
  averagePooling3d: { line: 'M12 2.5l8 4.5v10l-8 4.5-8-4.5V7zM4 7l8 4.5L20 7M12 11.5v10' },
  globalAveragePooling3d: { line: 'M12 2.5l8 4.5v10l-8 4.5-8-4.5V7z', solid: dot(12, 12, 3) },
  globalMaxPooling3d: { line: 'M12 2.5l8 4.5v10l-8 4.5-8-4.5V7z', solid: 'M9 9h6v6H9z' },
  batchNormalization: { line: 'M3 19h18M4 16c5 0 5-11 8-11s3 11 8 11' },
  layerNormalization: { line: 'M3 19h18M4 16c5 0 5-8 8-8s3 8 8 8M3 5h18' },
  groupNormalization: { line: 'M3 19h18M3 16c3 0 3-9 4.5-9s1.5 9 4.5 9M12 16c3 0 3-9 4.5-9s1.5 9 4.5 9' },
  localResponseNormalization: { line: 'M4 20v-6M8 20v-9M16 20v-9M20 20v-6', solid: 'M10.5 4h3v16h-3z' },
  unitNormalization: { line: `${dot(12, 12, 9)}M12 12l6-6.5M18 9.5v-4h-4` },
  rescaling: { line: 'M4 20V4M4 20h16M8 16l8-8M16 12V8h-4' },
  normalization: { line: 'M3 19h18M4 16c5 0 5-11 8-11s3 11 8 11M12 5v14' },
  activation: { line: 'M3 12h5l3-7 3 14 2-7h5' },
  relu: { line: 'M3 17h9l8-11' },
  leakyRelu: { line: 'M3 20l9-4 8-11' },
  elu: { line: 'M3 19c6 0 7-1 9-4l8-10' },
  sigmoid: { line: 'M3 19c9 0 9-14 18-14' },
  tanh: { line: 'M3 12h3M10 12h4M18 12h3M3 19c10 0 8-14 18-14' },
  softmax: { line: 'M5 20v-4M12 20V5M19 20v-8' },
  prelu: { line: 'M3 20l9-4 8-11M5 12v5M3 14.5l2 2.5 2-2.5' },
  gelu: { line: 'M3 14c3 0 5 5 8 3 3-2 5-8 10-13' },
  silu: { line: 'M3 15c4 0 6 4 9 2 3-2 5-8 9-13' },
  selu: { line: 'M3 20c6 0 7-1 9-5l7-12M15 20h6' },
  relu6: { line: 'M3 18h6l7-10h5' },
  softplus: { line: 'M3 18c7 0 9-2 11-5l6-9' },
  softsign: { line: 'M3 18c7 0 7-3 9-6s2-6 9-6' },
  hardSigmoid: { line: 'M3 19h5l8-14h5' },
  multiply: { line: `${dot(12, 12, 9)}M9 9l6 6M15 9l-6 6` },
  subtract: { line: `${dot(12, 12, 9)}M8 12h8` },
  average: { line: `${dot(12, 12, 9)}M8 14.5h8M8 9.5h8` },
  maximum: { line: 'M4 19h16M6 15l6-9 6 9' },
  minimum: { line: 'M4 5h16M6 9l6 9 6-9' },
  dot: { line: dot(12, 12, 9), solid: dot(12, 12, 2.5) },
  add: { line: `${dot(12, 12, 9)}M8 12h8M12 8v8` },
  concatenate: { line: 'M4 5h6M4 12h6M4 19h6M10 5c5 0 4 7 10 7M10 19c5 0 4-7 10-7M10 12h10' },
  flatten: {
    line: 'M4.5 5h5A1.5 1.5 0 0 1 11 6.5v5A1.5 1.5 0 0 1 9.5 13h-5A1.5 1.5 0 0 1 3 11.5v-5A1.5 1.5 0 0 1 4.5 5zM3 19h18M14 9h5v6m0 0-2.5-2.5M19 15l2.5-2.5',
  },
  reshape: { line: 'M12 3H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2v-7M14 15H9v-5M16 3h5v5M21 3 9 15' },
  permute: { line: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4' },
  repeatVector: { line: 'M4 4v16M10 4v16M16 4v16M20 12h2', dashed: 'M4 4h12M4 20h12' },
  zeroPadding2d: { line: 'm15 15 6 6M15 9l6-6M21 16v5h-5M21 8V3h-5M3 16v5h5M3 21l6-6M3 8V3h5M9 9 3 3' },
  upSampling2d: {
    line: 'M8 3H5a2 2 0 0 0-2 2v3M21 8V5a2 2 0 0 0-2-2h-3M3 16v3a2 2 0 0 0 2 2h3M16 21h3a2 2 0 0 0 2-2v-3',
  },
  cropping2d: { line: 'M6 2v16h16M2 6h16v16' },
  zeroPadding1d: { line: 'M8 8h8v8H8z', dashed: 'M8 8H2v8h6M16 8h6v8h-6' },
  cropping1d: { line: 'M2 12h20M8 5v14M16 5v14' },
  upSampling1d: { line: 'M9 9h6v6H9zM5 9l-3 3 3 3M19 9l3 3-3 3' },
  zeroPadding3d: { line: 'M12 7.5l4 2.25v4.5l-4 2.25-4-2.25v-4.5z', dashed: 'M12 2.5l8 4.5v10l-8 4.5-8-4.5V7z' },
  cropping3d: { line: 'M12 2.5l8 4.5v10l-8 4.5-8-4.5V7z', dashed: 'M4 17l16-10M4 7l16 10' },
  upSampling3d: { line: 'M12 8l4 2.25v4.5L12 17l-4-2.25v-4.5zM12 5V2M5 17l-2.5 1.5M19 17l2.5 1.5' },
  embedding: { line: `${frame}M3 9h18M3 15h18M9 3v18`, solid: 'M9 9h12v6H9z' },
  lstm: { line: `M4 4h16v16H4zM1.5 12h2.5M20 12h2.5${dot(9, 12, 2)}M11 12h5` },
  gru: { line: `M4 4h16v16H4zM1.5 12h2.5M20 12h2.5M8 9l8 6M8 15l8-6` },
  simpleRnn: { line: `${dot(12, 14, 5)}M7.6 11.5A5.5 5.5 0 1 1 16.4 11.5M16.4 7.5v4h-4M2 14h5M17 14h5` },
  bidirectional: { line: 'M4 8h16M16 4l4 4-4 4M20 16H4M8 12l-4 4 4 4' },
  timeDistributed: { line: 'M3 6h4v5H3zM10 6h4v5h-4zM17 6h4v5h-4zM5 11v8M12 11v8M19 11v8' },
  multiHeadAttention: {
    line: `${dot(12, 5, 2)}${dot(5, 19, 2)}${dot(12, 19, 2)}${dot(19, 19, 2)}M11 7 6 17M12 7v10M13 7l5 10`,
  },
  positionEmbedding: { line: 'M3 18h18M6 18v-4M10 18v-7M14 18v-3M18 18V8' },
  sinePositionEmbedding: { line: 'M3 18h18M3 10c3-8 6-8 9 0s6 8 9 0' },
  patchEmbedding: { line: `${frame}M12 3v18M3 12h18`, solid: 'M3 3h9v9H3z' },
  classToken: { line: 'M10 8h4v8h-4zM17 8h4v8h-4z', solid: 'M3 8h4v8H3z' },
  takeToken: { line: 'M3 13h4v7H3zM10 13h4v7h-4zM17 13h4v7h-4zM5 10V4m0 0L2.5 6.5M5 4l2.5 2.5' },
  reverseEmbedding: { line: `${frame}M3 9h18M3 15h18M15 3v18`, solid: 'M3 9h12v6H3z' },
};

/** Drawing of an activation that is a setting of another layer: those with a kind of their own share its icon. */
const activationDrawings: Readonly<Record<string, Drawing>> = {
  relu: drawings.relu,
  relu6: { line: 'M3 18h6l7-10h5' },
  elu: drawings.elu,
  selu: drawings.elu,
  gelu: { line: 'M3 16c5 0 6 3 9 1 3-2 5-7 9-12' },
  silu: { line: 'M3 16c5 0 6 3 9 1 3-2 5-7 9-12' },
  mish: { line: 'M3 16c5 0 6 3 9 1 3-2 5-7 9-12' },
  sigmoid: drawings.sigmoid,
  hardSigmoid: { line: 'M3 19h5l8-14h5' },
  tanh: drawings.tanh,
  softsign: drawings.tanh,
  softplus: { line: 'M3 18c7 0 9-2 11-5l6-9' },
  softmax: drawings.softmax,
  logSoftmax: drawings.softmax,
  linear: { line: 'M4 20 20 4' },
};

/** Drawing of a layer kind; a kind that is not known has one too. */
export const iconOf = (kind: string): Drawing => (isLayerKind(kind) ? drawings[kind] : other);

/** Drawing of an activation function by its parameter value. */
export const activationIconOf = (name: string): Drawing => activationDrawings[name] ?? drawings.activation;
