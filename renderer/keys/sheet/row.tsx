import { RotateCcw, X } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../ui/button.tsx';
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
  readonly onRecord: () => void;
  readonly onTake: () => void;
  readonly onCancel: () => void;
  readonly onRemove: () => void;
  readonly onReset: () => void;
  readonly keysRef: Ref<HTMLButtonElement>;
}

/** An action with its keys, which a press on them changes. */
export function ShortcutRow(props: RowProps) {
  const { id, combinations, changed, recording, onRecord, onRemove, onReset, keysRef } = props;
  const { t } = useTranslation('keys');
  const action = t(`actions.${id}`);
  const shown = combinations.map(keyText).join(', ');
  if (catalogue[id].fixed) {
    return (
      <li className={styles.row}>
        <span>{action}</span>
        <span className={styles.fixed} title={t('sheet.fixed')}>
          <Keys combinations={combinations} />
        </span>
      </li>
    );
  }
  return (
    <li className={styles.row} data-recording={recording ? '' : undefined}>
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
        <button
          ref={keysRef}
          type="button"
          className={styles.keys}
          aria-label={t('sheet.change', { action, keys: shown || t('sheet.none') })}
          onClick={onRecord}
        >
          {recording?.state === 'waiting' ? (
            <em>{t('sheet.press')}</em>
          ) : (
            <Keys combinations={recording ? [recording.keys] : combinations} />
          )}
        </button>
      </span>
      {recording ? <Hint {...props} recording={recording} /> : null}
    </li>
  );
}

function Keys({ combinations }: { readonly combinations: readonly Combination[] }) {
  const { t } = useTranslation('keys');
  if (combinations.length === 0) return <i>{t('sheet.none')}</i>;
  return combinations.map((combination) => (
    <span key={combination}>
      {keyNames(combination).map((name) => (
        <kbd key={name}>{name}</kbd>
      ))}
    </span>
  ));
}

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
        {t('sheet.taken', values)} {t('sheet.takeHint', values)}
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
