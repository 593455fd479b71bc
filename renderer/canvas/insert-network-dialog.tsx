import { FolderOpen, Network } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatShape } from '../../src/core/math/shape.ts';
import { useApp } from '../app.ts';
import { useLocale } from '../i18n/i18n.ts';
import training from '../training/training.module.css';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import { Row } from '../ui/layout.tsx';
import { Dialog } from '../ui/overlay.tsx';
import { chooseNetworkFile } from './insert-network-file.ts';
import { titleOf } from './node-facts.ts';
import { fromFile, useInsertNetwork, wholeNetwork } from './use-insert-network.ts';

/** A trained network as a block of this one: which, up to where, and what it will be fed with. */
export function InsertNetworkDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['define', 'shell']);
  const app = useApp();
  const locale = useLocale();
  const { runs, file, value, setSource, source, drawn, cut, setCut, block, feeder, fits, nameOf, apply } =
    useInsertNetwork();
  const insert = () => {
    apply();
    onClose();
  };
  const ends = drawn?.able.flatMap((id) => {
    const node = drawn.graph.nodes[id];
    const shape = drawn.analysis.node(id)?.output?.shape;
    if (!node || !shape) return [];
    return [{ value: id, label: `${node.name} · ${titleOf(node, locale)} · ${formatShape(shape)}` }];
  });
  const place = fits ? 'insertNetwork.after' : feeder === null ? 'insertNetwork.alone' : 'insertNetwork.unfit';
  return (
    <Dialog
      title={t('insertNetwork.title')}
      closeLabel={t('shell:close')}
      open
      onOpenChange={(stays) => !stays && onClose()}
      footer={
        <>
          <Button icon={<FolderOpen size={14} />} onClick={() => void chooseNetworkFile(app)}>
            {t('insertNetwork.file')}
          </Button>
          <Button look="primary" icon={<Network size={14} />} disabled={!block} onClick={insert}>
            {t('insertNetwork.insert')}
          </Button>
        </>
      }
    >
      <p className={training.note}>{t(source ? 'insertNetwork.text' : 'insertNetwork.none')}</p>
      {source && value !== null ? (
        <>
          <Row label={t('insertNetwork.network')} htmlFor="insert-network">
            <Select
              id="insert-network"
              label={t('insertNetwork.network')}
              value={value}
              choices={[
                ...(file ? [{ value: fromFile, label: file.file }] : []),
                ...runs.map((run) => ({ value: run.id, label: nameOf(run) })),
              ]}
              onChange={setSource}
            />
          </Row>
          <Row label={t('insertNetwork.cut')} htmlFor="insert-cut">
            <Select
              id="insert-cut"
              label={t('insertNetwork.cut')}
              value={cut === wholeNetwork ? 'whole' : `up to ${cut}`}
              choices={[
                ...(ends ?? []).map((end) => ({ ...end, value: `up to ${end.value}` })),
                { value: 'whole', label: t('insertNetwork.whole') },
              ]}
              onChange={(next) => setCut(next === 'whole' ? wholeNetwork : next.slice('up to '.length))}
            />
          </Row>
          <p className={training.note} role="status">
            {t(place, { name: feeder ?? '' })}{' '}
            {t(source.runId === null ? 'insertNetwork.bare' : 'insertNetwork.weights')}
          </p>
        </>
      ) : null}
    </Dialog>
  );
}
