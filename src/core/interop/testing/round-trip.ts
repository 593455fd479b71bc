import { compileNetwork } from '../../compile/compile.ts';
import type { CompiledNetwork, TopologyLayer } from '../../compile/topology.ts';
import type { Artifact } from '../artifact.ts';
import { type LayerGroup, layerGroups } from '../keras/write/layer-groups.ts';
import type { NamedTensor } from '../tensors.ts';
import type { RoundFormat } from './formats.ts';

export interface Weighted {
  readonly network: CompiledNetwork;
  readonly weights: readonly NamedTensor[];
  /** None where they are not compared. */
  readonly groups?: readonly LayerGroup[];
}

/** What came of writing a network in one format, reading it, and doing so in another. */
export interface RoundTrip {
  /** Why one of the formats does not hold the network; then nothing else is said. */
  readonly refused: string | null;
  /** Layers, inputs and outputs that are not what they were. */
  readonly topology: readonly string[];
  /** Groups that are not what they were, where both formats keep them. */
  readonly groups: readonly string[];
  /** Names of weights that are missing, or differ in a byte. */
  readonly weights: readonly string[];
  /** Paths of files that differ when what the first gave is written in it again, at once and after the second. */
  readonly files: readonly string[];
}

/** What is read of what is written. */
async function through(
  { network, weights, groups = [] }: Weighted,
  { name, write, read }: RoundFormat,
): Promise<Weighted | { readonly refused: string }> {
  const written = write(network, weights, groups);
  if (!written.ok) return { refused: `${name}: ${written.error.map(({ message }) => message).join(' ')}` };
  const opened = await read(written.value);
  if (!opened.ok) return { refused: `${name} cannot be read again: ${opened.error.message}` };
  const { document, weights: found, withoutWeights } = opened.value;
  const compiled = compileNetwork(document.graph, document.name);
  if (!compiled.ok)
    return { refused: `${name} is not whole: ${compiled.error.map(({ message }) => message).join(' ')}` };
  if (!found && weights.length > 0) return { refused: `${name} lost the weights of ${withoutWeights}` };
  return { network: compiled.value, weights: found ?? [], groups: layerGroups(compiled.value, document.groups) };
}

/** Writes and reads a network in `first`, then what came of it in each of `others`, and compares with what it was. */
export async function roundTrips(
  model: Weighted,
  first: RoundFormat,
  others: readonly RoundFormat[],
): Promise<readonly RoundTrip[]> {
  const refusing = (refused: string): RoundTrip => ({ refused, topology: [], groups: [], weights: [], files: [] });
  const once = await through(model, first);
  if ('refused' in once) return others.map(() => refusing(once.refused));
  const written = first.write(once.network, once.weights, once.groups ?? []);
  const trips: RoundTrip[] = [];
  for (const other of others) {
    const there = await through(once, other);
    if ('refused' in there) {
      trips.push(refusing(there.refused));
      continue;
    }
    const again = first.write(there.network, there.weights, there.groups ?? []);
    trips.push({
      refused: null,
      topology: topologyDifferences(model.network, there.network),
      groups: first.isNested && other.isNested ? groupDifferences(model.groups ?? [], there.groups ?? []) : [],
      weights: weightDifferences(model.weights, there.weights),
      files: written.ok && again.ok ? fileDifferences(written.value, again.value) : ['not written again'],
    });
  }
  return trips;
}

/** The layers of two networks by their names: settings, what feeds them, whose weights they use; and the ends in order. */
export function topologyDifferences(a: CompiledNetwork, b: CompiledNetwork): readonly string[] {
  const [before, after] = [a, b].map(({ topology }) => topology.config);
  if (!before || !after) return [];
  const others = new Map(after.layers.map((layer) => [layer.name, layer]));
  const names = new Set(before.layers.map(({ name }) => name));
  const changed = before.layers.flatMap((layer) => {
    const other = others.get(layer.name);
    if (!other) return [`${layer.name} is gone`];
    return changesIn(withoutRepeats(layer), withoutRepeats(other)).map(
      (key) => `${layer.name} (${layer.class_name}): ${key}`,
    );
  });
  const added = after.layers.filter(({ name }) => !names.has(name)).map(({ name }) => `${name} is new`);
  const ends = (['name', 'input_layers', 'output_layers'] as const).filter(
    (key) => sorted(before[key]) !== sorted(after[key]),
  );
  return [...changed, ...added, ...ends];
}

/** Of query, value and key, those that repeat the one before say nothing. */
const withoutRepeats = (layer: TopologyLayer): TopologyLayer =>
  layer.class_name === 'MultiHeadAttention'
    ? {
        ...layer,
        inbound_nodes: layer.inbound_nodes.map(([query, value = query, key = value]) => {
          const given = [query, value, key].map((tensor) => sorted(tensor));
          const count = given[2] !== given[1] ? 3 : given[1] !== given[0] ? 2 : 1;
          return [query, value, key].slice(0, count).flatMap((tensor) => (tensor ? [tensor] : []));
        }),
      }
    : layer;

function changesIn(layer: TopologyLayer, other: TopologyLayer): readonly string[] {
  const { config, ...rest } = layer;
  const { config: otherConfig, ...otherRest } = other;
  return [
    ...(Object.keys({ ...rest, ...otherRest }) as (keyof typeof rest)[]).filter(
      (key) => sorted(rest[key]) !== sorted(otherRest[key]),
    ),
    ...Object.keys({ ...config, ...otherConfig })
      .filter((key) => sorted(config[key]) !== sorted(otherConfig[key]))
      .map((key) => `${key} ${sorted(config[key])} → ${sorted(otherConfig[key])}`),
  ];
}

/** JSON whose keys are in order. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

/** The groups of two networks in their order: names, layers, and the groups that they lie in. */
export function groupDifferences(a: readonly LayerGroup[], b: readonly LayerGroup[]): readonly string[] {
  const told = (groups: readonly LayerGroup[]) =>
    groups.map(({ name, members, parent }) => sorted([name, members, groups.findIndex(({ id }) => id === parent)]));
  const [before, after] = [told(a), told(b)];
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i)
    .filter((i) => before[i] !== after[i])
    .map((i) => `group ${before[i] ?? 'none'} → ${after[i] ?? 'none'}`);
}

export function weightDifferences(a: readonly NamedTensor[], b: readonly NamedTensor[]): readonly string[] {
  const others = new Map(b.map((tensor) => [tensor.name, tensor]));
  const changed = a.flatMap(({ name, shape, values }) => {
    const other = others.get(name);
    if (!other) return [`${name} is gone`];
    if (other.shape.join() !== shape.join()) return [`${name}: ${shape} → ${other.shape}`];
    return sameBytes(bytesOf(values), bytesOf(other.values)) ? [] : [name];
  });
  const names = new Set(a.map(({ name }) => name));
  return [...changed, ...b.filter(({ name }) => !names.has(name)).map(({ name }) => `${name} is new`)];
}

function fileDifferences(a: readonly Artifact[], b: readonly Artifact[]): readonly string[] {
  const paths = [...new Set([...a, ...b].map(({ path }) => path))];
  const bytes = (files: readonly Artifact[], path: string) => files.find((file) => file.path === path)?.bytes;
  return paths.filter((path) => {
    const [one, other] = [bytes(a, path), bytes(b, path)];
    return !one || !other || !sameBytes(one, other);
  });
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
