import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { root } from './lib/build.mjs';

/**
 * The import rule. A run that reads no module, or none of a layer, has checked nothing and fails: that happens silently
 * when the installed TypeScript cannot be used.
 */
process.chdir(root);
const layers = [
  'src/core',
  'src/tfjs-layers',
  'src/engine',
  'src/host',
  'src/cli',
  'templates',
  'renderer',
  'electron',
];
const config = await extractConfig('./.dependency-cruiser.cjs');
const { output } = await cruise(
  layers,
  { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true },
  {},
  { tsConfig: extractTsConfig('./tsconfig.base.json') },
);

const unread = layers.filter(
  (layer) => !output.modules.some((module) => module.source.startsWith(`${layer}/`) && /\.tsx?$/.test(module.source)),
);
const imports = output.modules.reduce((sum, module) => sum + module.dependencies.length, 0);
for (const { rule, from, to, cycle } of output.summary.violations) {
  const way = cycle?.length ? cycle.map((step) => step.name).join(' → ') : to;
  console.error(`${rule.severity} ${rule.name}: ${from} → ${way}`);
}
console.log(
  `Imports: ${output.modules.length} modules, ${imports} imports, ${output.summary.error} errors, ${output.summary.warn} warnings.`,
);
if (unread.length > 0) console.error(`No module was read in ${unread.join(', ')}: nothing was checked there.`);
if (imports === 0) console.error('No import was read: nothing was checked.');
process.exitCode = output.summary.error > 0 || output.summary.warn > 0 || unread.length > 0 || imports === 0 ? 1 : 0;
