import { type SyntheticEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maxRepeats } from '../../src/core/document/repeat.ts';
import { useApp } from '../app.ts';
import { Button } from '../ui/button.tsx';
import { NumberField } from '../ui/fields.tsx';
import { Row } from '../ui/layout.tsx';
import { Dialog } from '../ui/overlay.tsx';
import styles from './menu.module.css';
import { repeatSelection } from './operate-actions.ts';
import { canvasOf, useCanvas } from './store.ts';

/** Asks how many times the selected layers are to stand in a chain. */
export function RepeatDialog() {
  const open = useCanvas((s) => s.repeating);
  return open ? <Asking /> : null;
}

function Asking() {
  const app = useApp();
  const { t } = useTranslation(['define', 'shell']);
  const [times, setTimes] = useState(3);
  const [form, field] = [useId(), useId()];
  const close = () => canvasOf(app).store.setState({ repeating: false });
  const repeat = (event: SyntheticEvent) => {
    event.preventDefault();
    close();
    repeatSelection(app, times);
  };
  return (
    <Dialog
      title={t('menu.repeat')}
      closeLabel={t('shell:close')}
      open
      onOpenChange={(stays) => !stays && close()}
      focusOn={field}
      className={styles.asking ?? ''}
      footer={
        <Button look="primary" type="submit" form={form}>
          {t('repeat.make')}
        </Button>
      }
    >
      {/* Enter takes the focus out of the field before the form would be sent. */}
      <form id={form} onSubmit={repeat} onKeyDown={(event) => event.key === 'Enter' && repeat(event)}>
        <Row label={t('repeat.times')} htmlFor={field}>
          <NumberField
            id={field}
            label={t('repeat.times')}
            value={times}
            onChange={setTimes}
            integer
            min={2}
            max={maxRepeats}
          />
        </Row>
      </form>
    </Dialog>
  );
}
