const { builtinModules } = require('node:module');

/**
 * Imports run one way. Each layer says what it may import of this project and which packages it may use; anything else
 * is an error. Tests and their helpers may use more packages and look down at any layer.
 */
const tests = '(\\.test\\.tsx?$|/testing/)';

/** layer → [its files, layers below that it may import, packages it may import or null for any] */
const layers = {
  core: ['^src/core/', ['^src/core/'], ['zod', 'pbf', 'fflate', 'h5wasm']],
  templates: ['^templates/', ['^templates/', '^src/core/'], []],
  tfjsLayers: ['^src/tfjs-layers/', ['^src/tfjs-layers/'], ['@tensorflow/tfjs-(core|layers)']],
  engine: [
    '^src/engine/',
    ['^src/engine/', '^src/tfjs-layers/', '^src/core/'],
    ['onnxruntime-web', 'zod', '@tensorflow/', 'fast-png', 'jpeg-js', 'fflate', 'tsx'],
  ],
  host: ['^src/host/', ['^src/host/', '^src/core/'], ['zod', 'fflate']],
  cli: [
    '^src/cli/',
    ['^src/cli/', '^src/engine/', '^src/host/', '^src/core/', '^templates/'],
    ['zod', 'fflate', 'tsx'],
  ],
  electron: ['^electron/', ['^electron/', '^src/host/', '^src/core/'], ['electron', 'zod']],
  renderer: ['^renderer/', ['^renderer/', '^src/(engine|host|core)/', '^templates/'], null],
};

const ownCode = ['^src/', '^renderer/', '^electron/', '^templates/', '^e2e/', '^bench/', '^scripts/', '^assets/'];

const layerRules = Object.entries(layers).map(([name, [files, below]]) => ({
  name: `${name}-imports-downwards`,
  severity: 'error',
  comment: `${name} imports from: ${below.join(', ')}`,
  from: { path: files, pathNot: tests },
  to: { path: ownCode, pathNot: below },
}));

const packageRules = Object.entries(layers)
  .filter(([, [, , packages]]) => packages !== null)
  .map(([name, [files, , packages]]) => ({
    name: `${name}-packages`,
    severity: 'error',
    comment: `packages of ${name}: ${packages.join(', ') || 'none'}`,
    from: { path: files, pathNot: tests },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
      pathNot: packages.map((wanted) => `^node_modules/${wanted}`),
    },
  }));

module.exports = {
  forbidden: [
    ...layerRules,
    ...packageRules,
    {
      name: 'no-node-in-core-and-templates',
      severity: 'error',
      from: { path: ['^src/core/', '^templates/'], pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-without-tfjs',
      severity: 'error',
      comment: 'tfjs runs in the engine’s workers; the page talks to them through the protocol',
      from: { path: '^renderer/', pathNot: tests },
      to: { path: '^node_modules/@tensorflow/' },
    },
    {
      name: 'page-without-node',
      severity: 'error',
      comment: 'nothing that the page loads, workers included, may reach a module that needs Node',
      from: { path: ['^renderer/', '^src/engine/.*worker\\.ts$'], pathNot: [tests, '^src/engine/node/'] },
      to: { path: `^(node:)?(${builtinModules.join('|')})$`, reachable: true },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'all-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(url|worker|raw)$' },
    },
    {
      name: 'no-tests-in-code',
      severity: 'error',
      from: { path: ['^src/', '^renderer/', '^electron/', '^templates/'], pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'dev-packages-in-tests-only',
      severity: 'error',
      comment: 'Electron itself is provided by Electron',
      from: { path: ['^src/', '^renderer/', '^electron/', '^templates/'], pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/electron' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
  },
};
