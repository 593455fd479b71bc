import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { addPattern, patterns } from '../canvas/patterns.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import styles from './palette.module.css';

/** Groups of layers that go together, added after the selected layer as one step. */
export const Patterns = () => (
  <div className={styles.scroll}>
    {patterns.map((pattern) => (
      <Entry key={pattern.id} pattern={pattern} />
    ))}
  </div>
);

function Entry({ pattern }: { readonly pattern: (typeof patterns)[number] }) {
  const app = useApp();
  const { t } = useTranslation('define');
  return (
    <button type="button" className={styles.pattern} onClick={() => addPattern(app, pattern)}>
      <b>{t(`patterns.${pattern.id}`)}</b>
      <span className={styles.icons}>
        {pattern.steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pattern is fixed, and kinds repeat in it
          <span key={i} data-family={step.family}>
            <LayerIcon kind={step.kind} size={13} />
          </span>
        ))}
      </span>
      <span className={styles.help}>{t(`patternHelp.${pattern.id}`)}</span>
    </button>
  );
}
