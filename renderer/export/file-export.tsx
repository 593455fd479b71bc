import { Upload } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../src/core/problems/problem.ts';
import { useRuns, useSession } from '../app.ts';
import { availableCheckpoints, type Checkpoint, resolveCheckpoint } from '../training/checkpoints.ts';
import { Button } from '../ui/button.tsx';
import styles from './export.module.css';
import { FileOutcome } from './file-outcome.tsx';
import { CheckpointSelect, Facts } from './model-parts.tsx';
import { Obstacles } from './outcome.tsx';
import type { useFileExport } from './use-file-export.ts';

interface FileExportProps {
  readonly title: string;
  readonly about: string;
  /** How the file is opened. */
  readonly code: string;
  readonly exporting: ReturnType<typeof useFileExport>;
  /** What keeps the format from saying the network. The same function each time, or it is asked again. */
  readonly obstaclesOf: (checkpoint: Checkpoint) => readonly Problem[];
  readonly onClose: () => void;
  /** What can be chosen of the format. */
  readonly children?: ReactNode;
  /** What can be chosen for the network that is written. */
  readonly options?: (checkpoint: Checkpoint) => ReactNode;
}

/** A trained network as one file: which weights, how large, what comes of it, and where to. */
export function FileExport({
  title,
  about,
  code,
  exporting,
  obstaclesOf,
  onClose,
  children,
  options,
}: FileExportProps) {
  const { t } = useTranslation('evaluate');
  const chosen = useSession((state) => state.checkpoint);
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const [picked, setPicked] = useState(chosen);
  const checkpoint = resolveCheckpoint(picked, { records, checkpoints });
  const obstacles = useMemo(() => (checkpoint ? obstaclesOf(checkpoint) : []), [checkpoint, obstaclesOf]);
  const { state, save, forget } = exporting;
  const busy = state.state === 'writing';
  return (
    <>
      <div className={styles.content}>
        <h3>{title}</h3>
        <p className={styles.about}>{about}</p>
        <pre className={styles.code}>
          <code>{code}</code>
        </pre>
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
            {children}
            {options?.(checkpoint)}
            <Facts checkpoint={checkpoint} />
            {obstacles.length > 0 ? <Obstacles problems={obstacles} /> : null}
          </>
        ) : (
          <p className={styles.about}>{t('export.needsRun')}</p>
        )}
        <FileOutcome state={state} />
      </div>
      <footer className={styles.footer}>
        <Button look="ghost" size="large" onClick={onClose}>
          {t(state.state === 'saved' ? 'export.close' : 'export.cancel')}
        </Button>
        <Button
          look="primary"
          size="large"
          icon={<Upload size={14} />}
          disabled={!checkpoint || busy || obstacles.length > 0}
          onClick={() => checkpoint && void save(checkpoint)}
        >
          {t(busy ? 'export.writing' : 'export.saveAs')}
        </Button>
      </footer>
    </>
  );
}
