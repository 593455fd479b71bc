import { CornerUpLeft, FolderOpen, House, LayoutTemplate, Plus, Shapes } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument, useUi } from '../app.ts';
import { deviceText } from '../i18n/device-text.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { useKeyText } from '../keys/key-text.ts';
import { LanguageSwitch, ThemeSwitch } from '../shell/appearance.tsx';
import { chosenDevice } from '../store/ui.ts';
import { Button } from '../ui/button.tsx';
import styles from './start.module.css';

export function StartSide() {
  const { t } = useTranslation(['start', 'shell']);
  const { projects, ui, commands } = useApp();
  const openKeys = useKeyText('open');
  const openName = useDocument((s) => (s.id === 'none' ? null : s.document.name));
  return (
    <aside className={styles.side}>
      <Button
        look="primary"
        size="large"
        className={styles.new ?? ''}
        icon={<Plus size={15} strokeWidth={2} />}
        onClick={() => void commands.newNetwork()}
      >
        {t('newNetwork')}
        <KeyHint of="newNetwork" />
      </Button>
      <nav aria-label={t('navigation')}>
        {openName === null ? null : (
          <Item icon={<CornerUpLeft size={15} />} onClick={() => ui.setState({ screen: 'editor' })}>
            {t('resume', { name: openName })}
          </Item>
        )}
        <Item icon={<House size={15} />} current onClick={() => goTo('start-top')}>
          {t('home')}
        </Item>
        <Item icon={<LayoutTemplate size={15} />} onClick={() => goTo('start-templates')}>
          {t('templates')}
        </Item>
        <Item icon={<Shapes size={15} />} onClick={() => goTo('start-patterns')}>
          {t('patterns')}
        </Item>
        <span className={styles.gap} />
        <Item icon={<FolderOpen size={15} />} shortcut={openKeys} onClick={() => void projects.open()}>
          {t('open')}
        </Item>
      </nav>
      <span className={styles.fill} />
      <Hardware />
      <div className={styles.appearance}>
        <LanguageSwitch className={styles.quiet ?? ''} withIcon />
        <span className={styles.fill} />
        <ThemeSwitch className={styles.quiet ?? ''} />
      </div>
    </aside>
  );
}

/** Brings a section into view and the keyboard with it. */
function goTo(id: string): void {
  const target = document.getElementById(id);
  target?.scrollIntoView({ block: 'start' });
  target?.focus({ preventScroll: true });
}

interface ItemProps {
  readonly icon: ReactNode;
  readonly current?: boolean;
  readonly shortcut?: string | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

const Item = ({ icon, current, shortcut, onClick, children }: ItemProps) => (
  <button type="button" className={styles.item} aria-current={current ? 'page' : undefined} onClick={onClick}>
    {icon}
    <span className={styles.itemText}>{children}</span>
    {shortcut ? <kbd>{shortcut}</kbd> : null}
  </button>
);

/** What computes here, as the backends themselves say. */
function Hardware() {
  const { t } = useTranslation(['start', 'shell']);
  const report = useUi((s) => s.backends);
  const device = useUi((s) => chosenDevice(s.backends, s.backend));
  const engineText = useEngineText();
  const reason = report?.refused[0]?.reason;
  const backend = device ? t(`shell:backend.${device.backend}`) : '';
  const title = !report
    ? t('hardware.trying')
    : !device
      ? t('hardware.none')
      : t(device.software ? 'hardware.software' : 'hardware.ready', { backend });
  return (
    <div className={styles.hardware} role="status">
      <b>
        <span className={styles.dot} data-tone={device === null ? 'none' : device.software ? 'warn' : 'ok'} />
        {title}
      </b>
      {device ? <span>{deviceText(device.device)}</span> : null}
      {report && !device ? <span>{reason === undefined ? t('hardware.noneHint') : engineText(reason)}</span> : null}
    </div>
  );
}
