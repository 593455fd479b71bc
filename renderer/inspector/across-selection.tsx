import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { NodeParams } from '../../src/core/document/schema.ts';
import { describeFields } from '../../src/core/layers/registry.ts';
import { useApp, useDocument } from '../app.ts';
import { Button } from '../ui/button.tsx';
import { NumberField } from '../ui/fields.tsx';
import { Row, Section } from '../ui/layout.tsx';

/** Keras's usual penalty, and the rate that Srivastava et al. 2014 recommend. */
const usualL2 = 1e-4;
const usualRate = 0.5;

/** Against overfitting: L2 on the weights and the dropout rate of those of the layers that have them, whatever the others are. */
export function AcrossSelection({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation('control');
  const { documents } = useApp();
  const nodes = useDocument(useShallow((s) => ids.flatMap((id) => s.document.graph.nodes[id] ?? [])));
  const [l2, setL2] = useState(usualL2);
  const [rate, setRate] = useState(usualRate);
  const weighted = nodes.filter(({ kind }) => describeFields(kind).some(({ key }) => key === 'kernelRegularizer'));
  const dropping = nodes.filter(({ kind }) => kind === 'dropout');
  const apply = (label: string, on: typeof nodes, params: NodeParams) =>
    documents.dispatch(label, { type: 'setCommon', nodes: on.map(({ id }) => id), params });
  if (weighted.length === 0 && dropping.length === 0) return null;
  return (
    <Section title={t('across.title')}>
      {weighted.length > 0 ? (
        <Row label={t('across.l2')} htmlFor="across-l2">
          <NumberField id="across-l2" label={t('across.l2')} value={l2} min={0} max={10} onChange={setL2} />
          <Button
            size="small"
            onClick={() => apply(t('across.l2'), weighted, { kernelRegularizer: l2 > 0 ? { l1: 0, l2 } : null })}
          >
            {t('across.apply', { count: weighted.length })}
          </Button>
        </Row>
      ) : null}
      {dropping.length > 0 ? (
        <Row label={t('across.rate')} htmlFor="across-rate">
          <NumberField
            id="across-rate"
            label={t('across.rate')}
            value={rate}
            min={0}
            max={0.99}
            step={0.05}
            onChange={setRate}
          />
          <Button size="small" onClick={() => apply(t('across.rate'), dropping, { rate })}>
            {t('across.apply', { count: dropping.length })}
          </Button>
        </Row>
      ) : null}
    </Section>
  );
}
