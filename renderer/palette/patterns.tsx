import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { blockOf, patterns } from '../canvas/patterns.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import { OwnBlocks } from './own-blocks.tsx';
import styles from './palette.module.css';
import { useBlockButton } from './use-block-button.ts';

/** The user's own blocks, and groups of layers that often go together: added after the selected layer as one step. */
export function Patterns() {
  const { t } = useTranslation('define');
  return (
    <div className={styles.scroll}>
      <OwnBlocks />
      <section aria-labelledby="ready-made">
        <h3 id="ready-made" className={styles.heading}>
          {t('ownBlocks.readyMade')}
        </h3>
        {patterns.map((pattern) => (
          <Entry key={pattern.id} pattern={pattern} />
        ))}
      </section>
    </div>
  );
}

function Entry({ pattern }: { readonly pattern: (typeof patterns)[number] }) {
  const { t } = useTranslation('define');
  const name = t(`patterns.${pattern.id}`);
  const handlers = useBlockButton(useMemo(() => blockOf(pattern, name), [pattern, name]));
  return (
    <button type="button" className={styles.pattern} {...handlers}>
      <b>{name}</b>
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
