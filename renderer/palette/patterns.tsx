import { Network, WandSparkles } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { blockOf, patterns } from '../canvas/patterns.ts';
import { actions } from '../keys/actions.ts';
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
        <Generate />
        <InsertNetwork />
      </section>
    </div>
  );
}

/** A chain of any length from one line. */
function Generate() {
  const app = useApp();
  const { t } = useTranslation(['define', 'keys']);
  return (
    <button type="button" className={styles.pattern} onClick={() => actions.generate.run(app)}>
      <b>{t('keys:actions.generate')}</b>
      <span className={styles.icons}>
        <WandSparkles size={13} />
      </span>
      <span className={styles.help}>{t('generator.help')}</span>
    </button>
  );
}

/** A trained file, another project or a run of this one, as a group with its weights. */
function InsertNetwork() {
  const app = useApp();
  const { t } = useTranslation(['define', 'keys']);
  return (
    <button type="button" className={styles.pattern} onClick={() => actions.insertNetwork.run(app)}>
      <b>{t('keys:actions.insertNetwork')}</b>
      <span className={styles.icons}>
        <Network size={13} />
      </span>
      <span className={styles.help}>{t('insertNetwork.help')}</span>
    </button>
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
