import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import styles from './inspect.module.css';
import { useInspecting } from './use-inspect.ts';

interface WorkingProps {
  /** `null`: nothing is being computed. */
  readonly done: number | null;
  readonly text: string;
  readonly icon?: ReactNode;
  readonly onGo: () => void;
}

/** The button that begins what takes long; then how far it is, and the way out. */
export function Working({ done, text, icon, onGo }: WorkingProps) {
  const { t } = useTranslation('inspect');
  const inspecting = useInspecting();
  if (done === null) {
    return (
      <Button icon={icon} onClick={onGo}>
        {text}
      </Button>
    );
  }
  return (
    <div className={styles.working}>
      <progress value={done} max={1} aria-label={text} />
      <Button size="small" look="ghost" onClick={() => inspecting.look().cancel()}>
        {t('cancel')}
      </Button>
    </div>
  );
}
