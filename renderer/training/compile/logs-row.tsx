import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument, useUi } from '../../app.ts';
import { IconButton } from '../../ui/button.tsx';
import { Switch } from '../../ui/choice.tsx';
import { Row } from '../../ui/layout.tsx';
import { logsFolder } from '../logs/folders.ts';
import styles from './compile.module.css';

/** Whether runs are logged for TensorBoard, and the command that opens it on them. */
export function LogsRow() {
  const { t } = useTranslation('compile');
  const { about, ui, notify } = useApp();
  const on = useUi((s) => s.tensorboard);
  const name = useDocument((s) => s.document.name);
  const command = `tensorboard --logdir "${logsFolder(about, name)}"`;
  const copy = () =>
    navigator.clipboard.writeText(command).then(
      () => notify('done', t('logs.copied')),
      () => notify('problem', t('logs.notCopied')),
    );
  return (
    <>
      <Row label={t('logs.title')} htmlFor="tensorboard">
        <Switch
          id="tensorboard"
          label={t('logs.hint')}
          checked={on}
          onChange={(tensorboard) => ui.setState({ tensorboard })}
        />
      </Row>
      {on ? (
        <p className={styles.command}>
          <code>{command}</code>
          <IconButton size="small" label={t('logs.copy')} onClick={() => void copy()}>
            <Copy size={13} />
          </IconButton>
        </p>
      ) : null}
    </>
  );
}
