import { z } from 'zod';
import type { LayerDefinition } from '../define.ts';
import { defineElementwise } from '../elementwise.ts';
import { type ActivationName, activationFacts } from '../names.ts';

interface Named<K extends string> {
  readonly kind: K;
  readonly activation: ActivationName;
  readonly title: string;
  readonly summary: string;
  readonly reference: string;
}

/** A function without parameters as a layer of its own. Keras has no class for it and writes an `Activation`. */
export const defineActivation = <const K extends string>({
  kind,
  activation,
  ...doc
}: Named<K>): LayerDefinition<K, Record<string, never>> =>
  defineElementwise({
    kind,
    doc: { ...doc, family: 'activation' },
    params: z.object({}),
    ops: () => activationFacts[activation].ops,
    headline: () => '',
    keras: () => ({
      className: 'Activation',
      config: { trainable: true, dtype: 'float32', activation: activationFacts[activation].keras },
    }),
  });
