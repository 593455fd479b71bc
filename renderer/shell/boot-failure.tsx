import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Brand } from './brand.tsx';
import { hostErrorText } from './projects/host-errors.ts';
import styles from './shell.module.css';

/** Without a host there is no app: says why and what to do. */
export function BootFailure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('shell');
  return (
    <main className={styles.boot}>
      <div role="alert">
        <Brand size={28} />
        <h1>{t('boot.noHostTitle')}</h1>
        <p>{hostErrorText(error)}</p>
        <Button look="primary" onClick={() => window.location.reload()}>
          {t('boot.reload')}
        </Button>
      </div>
    </main>
  );
}
