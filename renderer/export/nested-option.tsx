import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LayerGroup, layerGroups } from '../../src/core/interop/keras/write/layer-groups.ts';
import type { NestedForm } from '../../src/core/interop/keras/write/nest.ts';
import { nestingNotes } from '../../src/core/interop/keras/write/write.ts';
import { useApp } from '../app.ts';
import { useProblemText } from '../i18n/core-text.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { Switch } from '../ui/choice.tsx';
import { Row } from '../ui/layout.tsx';
import styles from './export.module.css';

/** Whether groups are written as models in the model, and those of a checkpoint: as they were drawn when its run began. */
export function useNested() {
  const { documents } = useApp();
  const [isNested, setNested] = useState(false);
  const groupsOf = ({ record }: Checkpoint): readonly LayerGroup[] =>
    layerGroups(record.network, record.drawing?.groups ?? documents.getState().document.groups);
  return {
    isNested,
    setNested,
    groupsOf,
    /** What the writers take. */
    optionsFor: (checkpoint: Checkpoint) => (isNested ? { groups: groupsOf(checkpoint) } : {}),
  };
}

interface NestedOptionProps {
  readonly checkpoint: Checkpoint;
  readonly nested: ReturnType<typeof useNested>;
  /** A file's own: some can hold less. */
  readonly form: NestedForm;
  readonly onChange: () => void;
}

/** The choice, where there are groups; what stays as layers, and why. */
export function NestedOption({ checkpoint, nested, form, onChange }: NestedOptionProps) {
  const { t } = useTranslation('evaluate');
  const problemText = useProblemText();
  const { isNested, setNested, groupsOf } = nested;
  const { network } = checkpoint.record;
  const groups = groupsOf(checkpoint);
  const notes = useMemo(() => (isNested ? nestingNotes(network, groups, form) : []), [isNested, network, groups, form]);
  if (groups.length === 0) return null;
  return (
    <>
      <Row label={t('export.nested.label')} htmlFor="export-nested">
        <Switch
          id="export-nested"
          label={t('export.nested.label')}
          checked={isNested}
          onChange={(on) => {
            setNested(on);
            onChange();
          }}
        />
      </Row>
      {isNested ? (
        <div role="status">
          <p className={styles.about}>
            {t('export.nested.models', { count: groups.length - notes.length, groups: groups.length })}
          </p>
          {notes.map((note) => (
            <p className={styles.about} key={`${note.code} ${note.values.name}`}>
              {problemText(note)}
            </p>
          ))}
        </div>
      ) : null}
    </>
  );
}
