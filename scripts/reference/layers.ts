import { analyze } from '../../src/core/analysis/analyze.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { Graph } from '../../src/core/document/schema.ts';
import { families } from '../../src/core/layers/define.ts';
import { exampleInputs, exampleParams } from '../../src/core/layers/examples.ts';
import type { FieldSpec } from '../../src/core/layers/fields.ts';
import {
  defaultParams,
  describeFields,
  isLayerKind,
  type LayerKind,
  layerDefinitions,
  layerOf,
} from '../../src/core/layers/registry.ts';
import { type Formula, symbolTokens, tokensText, valueTokens } from '../../src/core/math/formula.ts';
import { formatShape, type Shape } from '../../src/core/math/shape.ts';

/** The page `docs/layers.md`: every layer kind with its parameters, and its formulas with the numbers of an example. */
export function layerReference(): string {
  const sections = families.flatMap((family) => {
    const kinds = layerDefinitions.filter(({ doc }) => doc.family === family).map(({ kind }) => kind);
    return kinds.length === 0 ? [] : [`## ${family[0]?.toUpperCase()}${family.slice(1)}`, ...kinds.map(layerSection)];
  });
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

const introduction = `# Layers

Made by \`npm run reference\` from the layer definitions; a test keeps it true. Shapes are channels last, without the batch.
MACs are the multiply-accumulates of convolutions and matrix products (what papers call FLOPs); FLOPs are 2 × MACs; other operations are
bias, elementwise, normalisation, pooling windows and softmax as TensorFlow's profiler counts them. The example numbers are those of the
layer with its default parameters on the input that is named.`;

function layerSection(kind: string): string {
  const definition = layerOf(kind);
  if (!definition || !isLayerKind(kind)) throw new Error(`${kind} is not a layer kind`);
  const { title, summary, reference } = definition.doc;
  const keras = definition.keras(defaultParams(kind)).className;
  const parts = [`### ${title}`, `${summary} Keras: \`${keras}\`. Source: ${reference}`];
  const fields = describeFields(kind);
  if (fields.length > 0) parts.push([fieldHead, ...fields.map(fieldRow)].join('\n'));
  parts.push(formulaLines(kind));
  return parts.join('\n\n');
}

const fieldHead = '| parameter | default | what it does |\n|---|---|---|';

const fieldRow = ({ key, label, defaultValue, help }: FieldSpec): string =>
  `| ${label} \`${key}\` | ${defaultValue === null ? 'none' : `\`${JSON.stringify(defaultValue).replaceAll('"', '')}\``} | ${help} |`;

function formulaLines(kind: LayerKind): string {
  const inputs = exampleInputs(kind);
  const figures = analyze(exampleGraph(kind, inputs)).nodes.layer;
  if (!figures?.output) throw new Error(`The example of ${kind} has no output`);
  return figureLines(figures, figures.output.shape, inputs);
}

function figureLines(figures: NodeAnalysis, output: Shape, inputs: readonly Shape[]): string {
  const dims = figures.output?.dims ?? [];
  const changed = dims.filter(({ expr }) => expr.kind !== 'symbol' && expr.kind !== 'number');
  const lines = [
    `- ${inputs.length > 0 ? `${inputs.map(formatShape).join(', ')} → ` : ''}**${formatShape(output)}**`,
    ...changed.slice(0, 1).map((dim) => line('size', dim)),
    figures.parameters.total > 0 ? line('parameters', figures.parameterFormula) : '- no parameters',
    ...(figures.cost && figures.cost.macs.value > 0 ? [line('MACs', figures.cost.macs)] : []),
    ...(figures.cost && figures.cost.otherOps.value > 0 ? [line('other operations', figures.cost.otherOps)] : []),
  ];
  return lines.join('\n');
}

const line = (what: string, formula: Formula): string =>
  `- ${what}: \`${tokensText(symbolTokens(formula))}\` = \`${tokensText(valueTokens(formula))}\` = ${formula.value.toLocaleString('en-US')}`;

/** The example layer, fed by its example inputs. */
function exampleGraph(kind: LayerKind, shapes: readonly Shape[]): Graph {
  const inputs = shapes.map((shape, port) => ({ id: `x${port}`, shape, port }));
  return {
    nodes: {
      layer: { id: 'layer', kind, name: 'layer', params: exampleParams(kind) },
      ...Object.fromEntries(inputs.map(({ id, shape }) => [id, { id, kind: 'input', name: id, params: { shape } }])),
    },
    edges: Object.fromEntries(inputs.map(({ id, port }) => [id, { id, source: id, target: 'layer', port }])),
  };
}
