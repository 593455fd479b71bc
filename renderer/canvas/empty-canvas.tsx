import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { Button } from '../ui/button.tsx';
import { FamilyTile, LayerIcon } from '../ui/layer-icon.tsx';
import { addAfterSelection } from './edit-actions.ts';
import styles from './empty-canvas.module.css';
import { startNetwork } from './insert-actions.ts';
import { blockOf, type Pattern, starters } from './patterns.ts';

/** What an empty canvas offers: an Input to begin with, three starts, and the place where blocks can be dropped. */
export function EmptyCanvas() {
  const app = useApp();
  const { t } = useTranslation('define');
  return (
    <div className={styles.empty}>
      <button type="button" className={styles.ghost} onClick={() => addAfterSelection(app, 'input')}>
        <FamilyTile kind="input" />
        <b>Input</b>
        <span>28×28×1</span>
      </button>
      <p>{t('empty.hint')}</p>
      <div className={styles.starters}>
        {starters.map((pattern) => (
          <Starter key={pattern.id} pattern={pattern} />
        ))}
      </div>
    </div>
  );
}

function Starter({ pattern }: { readonly pattern: Pattern }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const name = t(`patterns.${pattern.id}`);
  return (
    <Button className={styles.starter ?? ''} onClick={() => startNetwork(app, blockOf(pattern, name))}>
      <span className={styles.icons}>
        {pattern.steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pattern is fixed, and kinds repeat in it
          <span key={i} data-family={step.family}>
            <LayerIcon kind={step.kind} size={13} />
          </span>
        ))}
      </span>
      {name}
    </Button>
  );
}
