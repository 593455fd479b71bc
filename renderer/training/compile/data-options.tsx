import { useTranslation } from 'react-i18next';
import { normalizationKinds, resizeModes } from '../../../src/core/document/data-ref.ts';
import type { DataRef } from '../../../src/core/document/schema.ts';
import { pictureShape } from '../../../src/engine/data/dataset.ts';
import { useData } from '../../app.ts';
import { Select } from '../../ui/choice.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Row } from '../../ui/layout.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

/** How the data is made ready for the network: what pictures are cut to, their colours, what numbers become, targets. */
export function DataOptions() {
  const { t } = useTranslation('compile');
  const { data: ref } = useSettings();
  const dataset = useData((data) => (data.state === 'ready' ? data.dataset : null));
  const pictures = ref.source !== 'csv' && ref.source !== 'numpy';
  const change = useChange();
  const kind = dataset?.normalization.kind ?? ref.normalize ?? 'unit';
  // Bytes are 0…255; numbers of tables have no such range.
  const bytes = dataset?.splits.train.samples.kind !== 'floats';
  const kinds = normalizationKinds.filter((one) => bytes || one === 'standard' || one === 'none');
  return (
    <>
      {pictures && ref.source !== 'embedded' ? <PictureOptions change={change} /> : null}
      {ref.source === 'csv' ? <TargetOptions data={ref} change={change} /> : null}
      {dataset && (pictures ? pictureShape(dataset.sampleShape) : true) ? (
        <Row label={t('data.numbers')} htmlFor="data-normalize">
          <Select
            id="data-normalize"
            label={t('data.numbers')}
            value={kind}
            choices={kinds.map((value) => ({ value, label: t(`data.normalize.${value}`) }))}
            onChange={(normalize) => change(t('data.numbers'), { ...ref, normalize })}
          />
        </Row>
      ) : null}
    </>
  );
}

type Change = (label: string, data: DataRef) => void;

function useChange(): Change {
  const setTraining = useSetTraining();
  return (label, data) => setTraining(label, { data });
}

function PictureOptions({ change }: { readonly change: Change }) {
  const { t } = useTranslation('compile');
  const { data: ref } = useSettings();
  if (ref.source === 'csv' || ref.source === 'numpy') return null;
  const { colour, ...rest } = ref;
  const colours = ['network', 'grey', 'rgb'] as const;
  return (
    <>
      <Row label={t('data.proportions')} htmlFor="data-resize">
        <Select
          id="data-resize"
          label={t('data.proportions')}
          value={ref.resize ?? 'stretch'}
          choices={resizeModes.map((value) => ({ value, label: t(`data.resize.${value}`) }))}
          onChange={(resize) => change(t('data.proportions'), { ...ref, resize })}
        />
      </Row>
      <Row label={t('data.colours')} htmlFor="data-colour">
        <Select
          id="data-colour"
          label={t('data.colours')}
          value={colour ?? 'network'}
          choices={colours.map((value) => ({ value, label: t(`data.colour.${value}`) }))}
          onChange={(next) => change(t('data.colours'), next === 'network' ? rest : { ...ref, colour: next })}
        />
      </Row>
    </>
  );
}

function TargetOptions({
  data,
  change,
}: {
  readonly data: Extract<DataRef, { source: 'csv' }>;
  readonly change: Change;
}) {
  const { t } = useTranslation('compile');
  const { targets, task, ...rest } = data;
  const own = targets ? { targets } : {};
  const tasks = ['found', 'oneLabel', 'regression'] as const;
  return (
    <>
      <Row label={t('data.targets')} htmlFor="data-targets">
        <TextField
          id="data-targets"
          label={t('data.targets')}
          value={targets?.join(', ') ?? ''}
          placeholder={t('data.targetsHint')}
          onCommit={(text) => {
            const names = text
              .split(',')
              .map((name) => name.trim())
              .filter(Boolean);
            const chosen = names.length > 0 ? { targets: names } : {};
            change(t('data.targets'), { ...rest, ...(task ? { task } : {}), ...chosen });
            return true;
          }}
        />
      </Row>
      <Row label={t('data.task')} htmlFor="data-task">
        <Select
          id="data-task"
          label={t('data.task')}
          value={task ?? 'found'}
          choices={tasks.map((value) => ({ value, label: t(`data.tasks.${value}`) }))}
          onChange={(next) => change(t('data.task'), { ...rest, ...own, ...(next === 'found' ? {} : { task: next }) })}
        />
      </Row>
    </>
  );
}
