import type { TensorRef, TopologyLayer } from '../../../compile/topology.ts';
import type { TfjsTopology } from '../../tfjs/topology.ts';
import { strideLayersFile } from '../../tfjs/write.ts';
import { Call, camelIdentifier, chained, type Expression, Name, statement } from '../javascript.ts';
import { type CodeLayer, type CodeLine, type CodeNetwork, inOrder, variables } from '../lines.ts';
import { layerCall } from './layer-call.ts';

interface Layer extends CodeLayer {
  readonly made: TopologyLayer;
  readonly isOurs: boolean;
}

/** `model.js`: an ES module that builds the network, a line for each layer, and loads its weights. */
export function modelCode(written: TfjsTopology, title: string): string {
  const { name } = written.topology.config;
  const network = networkOf(written);
  const lines = inOrder(network);
  const taken = new Set(['tf', 'stride', 'buildModel', 'loadWeights', 'setWeights', 'fetchFile']);
  const shared = new Map(
    network.layers
      .filter(({ calls }) => calls.length > 1)
      .map((layer) => [layer, camelIdentifier(`${layer.name} layer`, taken)]),
  );
  const nameOf = variables(lines, network, camelIdentifier, taken);
  const ends = (refs: readonly TensorRef[]): Expression => tensors(refs.map(nameOf));
  return [
    `/** ${title.replaceAll('*/', '* /').replaceAll('\n', ' ')}: the network, as it was drawn in Stride. */\n\n`,
    "import * as tf from '@tensorflow/tfjs';\n",
    imports(written),
    '\n/** The network, its weights drawn anew. */\n',
    'export function buildModel() {\n',
    ...[...shared].map(([layer, variable]) => statement(`const ${variable} = `, layerCall(madeOf(layer)))),
    ...body(lines, nameOf, shared),
    statement('return ', new Call('tf.model', { inputs: ends(network.inputs), outputs: ends(network.outputs), name })),
    '}\n',
    loading,
  ].join('');
}

/** What `stride-layers.js` has to teach comes first: some models only need it to be known. */
function imports({ taught, ours }: TfjsTopology): string {
  if (taught.length === 0) return '';
  const used = ours.size > 0 ? 'strideLayers' : 'registerStrideLayers';
  const call = ours.size > 0 ? 'const stride = strideLayers(tf);' : 'registerStrideLayers(tf);';
  return `import { ${used} } from './${strideLayersFile}';\n\n${call}\n`;
}

function networkOf({ topology, ours }: TfjsTopology): CodeNetwork<Layer> {
  const { layers, input_layers: inputs, output_layers: outputs } = topology.config;
  return {
    layers: layers.map((made) => ({
      name: made.name,
      made,
      isOurs: ours.has(made.name),
      calls: made.inbound_nodes.map((call) => ({
        tensors: call.map(([source, node, tensor]) => ({ ref: [source, node, tensor] })),
      })),
    })),
    inputs,
    outputs,
  };
}

const madeOf = ({ made, isOurs }: Layer) => ({ ...made, isOurs });

const tensors = (names: readonly string[]): Expression => {
  const [only, ...others] = names.map((name) => new Name(name));
  return only && others.length === 0 ? only : names.map((name) => new Name(name));
};

function body(
  lines: readonly CodeLine<Layer>[],
  nameOf: (ref: TensorRef) => string,
  shared: ReadonlyMap<Layer, string>,
): readonly string[] {
  const passed = lines.filter(({ ref }) => nameOf(ref) === 'x').length;
  let begun = false;
  return lines.map(({ layer, call, ref }) => {
    const variable = nameOf(ref);
    const isAgain = variable === 'x' && begun;
    begun ||= variable === 'x';
    const before = `${isAgain ? '' : variable === 'x' && passed > 1 ? 'let ' : 'const '}${variable} = `;
    if (!call) return statement(before, inputCall(layer.made));
    const given = tensors(call.tensors.map((tensor) => nameOf(tensor.ref)));
    const maker = shared.get(layer);
    if (maker !== undefined) return statement(before, new Call(`${maker}.apply`, given));
    return chained(before, layerCall(madeOf(layer)), 'apply', given);
  });
}

function inputCall({ name, config }: TopologyLayer): Call {
  const sizes = Array.isArray(config.batch_input_shape) ? config.batch_input_shape.slice(1) : [];
  const dtype = typeof config.dtype === 'string' && config.dtype !== 'float32' ? { dtype: config.dtype } : {};
  return new Call('tf.input', { shape: sizes.map((size) => (size === null ? null : Number(size))), ...dtype, name });
}

const loading = `
/**
 * Puts trained weights into a model that \`buildModel\` made.
 * @param manifest what weights.json holds.
 * @param bytes of weights.bin: an ArrayBuffer, or a Buffer of Node's.
 */
export function setWeights(model, manifest, bytes) {
  const specs = manifest.flatMap(({ weights }) => weights);
  const tensors = tf.io.decodeWeights(new Uint8Array(bytes).buffer, specs);
  model.loadWeights(tensors);
  tf.dispose(tensors);
}

/**
 * Fetches the trained weights and puts them into a model that \`buildModel\` made.
 * @param url of the folder with weights.json and weights.bin, \`/\` at its end; left out, that of this file.
 */
export async function loadWeights(model, url = import.meta.url) {
  const manifest = await fetchFile('weights.json', url);
  const bytes = await fetchFile('weights.bin', url);
  setWeights(model, await manifest.json(), await bytes.arrayBuffer());
}

async function fetchFile(name, url) {
  const response = await fetch(new URL(name, new URL(url, globalThis.location?.href)));
  if (!response.ok) throw new Error(\`\${response.url}: \${response.status} \${response.statusText}\`);
  return response;
}
`;
