import { freshName } from '../../document/names.ts';
import { maxNameLength } from '../../document/schema.ts';
import { largest, smallest } from '../../math/extremes.ts';
import {
  type FileLayer,
  type FileModel,
  type FileShape,
  inputClass,
  type LayerCall,
  type TensorRef,
} from './model-file.ts';
import { isOperation } from './operations/operation.ts';

/** An output of a node; `tensor` counts the outputs of layers that have several. */
export interface Source {
  readonly node: string;
  readonly tensor: number;
}

/** A use of a layer: what becomes a node. */
export interface FlatNode {
  /** Its name too: no other node has it. */
  readonly id: string;
  readonly layer: FileLayer;
  /** `null` for what takes no input. */
  readonly call: LayerCall | null;
  readonly inputs: readonly Source[];
  /** What tells it which steps count: no input of a node here. */
  readonly masks: readonly Source[];
  /** Names of layers that feed it and that the file does not have. */
  readonly missing: readonly string[];
  /** The node of the same layer's first use. */
  readonly sharesWith: string | null;
  /** Id of the group of the model that it came in. */
  readonly group: string | null;
}

/** A model in the model. */
export interface FlatGroup {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
}

export interface FlatNetwork {
  readonly nodes: readonly FlatNode[];
  readonly groups: readonly FlatGroup[];
  readonly inputs: readonly Source[];
  readonly outputs: readonly Source[];
  /** Shapes of outputs that the file tells, by `sourceKey`. */
  readonly shapes: ReadonlyMap<string, FileShape>;
}

/** Ids of wires and of further outputs are longer than the name that they begin with. */
const longestName = maxNameLength - 20;

export const sourceKey = ({ node, tensor }: Source): string => `${tensor}:${node}`;

/** A model at one of its uses. */
interface Scope {
  readonly model: FileModel;
  readonly layers: ReadonlyMap<string, FileLayer>;
  readonly parent: Scope | null;
  /** What it is called with, in the words of `parent`. */
  readonly feeds: readonly TensorRef[];
  /** The same model's first use. */
  readonly original: Scope | null;
  readonly prefix: string;
  readonly group: string | null;
  /** Node or model of each call of each layer. */
  readonly nodes: Map<string, string>;
  readonly children: Map<string, Scope>;
  readonly firstCalls: FirstCalls;
}

interface Draft {
  readonly id: string;
  readonly scope: Scope;
  readonly layer: FileLayer;
  readonly call: LayerCall | null;
  readonly sharesWith: string | null;
}

/**
 * The network without models in it: their layers are its own, under names that say where they come from, and each use of a
 * layer is a node. Linear in the nodes and wires that come out.
 */
