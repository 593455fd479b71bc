import { RotateCcw, Search } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useUi } from '../../app.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/overlay.tsx';
import { assign, bindingsOf, type KeyChoices, reset } from '../bindings.ts';
import type { ActionId } from '../catalogue.ts';
import type { Combination } from '../combination.ts';
import { keyText } from '../key-text.ts';
import { filterActions } from './filter.ts';
import { type Recording, withKeys } from './recording.ts';
import { ShortcutRow } from './row.tsx';
import styles from './sheet.module.css';
import { useRecording } from './use-recording.ts';

const filterId = 'shortcut-filter';

/** Every shortcut: found by action or keys, and changed by pressing new ones. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['keys', 'shell']);
  const { ui } = useApp();
  const choices = useUi((s) => s.shortcuts);
  const bindings = bindingsOf(choices);
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const rows = useRef(new Map<ActionId, HTMLElement | null>());

  const change = (next: KeyChoices, saying: string) => {
    ui.setState({ shortcuts: next });
    setSaid(saying);
  };
  const set = ({ id, replaces }: Recording, combination: Combination) => {
    const next = withKeys(bindings.get(id) ?? [], replaces, combination);
    const values = { action: t(`actions.${id}`), keys: keyTextOf(next) };
    change(assign(choices, id, next), t('sheet.changed', values));
  };
  const { recording, setRecording, cancel } = useRecording({
    bindings,
    onKeys: set,
    onEnd: (id) => rows.current.get(id)?.querySelector<HTMLElement>('[data-keys]')?.focus(),
  });
  const take = () => {
    if (recording?.state !== 'taken') return;
    set(recording, recording.keys);
    cancel();
  };

  const sections = filterActions(text, (id) => [t(`actions.${id}`), (bindings.get(id) ?? []).map(keyText).join(' ')]);
  const count = sections.reduce((sum, { ids }) => sum + ids.length, 0);
  return (
    <Dialog
      title={t('sheet.title')}
      closeLabel={t('shell:close')}
      open
      onOpenChange={(open) => !open && onClose()}
      className={styles.sheet ?? ''}
      focusOn={filterId}
      footer={
        <>
          <span className="visually-hidden" role="status">
            {said || (text === '' ? '' : t('sheet.found', { count }))}
          </span>
          <Button
            icon={<RotateCcw size={13} />}
            disabled={Object.keys(choices).length === 0}
            onClick={() => change({}, t('sheet.allReset'))}
          >
            {t('sheet.resetAll')}
          </Button>
        </>
      }
    >
      <label className={styles.filter}>
        <Search size={14} />
        <input
          id={filterId}
          type="search"
          value={text}
          placeholder={t('sheet.filter')}
          aria-label={t('sheet.filter')}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className={styles.columns}>
        {sections.map(({ group, ids }) => (
          <section key={group} aria-label={t(`groups.${group}`)}>
            <h3>{t(`groups.${group}`)}</h3>
            <ul>
              {ids.map((id) => (
                <ShortcutRow
                  key={id}
                  id={id}
                  combinations={bindings.get(id) ?? []}
                  changed={choices[id] !== undefined}
                  recording={recording?.id === id ? recording : null}
                  onRecord={(replaces) => setRecording({ state: 'waiting', id, replaces })}
                  onTake={take}
                  onCancel={cancel}
                  onRemove={() => change(assign(choices, id, []), t('sheet.removed', { action: t(`actions.${id}`) }))}
                  onReset={() =>
                    change(
                      reset(choices, id),
                      t('sheet.changed', {
                        action: t(`actions.${id}`),
                        keys: keyTextOf(bindingsOf(reset(choices, id)).get(id)) || t('sheet.none'),
                      }),
                    )
                  }
                  rowRef={(element) => {
                    rows.current.set(id, element);
                  }}
                />
              ))}
            </ul>
          </section>
        ))}
        {count === 0 ? <p className={styles.nothing}>{t('sheet.nothing', { text })}</p> : null}
      </div>
    </Dialog>
  );
}

const keyTextOf = (combinations: readonly Combination[] = []): string => combinations.map(keyText).join(', ');
