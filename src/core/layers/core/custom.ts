import { z } from 'zod';
import { param } from '../../math/formula.ts';
import { problem } from '../../problems/messages.ts';
import { fail } from '../../result.ts';
import { defineLayer, noWeights } from '../define.ts';
import { jsonField, optionalShapeField, textField } from '../fields.ts';
import { axisSymbol, freeOfCost, shapeOf } from '../parts.ts';

const title = 'Custom';

/**
 * A layer of somebody else's, kept as its file had it. What it does is not known: nothing is counted for it, and its output
 * has the shape that the file implies or the user states.
 */
export const custom = defineLayer({
  kind: 'custom',
  doc: {
    title,
    family: 'core',
    summary: 'A layer that Stride does not know, kept as its file had it. Its parameters and cost are not counted.',
    reference: 'https://keras.io/guides/making_new_layers_and_models_via_subclassing/',
  },
  params: z.object({
    className: textField({ label: 'Class', help: 'Name of its class, as its file has it.' }, 'Layer'),
    module: textField({ label: 'Module', help: 'Package that holds the class.', advanced: true }, ''),
    outputShape: optionalShapeField({
      label: 'Output shape',
      help: 'Shape that it puts out, batch left out. While it is empty, nothing after this layer can be computed.',
    }),
    config: jsonField({ label: 'Config', help: 'Its settings, as its file has them.', advanced: true }),
  }),
  arity: { min: 1, max: null, ranks: 'any' },
  outputShape: ({ className, outputShape }) =>
    outputShape === null
      ? fail(
          problem(
            'custom.shapeUnknown',
            { name: title, layer: className },
            { severity: 'warning', field: 'outputShape' },
          ),
        )
      : shapeOf(
          title,
          outputShape.map((n, axis) => param(axisSymbol(outputShape.length, axis), n, 'outputShape')),
        ),
  weights: noWeights,
  cost: freeOfCost,
  receptiveField: () => null,
  remarks: ({ className }) => [
    problem('custom.notAnalysed', { name: title, layer: className }, { severity: 'warning' }),
  ],
  headline: ({ className }) => (className.length > 12 ? `${className.slice(0, 11)}…` : className),
  keras: ({ className, config }) => ({ className, config }),
});
