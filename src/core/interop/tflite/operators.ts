/**
 * TFLite's operators that are written: number, number of the table with its options (0 for none), and the version that has
 * what is used here, the second where weights are int8.
 * Source: TensorFlow 2.21, `tensorflow/compiler/mlir/lite/schema/schema.fbs` (version 3a), `tools/versioning/op_version.cc`.
 */
export const operators = {
  ADD: [0, 11, 1],
  AVERAGE_POOL_2D: [1, 5, 1],
  CONCATENATION: [2, 10, 1],
  CONV_2D: [3, 1, 1, 5],
  DEPTHWISE_CONV_2D: [4, 2, 2, 6],
  DEQUANTIZE: [6, 38, 2],
  FULLY_CONNECTED: [9, 8, 2, 9],
  LOCAL_RESPONSE_NORMALIZATION: [13, 13, 1],
  LOGISTIC: [14, 0, 1],
  MAX_POOL_2D: [17, 5, 1],
  MUL: [18, 21, 1],
  RELU: [19, 0, 1],
  RELU6: [21, 0, 1],
  RESHAPE: [22, 17, 1],
  RESIZE_BILINEAR: [23, 15, 3],
  SOFTMAX: [25, 9, 1],
  TANH: [28, 0, 1],
  PAD: [34, 22, 1],
  GATHER: [36, 23, 1, 2],
  TRANSPOSE: [39, 26, 1],
  MEAN: [40, 27, 1],
  SUB: [41, 28, 1],
  DIV: [42, 29, 1],
  STRIDED_SLICE: [45, 32, 1],
  EXP: [47, 33, 1],
  SPLIT: [49, 35, 1],
  LOG_SOFTMAX: [50, 36, 1],
  CAST: [53, 37, 1],
  MAXIMUM: [55, 39, 1],
  MINIMUM: [57, 39, 1],
  NEG: [59, 42, 1],
  GREATER_EQUAL: [62, 44, 1],
  SLICE: [65, 48, 1],
  TRANSPOSE_CONV: [67, 49, 3],
  LOG: [73, 0, 1],
  SUM: [74, 27, 1],
  RSQRT: [76, 0, 1],
  SHAPE: [77, 55, 1],
  REDUCE_MAX: [82, 27, 1],
  PACK: [83, 59, 1],
  UNPACK: [88, 64, 1],
  RESIZE_NEAREST_NEIGHBOR: [97, 74, 3],
  LEAKY_RELU: [98, 75, 1],
  ABS: [101, 78, 1],
  ELU: [111, 0, 1],
  HARD_SWISH: [117, 91, 1],
  BATCH_MATMUL: [126, 101, 1],
  CONV_3D: [132, 106, 1],
  GELU: [150, 116, 1],
} as const satisfies Readonly<Record<string, readonly [number, number, number, number?]>>;

export type OperatorName = keyof typeof operators;

/** First TensorFlow whose runtime has all of them, GELU being the newest. */
export const minimumRuntime = '2.9.0';

/** Numbers of tensor types. */
export const tensorTypes = { float32: 0, int32: 2, bool: 6, int8: 9 } as const;
export type TensorType = keyof typeof tensorTypes;

/** Slot of the activation that an operator can apply itself, in the table of its options. */
export const activationSlots: Partial<Readonly<Record<OperatorName, number>>> = {
  CONV_2D: 3,
  DEPTHWISE_CONV_2D: 4,
  FULLY_CONNECTED: 0,
  CONV_3D: 4,
  ADD: 0,
  MUL: 0,
  SUB: 0,
  DIV: 0,
};

/** Numbers of the activations that operators apply. */
export const fusedActivations: Partial<Readonly<Record<OperatorName, number>>> = { RELU: 1, RELU6: 3 };
