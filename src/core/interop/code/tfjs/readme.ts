import type { CompiledNetwork } from '../../../compile/topology.ts';
import { formatShape } from '../../../math/shape.ts';

/** How the code is used, in a page and in Node, and what of the network it leaves out. */
export function readme(network: CompiledNetwork, title: string, isDescribed: boolean): string {
  const takes = network.inputs.map(({ name, shape }) => `- \`${name}\`: ${formatShape(shape)}, channels last, float32`);
  const left = leftOut(network);
  return [
    `# ${title.replaceAll('\n', ' ')}`,
    '',
    'Drawn and trained in Stride. `model.js` builds the network in TensorFlow.js, `weights.bin` has its weights, `weights.json`',
    'says how they lie in there.',
    '',
    'It takes',
    '',
    ...takes,
    '',
    ...(isDescribed ? ['`metadata.json` tells the classes and how the images were normalised.', ''] : []),
    '## In a page',
    '',
    'With a bundler, after `npm install`:',
    '',
    '```js',
    "import * as tf from '@tensorflow/tfjs';",
    "import { buildModel, loadWeights } from './model.js';",
    '',
    'const model = buildModel();',
    "await loadWeights(model, 'weights/'); // the folder that weights.json and weights.bin are served from",
    'const predictions = model.predict(samples);',
    '```',
    '',
    'Without one, a page says where TensorFlow.js is, and `loadWeights(model)` finds the weights beside `model.js`:',
    '',
    '```html',
    '<script type="importmap">',
    '  { "imports": { "@tensorflow/tfjs": "https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4.22.0/+esm" } }',
    '</script>',
    '<script type="module" src="main.js"></script>',
    '```',
    '',
    '## In Node',
    '',
    '```js',
    "import { readFile } from 'node:fs/promises';",
    "import { buildModel, setWeights } from './model.js';",
    '',
    'const model = buildModel();',
    "const manifest = JSON.parse(await readFile('weights.json', 'utf8'));",
    "setWeights(model, manifest, await readFile('weights.bin'));",
    '```',
    '',
    ...(left.length > 0
      ? [
          '## Left out',
          '',
          'Predictions need none of it; who trains the network on with this code may miss it.',
          '',
          ...left,
          '',
        ]
      : []),
  ].join('\n');
}

/** What training in tfjs would need and `plainConfig` takes out, a line each. */
function leftOut({ topology }: CompiledNetwork): readonly string[] {
  const text = JSON.stringify(topology.config.layers.map(({ config }) => config));
  const has = (pattern: RegExp): boolean => pattern.test(text);
  return [
    ...(has(/_constraint":\{/)
      ? ['- Constraints of weights: TensorFlow.js would apply them to the trained weights as it loads them.']
      : []),
    ...(has(/"activity_regularizer":\{/)
      ? ['- Activity regularisers: TensorFlow.js cannot make a layer that has one.']
      : []),
    ...(has(/"class_name":"(Orthogonal|Identity)"/)
      ? [
          '- Orthogonal and identity matrices to begin from: TensorFlow.js takes minutes to draw a large one. They begin at 0.',
        ]
      : []),
  ];
}
