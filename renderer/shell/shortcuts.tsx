import { useHotkeys } from 'react-hotkeys-hook';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { steps } from '../store/ui.ts';
import { Dialog } from '../ui/overlay.tsx';
import { shortcutText } from './shortcut-text.ts';
import styles from './shortcuts.module.css';

/**
 * The shortcuts that hold everywhere. Letters go by what the keyboard writes, so that they are where AZERTY has them;
 * digits by where they stand, because AZERTY writes them with Shift only.
 */
export function useShortcuts(): void {
  const { projects, commands, documents, ui } = useApp();
  const always = { useKey: true, preventDefault: true, enableOnFormTags: true } as const;
  const busy = () => document.querySelector('[role="dialog"]') !== null;
  const inEditor = () => ui.getState().screen === 'editor' && !busy();
  useHotkeys('mod+n', () => void (busy() || commands.newNetwork()), always);
  useHotkeys('mod+o', () => void (busy() || projects.open()), always);
  useHotkeys('mod+s', () => void (inEditor() && projects.save()), always);
  useHotkeys('mod+shift+s', () => void (inEditor() && projects.saveAs()), always);
  useHotkeys('mod+k', () => commands.toggle('palette'), always);
  useHotkeys('mod+enter', () => inEditor() && commands.train(), always);
  // In a field, the field's own undo is what the key means.
  const outside = { useKey: true, preventDefault: true, enabled: inEditor } as const;
  useHotkeys('mod+z', () => documents.undo(), outside);
  useHotkeys('mod+shift+z, mod+y', () => documents.redo(), outside);
  useHotkeys(
    'mod+1, mod+2, mod+3, mod+4, mod+5',
    (_, { keys }) => {
      const step = steps[Number(keys?.[0]) - 1];
      if (step && inEditor()) commands.goTo(step);
    },
    { preventDefault: true, enableOnFormTags: true },
  );
  useHotkeys(
    '?',
    (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey && !busy()) commands.toggle('shortcuts');
    },
    // Which modifier writes the question mark depends on the keyboard.
    { useKey: true, ignoreModifiers: true },
  );
}

const sheet = [
  [
    'everywhere',
    [
      ['palette', 'mod+k'],
      ['newNetwork', 'mod+n'],
      ['open', 'mod+o'],
      ['save', 'mod+s'],
      ['saveAs', 'mod+shift+s'],
      ['undo', 'mod+z'],
      ['redo', 'mod+shift+z'],
      ['step', 'mod+1…5'],
      ['train', 'mod+enter'],
      ['sheet', '?'],
    ],
  ],
  [
    'canvas',
    [
      ['search', '/'],
      ['add', 'a'],
      ['fit', 'f'],
      ['nextFix', 'mod+.'],
      ['selectAll', 'mod+a'],
      ['copy', 'mod+c'],
      ['paste', 'mod+v'],
      ['duplicate', 'mod+d'],
      ['delete', 'del'],
      ['walk', '↑+↓+←+→'],
    ],
  ],
  ['training', [['pause', 'space']]],
] as const;

export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('shell');
  return (
    <Dialog
      title={t('shortcuts.title')}
      closeLabel={t('close')}
      open
      onOpenChange={(open) => !open && onClose()}
      className={styles.sheet ?? ''}
    >
      <div className={styles.columns}>
        {sheet.map(([section, entries]) => (
          <section key={section}>
            <h3>{t(`shortcuts.${section}`)}</h3>
            <dl>
              {entries.map(([action, keys]) => (
                <div key={action}>
                  <dt>{t(`shortcuts.${action}`)}</dt>
                  <dd>
                    {shortcutText(keys)
                      .split(' ')
                      .map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
