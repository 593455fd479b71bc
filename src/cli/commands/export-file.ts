import type { CompiledNetwork } from '../../core/compile/topology.ts';
import type { TrainingSettings } from '../../core/document/schema.ts';
import type { Artifact } from '../../core/interop/artifact.ts';
import { writeKerasCodeZip } from '../../core/interop/code/keras/write.ts';
import { writeRayZip } from '../../core/interop/code/ray/write.ts';
import { writeTfjsCodeZip } from '../../core/interop/code/tfjs/write.ts';
import { writeTorchCodeZip } from '../../core/interop/code/torch/write.ts';
import type { LayerGroup } from '../../core/interop/keras/write/layer-groups.ts';
import { writeKerasFile, writeKerasH5 } from '../../core/interop/keras/write/write.ts';
import { writeOnnx } from '../../core/interop/onnx/write/write.ts';
import type { NamedTensor } from '../../core/interop/tensors.ts';
import { writeTflite } from '../../core/interop/tflite/write.ts';
import { writeWeights } from '../../core/interop/weights/write.ts';
import type { Problem } from '../../core/problems/problem.ts';
import type { Result } from '../../core/result.ts';
import type { FileFormat } from '../export-formats.ts';

/** A network with weights, and what a file may tell of them. */
export interface Exportable {
  readonly network: CompiledNetwork;
  readonly weights: readonly NamedTensor[];
  readonly training: TrainingSettings;
  readonly trained: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Groups of its layers that become models in the model; none where it is written as one. */
  readonly groups?: readonly LayerGroup[];
}

type Writer = (model: Exportable) => Result<readonly Artifact[], readonly Problem[]>;

/** Each gives one file. */
export const fileWriters: Readonly<Record<FileFormat, Writer>> = {
  keras: ({ network, weights, ...options }) => writeKerasFile(network, weights, options),
  h5: ({ network, weights, ...options }) => writeKerasH5(network, weights, options),
  'keras-code': ({ network, weights, ...options }) =>
    writeKerasCodeZip(network, weights, { title: network.topology.config.name, ...options }),
  'torch-code': ({ network, weights, training, metadata }) =>
    writeTorchCodeZip(network, weights, { title: network.topology.config.name, training, metadata }),
  ray: ({ network, weights, training, metadata }) =>
    writeRayZip(network, weights, { title: network.topology.config.name, training, metadata }),
  'tfjs-code': ({ network, weights, metadata }) =>
    writeTfjsCodeZip(network, weights, { title: network.topology.config.name, metadata }),
  onnx: ({ network, weights, metadata }) => writeOnnx(network, weights, { layout: 'nhwc', metadata }),
  'onnx-nchw': ({ network, weights, metadata }) => writeOnnx(network, weights, { layout: 'nchw', metadata }),
  tflite: ({ network, weights }) => writeTflite(network, weights, { weights: 'float32' }),
  'tflite-int8': ({ network, weights }) => writeTflite(network, weights, { weights: 'int8' }),
  safetensors: ({ network, weights }) => writeWeights(network, weights, { format: 'safetensors' }),
  npz: ({ network, weights }) => writeWeights(network, weights, { format: 'npz' }),
};
