import type { Analysis } from '../../analysis/types.ts';
import type { CompiledNetwork } from '../../compile/topology.ts';
import { formatShape, type Shape } from '../../math/shape.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { ByteSource } from '../byte-source.ts';
import { looksLikeHdf5, openHdf5 } from '../hdf5/read.ts';
import { type ImportError, importError } from '../keras/notes.ts';
import { kerasGraph } from '../keras/write/graph.ts';
import { modelOrder } from '../keras/write/order.ts';
import { byLayer, storePathsOf } from '../keras/write/weights.ts';
import type { NamedTensor } from '../tensors.ts';
import { looksLikeZip, openZip, type ZipArchive } from '../zip/read.ts';
import { holdsArrays, readNpz } from './read-npz.ts';
import { looksLikeSafetensors, readSafetensors } from './read-safetensors.ts';
import type { StoredTensor, StoredTensors } from './stored.ts';

/** Weights of a file that a network takes. */
export interface FoundWeights {
  /** All that the network has, under its names, float32. */
  readonly weights: readonly NamedTensor[];
  /** Names of tensors that the file has beside them. */
  readonly unused: readonly string[];
}

interface Wanted {
  readonly name: string;
  readonly layer: string;
  readonly shape: Shape;
}

/** How a file's tensors are found. */
interface Opened {
  readonly tensors: StoredTensors;
  /** The file's name for one of the network's. */
  readonly nameOf: (name: string) => string;
  readonly close: () => void;
}

const keptWeights = 'model.weights.h5';
/** Names that an error tells, so that one sees how the file calls its weights. */
const told = 3;

/** Whether a file holds weights alone. */
export function looksLikeWeights(source: ByteSource): boolean {
  if (looksLikeSafetensors(source)) return true;
  const archive = looksLikeZip(source) ? openZip(source) : null;
  return archive?.ok === true && holdsArrays(archive.value);
}

/**
 * The weights of a network from a file that has them under its names in Keras's layout (`conv2d/kernel`): `.safetensors`
 * or `.npz`; or from a `.weights.h5` or `.keras` that Keras 3 wrote of the same network.
 *
 * Errors: `notWeights`, `weightsDamaged`; `weightMissing`, `weightShape`, `weightValues` of the first that does not fit.
 * @param analysis of the graph that was compiled
 */
export async function readWeights(
  source: ByteSource,
  network: CompiledNetwork,
  analysis: Analysis,
): Promise<Result<FoundWeights, ImportError>> {
  const wanted = wantedBy(network, analysis);
  const opened = await open(source, network, wanted);
  if (!opened.ok) return opened;
  try {
    return found(opened.value, wanted);
  } finally {
    opened.value.close();
  }
}

function wantedBy({ topology, nodeIds }: CompiledNetwork, analysis: Analysis): readonly Wanted[] {
  return topology.config.layers.flatMap(({ name: layer, shares_with }) =>
    shares_with === undefined
      ? (analysis.node(nodeIds[layer] ?? '')?.weights ?? []).map(({ name, shape }) => ({
          name: `${layer}/${name}`,
          layer,
          shape,
        }))
      : [],
  );
}

async function open(
  source: ByteSource,
  network: CompiledNetwork,
  wanted: readonly Wanted[],
): Promise<Result<Opened, ImportError>> {
  if (looksLikeSafetensors(source)) return named(readSafetensors(source));
  if (looksLikeHdf5(source)) return openStore(source, network, wanted);
  const archive = looksLikeZip(source) ? openZip(source) : null;
  if (!archive) return fail(importError('notWeights'));
  if (!archive.ok) return fail(importError('weightsDamaged'));
  if (holdsArrays(archive.value)) return named(readNpz(archive.value));
  return openKept(archive.value, network, wanted);
}

const named = (tensors: StoredTensors | null): Result<Opened, ImportError> =>
  tensors ? ok({ tensors, nameOf: (name) => name, close: () => {} }) : fail(importError('weightsDamaged'));

async function openKept(archive: ZipArchive, network: CompiledNetwork, wanted: readonly Wanted[]) {
  if (!archive.paths.includes(keptWeights)) return fail(importError('notWeights'));
  const member = archive.open(keptWeights);
  return member ? openStore(member, network, wanted) : fail(importError('weightsDamaged'));
}

/** A `.weights.h5` of Keras 3, which numbers layers by their classes in the order of the model. */
async function openStore(
  source: ByteSource,
  network: CompiledNetwork,
  wanted: readonly Wanted[],
): Promise<Result<Opened, ImportError>> {
  const graph = kerasGraph(network);
  const file = await openHdf5(source);
  if (!file.ok) return fail(importError('weightsDamaged'));
  if (!graph.ok || !file.value.names('').includes('layers')) {
    file.value.close();
    return fail(importError('notWeights'));
  }
  const blank = wanted.map(({ name, shape }) => ({ name, shape, values: new Float32Array(0) }));
  const paths = storePathsOf(modelOrder(graph.value), byLayer(blank));
  const tensors = new Map<string, StoredTensor>();
  for (const path of paths.values()) {
    const data = file.value.dataset(path);
    if (data) tensors.set(path, data);
  }
  return ok({ tensors, nameOf: (name) => paths.get(name) ?? name, close: () => file.value.close() });
}

function found({ tensors, nameOf }: Opened, wanted: readonly Wanted[]): Result<FoundWeights, ImportError> {
  const weights: NamedTensor[] = [];
  const open = new Set(tensors.keys());
  for (const { name, layer, shape } of wanted) {
    const own = nameOf(name);
    const tensor = tensors.get(own);
    if (!tensor) {
      const others = [...tensors.keys()].slice(0, told).join(', ') || '—';
      return fail(importError('weightMissing', { name: own, layer, others }));
    }
    const [expected, received] = [formatShape(shape), formatShape(tensor.shape)];
    if (expected !== received) return fail(importError('weightShape', { name: own, layer, expected, received }));
    const values = tensor.read();
    if (!values) return fail(importError('weightValues', { name: own }));
    weights.push({ name, shape, values });
    open.delete(own);
  }
  return ok({ weights, unused: [...open] });
}