export function flatten(model: FileModel): FlatNetwork {
  const drafts: Draft[] = [];
  const groups: FlatGroup[] = [];
  const scopes: Scope[] = [];
  const taken = new Set<string>();

  const enter = (scope: Scope): Scope => {
    scopes.push(scope);
    for (const layer of scope.model.layers) {
      if (layer.className === inputClass && scope.parent) continue;
      const calls = layer.calls.length === 0 ? [null] : layer.calls;
      calls.forEach((call, i) => {
        const key = callKey(layer.name, i);
        const first = scope.original ?? (i > 0 ? scope : null);
        const origin = scope.original ? key : callKey(layer.name, 0);
        if (!layer.model) {
          const name = layer.callNames?.[i] ?? nameIn(scope, layer);
          const id = freshName(name.slice(0, longestName), taken);
          const usable = id in Object.prototype ? `${id}_` : id;
          taken.add(usable);
          scope.nodes.set(key, usable);
          const sharesWith = rootOf(first, layer.name, origin);
          drafts.push({ id: usable, scope, layer, call, sharesWith });
          return;
        }
        const name = `${nameIn(scope, layer)}${i === 0 ? '' : `_${i}`}`;
        const group = { id: `model_${groups.length + 1}`, name: name.slice(0, longestName), parent: scope.group };
        groups.push(group);
        const original = first?.children.get(origin) ?? null;
        const feeds = call?.inputs ?? [];
        const child = scopeOf(layer.model, { parent: scope, feeds, original, prefix: `${name}_`, group: group.id });
        scope.children.set(key, child);
        enter(child);
      });
    }
    return scope;
  };

  const root = enter(scopeOf(model, { parent: null, feeds: [], original: null, prefix: '', group: null }));
  const nodes = drafts.map(({ id, scope, layer, call, sharesWith }): FlatNode => {
    const refs = call?.inputs ?? [];
    const found = refs.map((ref) => resolve(scope, ref));
    const missing = refs.filter((_, i) => !found[i]).map((ref) => ref.layer);
    const masks = (call?.masks ?? []).flatMap((ref) => resolve(scope, ref) ?? []);
    const inputs = found.filter((one) => one !== null);
    return { id, layer, call, inputs, masks, missing, sharesWith, group: scope.group };
  });
  const inputs = model.inputs.flatMap((ref) => resolve(root, ref) ?? []);
  const outputs = model.outputs.flatMap((ref) => resolve(root, ref, 0, true) ?? []);
  return { nodes: withoutMakersOfMasks(nodes, outputs), groups, inputs, outputs, shapes: knownShapes(scopes, nodes) };
}

/** Without the operations that only make masks, as Keras 3 writes them out beside a Masking or an Embedding. */
function withoutMakersOfMasks(nodes: readonly FlatNode[], outputs: readonly Source[]): readonly FlatNode[] {
  const open = new Set(nodes.flatMap(({ masks }) => masks.map(({ node }) => node)));
  if (open.size === 0) return nodes;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const uses = new Map<string, number>();
  for (const { node } of [...nodes.flatMap(({ inputs }) => inputs), ...outputs])
    uses.set(node, (uses.get(node) ?? 0) + 1);
  const gone = new Set<string>();
  for (const id of open) {
    const node = byId.get(id);
    if (!node || uses.get(id) || node.layer.className === inputClass || !isOperation(node.layer)) continue;
    gone.add(id);
    for (const { node: source } of node.inputs) {
      uses.set(source, (uses.get(source) ?? 1) - 1);
      open.add(source);
    }
  }
  return nodes.filter(({ id }) => !gone.has(id));
}

/** A layer's name with those of the models around it, where it does not begin with them already. */
const nameIn = ({ prefix }: Scope, { name }: FileLayer): string =>
  name.startsWith(prefix) ? name : `${prefix}${name}`;

const callKey = (layer: string, call: number): string => `${call}:${layer}`;

/** The first use of all: a layer used twice in a model that is used twice has three that follow one. */
function rootOf(first: Scope | null, layer: string, origin: string): string | null {
  if (!first) return null;
  let scope = first;
  while (scope.original) scope = scope.original;
  return scope.nodes.get(callKey(layer, 0)) ?? scope.nodes.get(origin) ?? null;
}

function scopeOf(model: FileModel, place: Pick<Scope, 'parent' | 'feeds' | 'original' | 'prefix' | 'group'>): Scope {
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]));
  return { ...place, model, layers, nodes: new Map(), children: new Map(), firstCalls: firstCallsOf(model, layers) };
}

/** Number of the first call of each layer that is a model, in references of layers and in those of the model's outputs. */
interface FirstCalls {
  readonly layers: ReadonlyMap<string, number>;
  readonly outputs: ReadonlyMap<string, number>;
}

/**
 * A functional model has a node of its own before it is ever called, and Keras counts its calls from 1 in some versions and
 * from 0 in others; Keras 3 does both, outputs from 1 and the rest from 0. Every call that a file keeps is used, so that the
 * least number is the first call, unless there are more numbers than calls.
 */
