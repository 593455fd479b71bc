import { z } from 'zod';
import type { Expr, Formula } from '../../math/formula.ts';
import { formula } from '../../math/formula.ts';
import type { KerasLayer, LayerDefinition } from '../define.ts';

/** A layer inside another, which is a value of the outer one's `layer` field. */
export interface InnerLayer {
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Texts {
  readonly label: string;
  readonly help: string;
}

/** The kinds that a wrapper can hold, by name. */
export class Wrappable {
  private readonly definitions: ReadonlyMap<string, LayerDefinition>;

  constructor(definitions: readonly LayerDefinition[]) {
    this.definitions = new Map(definitions.map((definition) => [definition.kind, definition]));
  }

  /** The definition of a layer that the field has let pass; another one is a mistake of the caller. */
  of({ kind }: InnerLayer): LayerDefinition {
    const definition = this.definitions.get(kind);
    if (!definition) throw new Error(`${kind} cannot be wrapped`);
    return definition;
  }

  /**
   * The field `layer`: `{ kind, params }`, params complete and in range as the kind's own schema reads them. `choices` of
   * its FieldSpec are the kinds.
   */
  field({ help, ...texts }: Texts, first: string) {
    const read = (kind: string, params: unknown, context: z.RefinementCtx): InnerLayer => {
      const definition = this.definitions.get(kind);
      if (!definition) {
        context.addIssue({
          code: 'custom',
          message: `${kind} is not one of ${[...this.definitions.keys()].join(', ')}`,
        });
        return z.NEVER;
      }
      const parsed = definition.params.safeParse(params);
      if (parsed.success) return { kind, params: asRecord(parsed.data) };
      for (const { path, message } of parsed.error.issues) {
        context.addIssue({
          code: 'custom',
          path: ['params', ...path],
          message: `${[kind, ...path].join('.')}: ${message}`,
        });
      }
      return z.NEVER;
    };
    const schema = z
      .object({ kind: z.string(), params: z.record(z.string(), z.unknown()).default({}) })
      .transform(({ kind, params }, context) => read(kind, params, context));
    const choices = [...this.definitions.keys()];
    const start: InnerLayer = { kind: first, params: asRecord(this.definitions.get(first)?.params.parse({})) };
    return schema.default(start).meta({ ...texts, description: help, control: 'layer', choices });
  }
}

const asRecord = (params: unknown): Readonly<Record<string, unknown>> =>
  typeof params === 'object' && params !== null ? { ...params } : {};

/** The same expression, whose numbers of the inner layer's own come from the outer one's `layer` field. */
export function fromLayer(expr: Expr): Expr {
  switch (expr.kind) {
    case 'number':
      return expr;
    case 'symbol':
      return expr.origin.from === 'param' ? { ...expr, origin: { from: 'param', field: 'layer' } } : expr;
    case 'sum':
    case 'product':
      return { ...expr, terms: expr.terms.map(fromLayer) };
    case 'difference':
    case 'quotient':
      return { ...expr, left: fromLayer(expr.left), right: fromLayer(expr.right) };
    case 'floor':
    case 'ceil':
      return { ...expr, of: fromLayer(expr.of) };
  }
}

export const formulaFromLayer = ({ expr }: Formula): Formula => formula(fromLayer(expr));

/** A layer inside another's config. Keras 3 looks for its class in the module only. */
export const kerasInner = ({ className, config }: KerasLayer, name: string) => ({
  module: 'keras.layers',
  class_name: className,
  config: { name, ...config },
  registered_name: null,
});
