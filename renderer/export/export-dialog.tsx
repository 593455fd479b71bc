import { Box, CircleCheck, CircleX, Folder, TriangleAlert, Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../src/core/problems/problem.ts';
import { useApp, useDocument, useRuns, useSession } from '../app.ts';
import { useProblemText } from '../i18n/core-text.ts';
import { formatBytes, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { availableCheckpoints, type Checkpoint, resolveCheckpoint } from '../training/checkpoints.ts';
import { useFolderDialog } from '../training/folder-dialog.tsx';
import training from '../training/training.module.css';
import { useCheckpointLabel } from '../training/use-checkpoint-label.ts';
import { useEditedSince } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import { TextField } from '../ui/fields.tsx';
import { Row } from '../ui/layout.tsx';
import { Dialog } from '../ui/overlay.tsx';
import styles from './export.module.css';
import { inFolder } from './tfjs-export.ts';
import { type Check, type ExportState, useExport } from './use-export.ts';

/** Takes a trained network away: format at the left, what is written at the right, where to below. */
export function ExportDialog() {
  const { t } = useTranslation('evaluate');
  const { ui } = useApp();
  const chosen = useSession((state) => state.checkpoint);
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const [picked, setPicked] = useState(chosen);
  const checkpoint = resolveCheckpoint(picked, { records, checkpoints });
  const [folder, setFolder] = useState(useDefaultFolder());
  const { state, write, forget } = useExport();
  const dialog = useFolderDialog();
  const close = () => ui.setState({ exportOpen: false });
  const choose = async () => {
    const path = await dialog.ask(t('export.chooseFolder'));
    if (path !== null) setFolder(path);
  };
  const busy = state.state === 'writing';
  return (
    <Dialog
      title={t('export.title')}
      closeLabel={t('export.close')}
      open
      onOpenChange={(open) => !open && close()}
      className={styles.dialog ?? ''}
      footer={
        <>
          <span className={styles.folder}>
            <TextField
              label={t('export.folder')}
              value={folder}
              onCommit={(path) => {
                if (path.trim() === '') return false;
                setFolder(path.trim());
                return true;
              }}
            />
            <Button icon={<Folder size={14} />} onClick={() => void choose()}>
              {t('export.chooseFolder')}
            </Button>
          </span>
          <Button look="ghost" size="large" onClick={close}>
            {t(state.state === 'written' ? 'export.close' : 'export.cancel')}
          </Button>
          <Button
            look="primary"
            size="large"
            icon={<Upload size={14} />}
            disabled={!checkpoint || busy}
            onClick={() => checkpoint && void write(checkpoint, folder)}
          >
            {t(busy ? 'export.writing' : 'export.write')}
          </Button>
        </>
      }
    >
      <div className={styles.columns}>
        <nav className={styles.formats} aria-label={t('export.models')}>
          <h3>{t('export.models')}</h3>
          <button type="button" aria-current="true">
            <Box size={15} />
            {t('export.tfjs')}
            <code>{t('export.tfjsFile')}</code>
          </button>
        </nav>
        <div className={styles.content}>
          <h3>{t('export.tfjs')}</h3>
          <p className={styles.about}>{t('export.tfjsAbout')}</p>
          {checkpoint ? (
            <>
              <CheckpointSelect
                checkpoint={checkpoint}
                available={availableCheckpoints({ records, checkpoints })}
                onChange={(next) => {
                  setPicked(next);
                  forget();
                }}
              />
              <Facts checkpoint={checkpoint} />
            </>
          ) : (
            <p className={styles.about}>{t('export.needsRun')}</p>
          )}
          <Outcome state={state} />
        </div>
      </div>
      {dialog.element}
    </Dialog>
  );
}

/** A folder of its own beside the projects. */
function useDefaultFolder(): string {
  const { about } = useApp();
  const name = useDocument(({ document }) => document.name);
  const safe = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+/, '') || 'model';
  return inFolder(about.projects, `${safe}-tfjs`);
}

interface CheckpointSelectProps {
  readonly checkpoint: Checkpoint;
  readonly available: readonly Checkpoint[];
  readonly onChange: (checkpoint: Checkpoint) => void;
}

function CheckpointSelect({ checkpoint, available, onChange }: CheckpointSelectProps) {
  const { t } = useTranslation('evaluate');
  const labelOf = useCheckpointLabel();
  const keyOf = ({ which, runId }: Checkpoint) => `${which} ${runId}`;
  const choices = available.map((entry) => ({
    value: keyOf(entry),
    label: labelOf(entry),
  }));
  const choose = (value: string) => {
    const found = available.find((entry) => keyOf(entry) === value);
    if (found) onChange(found);
  };
  return (
    <Row label={t('export.checkpoint')} htmlFor="export-checkpoint">
      <Select
        id="export-checkpoint"
        label={t('export.checkpoint')}
        value={keyOf(checkpoint)}
        choices={choices}
        onChange={choose}
      />
    </Row>
  );
}

function Facts({ checkpoint: { record, snapshot } }: { readonly checkpoint: Checkpoint }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const edited = useEditedSince(record);
  const values = snapshot.weights.reduce((sum, weight) => sum + weight.values.length, 0);
  const bytes = snapshot.weights.reduce((sum, weight) => sum + weight.values.byteLength, 0);
  const facts = [
    [t('export.layers'), formatFull(record.network.topology.config.layers.length, locale)],
    [t('export.parameters'), formatFull(values, locale)],
    [t('export.bytes'), formatBytes(bytes, locale)],
  ] as const;
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {edited ? (
        <div className={training.notice}>
          <TriangleAlert size={14} />
          <p>{t('export.edited')}</p>
        </div>
      ) : null}
    </>
  );
}

