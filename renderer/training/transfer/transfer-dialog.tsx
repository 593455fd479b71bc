import { Sprout } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatShape } from '../../../src/core/math/shape.ts';
import { useApp } from '../../app.ts';
import { titleOf } from '../../canvas/node-facts.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented, Select } from '../../ui/choice.tsx';
import { NumberField } from '../../ui/fields.tsx';
import { Row } from '../../ui/layout.tsx';
import { Dialog } from '../../ui/overlay.tsx';
import training from '../training.module.css';
import { useActiveRunId, useRunName } from '../use-runs.ts';
import styles from './transfer.module.css';
import { TransferFigures } from './transfer-figures.tsx';
import { useBases, useTransfer } from './use-transfer.ts';
import { WayChoice } from './way-choice.tsx';

const heads = ['pooled', 'hidden', 'kept'] as const;

/** Transfer learning in five answers: the base, where to cut it, the new head, its classes, the way. */
export function TransferDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['control', 'shell']);
  const { projects } = useApp();
  const locale = useLocale();
  const nameOf = useRunName();
  const busy = useActiveRunId() !== null;
  const bases = useBases();
  const transfer = useTransfer(bases);
  const { base, cut, drawn, made } = transfer;
  const apply = () => {
    transfer.apply();
    onClose();
  };
  const openFile = () => {
    onClose();
    void projects.open();
  };
  const blocked = busy ? t('transfer.busy') : base && drawn && cut === null ? t('transfer.uncuttable') : null;
  return (
    <Dialog
      title={t('transfer.title')}
      closeLabel={t('shell:close')}
      open
      onOpenChange={(stays) => !stays && onClose()}
      className={styles.dialog ?? ''}
      footer={
        <>
          {blocked ? <span className={styles.blocked}>{blocked}</span> : null}
          <Button onClick={openFile}>{t('transfer.file')}</Button>
          <Button look="primary" icon={<Sprout size={14} />} disabled={!made || blocked !== null} onClick={apply}>
            {t('transfer.apply')}
          </Button>
        </>
      }
    >
      <p className={training.note}>{t(base ? 'transfer.text' : 'transfer.none')}</p>
      {base && drawn ? (
        <div className={styles.answers}>
          <Row label={t('transfer.base')} htmlFor="transfer-base">
            <Select
              id="transfer-base"
              label={t('transfer.base')}
              value={base.id}
              choices={bases.map((run) => ({ value: run.id, label: nameOf(run) }))}
              onChange={transfer.setBase}
            />
          </Row>
          {cut === null ? null : (
            <Row label={t('transfer.cut')} htmlFor="transfer-cut">
              <Select
                id="transfer-cut"
                label={t('transfer.cut')}
                value={cut}
                choices={drawn.able.flatMap((id) => {
                  const node = drawn.before.graph.nodes[id];
                  const shape = drawn.analysis.node(id)?.output?.shape;
                  if (!node || !shape) return [];
                  return [{ value: id, label: `${node.name} · ${titleOf(node, locale)} · ${formatShape(shape)}` }];
                })}
                onChange={transfer.setCut}
              />
            </Row>
          )}
          <Row label={t('transfer.head')}>
            <Segmented
              label={t('transfer.head')}
              value={transfer.head}
              choices={heads.map((value) => ({ value, label: t(`transfer.${value}`) }))}
              onChange={transfer.setHead}
            />
          </Row>
          {transfer.head === 'kept' ? null : (
            <Row label={t('transfer.classes')} htmlFor="transfer-classes">
              <NumberField
                id="transfer-classes"
                label={t('transfer.classes')}
                value={transfer.classes}
                integer
                min={2}
                max={100_000}
                onChange={transfer.setClasses}
              />
            </Row>
          )}
          <WayChoice value={transfer.way} onChange={transfer.setWay} />
          {made ? <TransferFigures graph={made.graph} analysis={made.analysis} way={transfer.way} /> : null}
        </div>
      ) : null}
    </Dialog>
  );
}