function firstCallsOf(model: FileModel, layers: ReadonlyMap<string, FileLayer>): FirstCalls {
  const numbersIn = (refs: readonly TensorRef[]): ReadonlyMap<string, readonly number[]> => {
    const found = new Map<string, number[]>();
    for (const { layer, node } of refs) {
      const known = found.get(layer);
      if (known) known.push(node);
      else if (layers.get(layer)?.model) found.set(layer, [node]);
    }
    return found;
  };
  const inner = numbersIn(model.layers.flatMap(({ calls }) => calls.flatMap(({ inputs }) => inputs)));
  const ends = numbersIn(model.outputs);
  const first = { layers: new Map<string, number>(), outputs: new Map<string, number>() };
  for (const layer of new Set([...inner.keys(), ...ends.keys()])) {
    const [own, last] = [inner.get(layer) ?? [], ends.get(layer) ?? []];
    const least = smallest([...own, ...last]);
    const calls = layers.get(layer)?.calls.length ?? 0;
    const isOneCount = largest([...own, ...last]) - least < calls || own.length === 0 || last.length === 0;
    first.layers.set(layer, isOneCount ? least : smallest(own));
    first.outputs.set(layer, isOneCount ? least : Math.max(1, largest(last) - calls + 1));
  }
  return first;
}

function resolve(scope: Scope, { layer: name, node, tensor }: TensorRef, depth = 0, isOutput = false): Source | null {
  const layer = scope.layers.get(name);
  // A file can name itself in circles that no program wrote.
  if (!layer || depth > 1000) return null;
  if (layer.className === inputClass && scope.parent) {
    const feed = scope.feeds[scope.model.inputs.findIndex((input) => input.layer === name)];
    return feed ? resolve(scope.parent, feed, depth + 1) : null;
  }
  if (!layer.model) {
    const id = scope.nodes.get(callKey(name, layer.calls.length === 0 ? 0 : node));
    return id === undefined ? null : { node: id, tensor };
  }
  const { layers, outputs } = scope.firstCalls;
  const child = scope.children.get(callKey(name, node - ((isOutput ? outputs : layers).get(name) ?? 0)));
  const output = child?.model.outputs[tensor];
  return child && output ? resolve(child, output, depth + 1, true) : null;
}

/** What is said of tensors, and of the only input that a layer was built for. */
function knownShapes(scopes: readonly Scope[], nodes: readonly FlatNode[]): ReadonlyMap<string, FileShape> {
  const known = new Map<string, FileShape>();
  for (const scope of scopes) {
    for (const { ref, shape } of scope.model.shapes) {
      const source = resolve(scope, ref);
      if (source) known.set(sourceKey(source), shape);
    }
  }
  for (const { layer, inputs } of nodes) {
    const [source, ...others] = inputs;
    if (!source || others.length > 0 || layer.calls.length > 1 || !layer.inputShape) continue;
    if (!known.has(sourceKey(source))) known.set(sourceKey(source), layer.inputShape);
  }
  return known;
}

/** Inputs before what they feed; those on a circle, which no program writes, at the end. */
export function inOrder(nodes: readonly FlatNode[]): readonly FlatNode[] {
  const waiting = new Map(nodes.map((node) => [node.id, node.inputs.length]));
  const fed = new Map<string, FlatNode[]>();
  for (const node of nodes) {
    for (const { node: source } of node.inputs) {
      const targets = fed.get(source);
      if (targets) targets.push(node);
      else fed.set(source, [node]);
    }
  }
  const ready = nodes.filter(({ inputs }) => inputs.length === 0);
  for (let next = 0; next < ready.length; next++) {
    for (const target of fed.get(ready[next]?.id ?? '') ?? []) {
      const left = (waiting.get(target.id) ?? 0) - 1;
      waiting.set(target.id, left);
      if (left === 0) ready.push(target);
    }
  }
  const seen = new Set(ready.map(({ id }) => id));
  return [...ready, ...nodes.filter(({ id }) => !seen.has(id))];
}
