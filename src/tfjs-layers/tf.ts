import type * as core from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';

/** What `import * as tf from '@tensorflow/tfjs'` gives: the core and the layers of one copy of tfjs. */
export type Tf = typeof core & typeof layers;

export type Tensor = core.Tensor;
export type LayerClass = core.serialization.SerializableConstructor<core.serialization.Serializable>;
export type Config = core.serialization.ConfigDict;