function Outcome({ state }: { readonly state: ExportState }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  if (state.state === 'failed') {
    return (
      <div className={training.notice} data-tone="err" role="alert">
        <CircleX size={14} />
        <p>{t('export.failed', { message: state.message })}</p>
      </div>
    );
  }
  if (state.state === 'refused') return <Refusal problems={state.problems} />;
  if (state.state !== 'written') return null;
  return (
    <section className={styles.outcome} role="status">
      <p className={styles.written}>{t('export.written', { folder: state.folder })}</p>
      <ul className={styles.files} aria-label={t('export.files')}>
        {state.files.map(({ name, bytes }) => (
          <li key={name}>
            <code>{name}</code>
            <span>{formatBytes(bytes, locale)}</span>
          </li>
        ))}
      </ul>
      <Checks check={state.check} />
    </section>
  );
}

function Refusal({ problems }: { readonly problems: readonly Problem[] }) {
  const problemText = useProblemText();
  return (
    <div className={training.notice} data-tone="err" role="alert">
      <CircleX size={14} />
      <div className={training.grow}>
        {problems.map((problem) => (
          <p key={`${problem.code} ${problem.nodeId ?? ''}`}>{problemText(problem)}</p>
        ))}
      </div>
    </div>
  );
}

function Checks({ check }: { readonly check: Check }) {
  const { t } = useTranslation('evaluate');
  if (check.state === 'running') return <p className={styles.about}>{t('export.checks.running')}</p>;
  if (check.state === 'failed') {
    return <CheckLine passed={false} text={t('export.checks.failed', { message: check.message })} value="" />;
  }
  const { different, predictions } = check;
  return (
    <div className={styles.checks}>
      <CheckLine passed text={t('export.checks.read')} value="" />
      <CheckLine
        passed={different === null}
        text={different === null ? t('export.checks.weights') : t('export.checks.weightsDiffer', { name: different })}
        value=""
      />
      {predictions ? (
        <CheckLine
          passed={predictions.difference <= 1e-5}
          text={t('export.checks.predictions', { count: predictions.count })}
          value={t('export.checks.difference', { value: formatDifference(predictions.difference) })}
        />
      ) : (
        <p className={styles.about}>{t('export.checks.noData')}</p>
      )}
    </div>
  );
}

const formatDifference = (difference: number): string =>
  difference === 0 ? '0' : difference.toExponential(1).replace('e-', 'e−');

function CheckLine({
  passed,
  text,
  value,
}: {
  readonly passed: boolean;
  readonly text: string;
  readonly value: string;
}) {
  const Icon = passed ? CircleCheck : CircleX;
  return (
    <p className={styles.check} data-passed={passed}>
      <Icon size={14} />
      <span>{text}</span>
      <em>{value}</em>
    </p>
  );
}
