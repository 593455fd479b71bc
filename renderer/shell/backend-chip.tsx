import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../src/engine/protocol.ts';
import { useApp, useSession, useUi } from '../app.ts';
import { deviceText } from '../i18n/device-text.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { chosenDevice } from '../store/ui.ts';
import ui from '../ui/ui.module.css';
import styles from './top-bar.module.css';

/** The device that computes: the running one, else the one that the next run will take. */
export function useDevice(): Device | null {
  const running = useSession(({ session }) => ('device' in session ? session.device : null));
  const chosen = useUi((s) => chosenDevice(s.backends, s.backend));
  return running ?? chosen;
}

export function BackendChip() {
  const { t } = useTranslation('shell');
  const { ui: store } = useApp();
  const report = useUi((s) => s.backends);
  const choice = useUi((s) => s.backend);
  const engineText = useEngineText();
  const device = useDevice();
  const name = device
    ? `${t(`backend.${device.backend}`)} · ${deviceText(device.device)}`
    : t(report ? 'backend.none' : 'backend.trying');
  const first = report?.usable[0];
  const rivals = report?.usable.filter(({ software, backend }) => !software && backend !== 'cpu') ?? [];
  const names = rivals.map(({ backend }) => t(`backend.${backend}`)).join(', ');
  const autoNote =
    rivals.length > 1
      ? t('backend.autoTimes', { names })
      : first
        ? t('backend.autoHint', { name: t(`backend.${first.backend}`) })
        : '';
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button type="button" className={styles.chip} aria-label={t('backend.label', { name })} title={name}>
          <span className={styles.dot} data-tone={device === null ? 'none' : device.software ? 'warn' : 'ok'} />
          <span>
            {device ? t(`backend.${device.backend}`) : name}
            {device ? <span className={styles.device}>{`\u00a0· ${deviceText(device.device)}`}</span> : null}
          </span>
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={`${ui.popup} ${styles.backends}`} align="end" sideOffset={4}>
          <DropdownMenu.Label className={styles.menuTitle}>{t('backend.title')}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup
            value={choice}
            onValueChange={(value) => {
              const backend = (['auto', ...(report?.usable.map((usable) => usable.backend) ?? [])] as const).find(
                (candidate) => candidate === value,
              );
              if (backend) store.setState({ backend });
            }}
          >
            <BackendItem value="auto" title={t('backend.auto')} note={autoNote} />
            {report?.usable.map((usable) => (
              <BackendItem
                key={usable.backend}
                value={usable.backend}
                title={t(`backend.${usable.backend}`)}
                note={[deviceText(usable.device), ...(usable.software ? [t('backend.software')] : [])].join(' · ')}
              />
            ))}
          </DropdownMenu.RadioGroup>
          {report && report.refused.length > 0 ? (
            <>
              <DropdownMenu.Separator className={ui.separator} />
              <DropdownMenu.Label className={styles.menuTitle}>{t('backend.refused')}</DropdownMenu.Label>
              {report.refused.map(({ backend, reason }) => (
                <DropdownMenu.Item key={backend} className={`${ui.item} ${styles.backend}`} disabled>
                  <b>{t(`backend.${backend}`)}</b>
                  <span>{engineText(reason)}</span>
                </DropdownMenu.Item>
              ))}
            </>
          ) : null}
          <DropdownMenu.Label className={styles.menuNote}>{t('backend.nextRun')}</DropdownMenu.Label>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const BackendItem = ({ value, title, note }: { value: string; title: string; note: string }) => (
  <DropdownMenu.RadioItem value={value} className={`${ui.item} ${styles.backend}`}>
    <b>
      {title}
      <DropdownMenu.ItemIndicator>
        <Check size={12} />
      </DropdownMenu.ItemIndicator>
    </b>
    <span>{note}</span>
  </DropdownMenu.RadioItem>
);
