import { Plus, RotateCcw, X } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../ui/button.tsx';
import { mostKeys } from '../bindings.ts';
import { type ActionId, catalogue } from '../catalogue.ts';
import type { Combination } from '../combination.ts';
import { keyNames, keyText } from '../key-text.ts';
import type { Recording } from './recording.ts';
import styles from './sheet.module.css';

interface RowProps {
  readonly id: ActionId;
  readonly combinations: readonly Combination[];
  readonly changed: boolean;
  /** Of this row, or `null`. */
  readonly recording: Recording | null;
  /** Waits for keys in the place of these, or for more: `null`. */
  readonly onRecord: (replaces: Combination | null) => void;
  readonly onTake: () => void;
  readonly onCancel: () => void;
  readonly onRemove: () => void;
  readonly onReset: () => void;
  readonly rowRef: Ref<HTMLLIElement>;
}

/** An action with its keys, which a press on them changes. */
export function ShortcutRow(props: RowProps) {
  const { id, combinations, changed, recording, onRecord, onRemove, onReset, rowRef } = props;
  const { t } = useTranslation('keys');
  const action = t(`actions.${id}`);
  if (catalogue[id].fixed) {
    return (
      <li className={styles.row}>
        <span>{action}</span>
        <span className={styles.fixed} title={t('sheet.fixed')}>
          {combinations.map((combination) => (
            <Keys key={combination} combination={combination} />
          ))}
        </span>
      </li>
    );
  }
  const isAdding = recording !== null && recording.replaces === null;
  const slots = isAdding || combinations.length === 0 ? [...combinations, null] : combinations;
  return (
    <li ref={rowRef} className={styles.row} data-recording={recording ? '' : undefined}>
      <span>{action}</span>
      <span className={styles.buttons}>
        {changed ? (
          <IconButton
            size="small"
            label={t('sheet.reset', { action, keys: catalogue[id].keys.map(keyText).join(', ') || t('sheet.none') })}
            onClick={onReset}
          >
            <RotateCcw size={13} />
          </IconButton>
        ) : null}
        {combinations.length > 0 ? (
          <IconButton size="small" label={t('sheet.remove', { action })} className={styles.remove} onClick={onRemove}>
            <X size={13} />
          </IconButton>
        ) : null}
        {combinations.length > 0 && combinations.length < mostKeys ? (
          <IconButton
            size="small"
            label={t('sheet.add', { action })}
            className={styles.remove}
            onClick={() => onRecord(null)}
          >
            <Plus size={13} />
          </IconButton>
        ) : null}
        {slots.map((combination) => (
          <button
            key={combination ?? ''}
            type="button"
            className={styles.keys}
            data-keys
            data-recording={recording?.replaces === combination || undefined}
            aria-label={t('sheet.change', { action, keys: combination ? keyText(combination) : t('sheet.none') })}
            onClick={() => onRecord(combination)}
          >
            {recording?.replaces === combination ? (
              <Recorded recording={recording} />
            ) : combination ? (
              <Keys combination={combination} />
            ) : (
              <i>{t('sheet.none')}</i>
            )}
          </button>
        ))}
      </span>
      {recording ? <Hint {...props} recording={recording} /> : null}
    </li>
  );
}

function Recorded({ recording }: { readonly recording: Recording }) {
  const { t } = useTranslation('keys');
  return recording.state === 'waiting' ? <em>{t('sheet.press')}</em> : <Keys combination={recording.keys} />;
}

const Keys = ({ combination }: { readonly combination: Combination }) => (
  <span>
    {keyNames(combination).map((name) => (
      <kbd key={name}>{name}</kbd>
    ))}
  </span>
);

/** What is waited for, or whose keys these are and the ways out. */
function Hint({ recording, onTake, onCancel }: RowProps & { readonly recording: Recording }) {
  const { t } = useTranslation(['keys', 'shell']);
  if (recording.state === 'waiting') return <p className={styles.hint}>{t('sheet.cancelHint')}</p>;
  const values = { keys: keyText(recording.keys), holder: t(`actions.${recording.holder}`) };
  if (recording.state === 'refused') {
    return (
      <p className={styles.hint} role="alert">
        {t('sheet.takenFixed', values)}
      </p>
    );
  }
  return (
    <div className={styles.hint}>
      <p role="alert">
        {t('sheet.taken', values)} {recording.last ? t('sheet.takeHint', values) : null}
      </p>
      <span>
        <Button autoFocus size="small" look="primary" onClick={onTake}>
          {t('sheet.take')}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t('shell:cancel')}
        </Button>
      </span>
    </div>
  );
}
