import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { templates } from '../../templates/index.ts';
import { useApp } from '../app.ts';
import { useLocale } from '../i18n/i18n.ts';
import { templateText } from '../i18n/template-text.ts';
import { Button } from '../ui/button.tsx';
import styles from './family-cards.module.css';
import { type NetworkType, networkTypes } from './network-type.ts';
import { Silhouette } from './silhouette.tsx';

const traits = ['data', 'parallelism', 'memory', 'needed'] as const;

/** The families of networks side by side, as the course compares them. */
export function FamilyCards({ onShow }: { readonly onShow: (network: NetworkType) => void }) {
  return (
    <ul className={styles.cards}>
      {networkTypes.map((network) => (
        <li key={network}>
          <FamilyCard network={network} onShow={() => onShow(network)} />
        </li>
      ))}
    </ul>
  );
}

interface FamilyCardProps {
  readonly network: NetworkType;
  readonly onShow: () => void;
}

function FamilyCard({ network, onShow }: FamilyCardProps) {
  const { t } = useTranslation('start');
  const locale = useLocale();
  const { gallery } = useApp();
  const figures = useStore(gallery);
  const members = templates.filter(({ id }) => figures[id]?.network === network);
  // One that can be trained here at once is the best to begin with.
  const example = members.find(({ trains }) => trains) ?? members[0];
  const blocks = example ? figures[example.id]?.blocks : undefined;
  return (
    <article className={styles.card} aria-label={t(`comparison.${network}.name`)}>
      <div className={styles.picture}>{blocks ? <Silhouette blocks={blocks} width={234} height={56} /> : null}</div>
      <h3>
        {t(`comparison.${network}.name`)}
        <span>{t(`comparison.${network}.also`)}</span>
      </h3>
      <dl>
        {traits.map((trait) => (
          <div key={trait}>
            <dt>{t(`comparison.${trait}`)}</dt>
            <dd>{t(`comparison.${network}.${trait}`)}</dd>
          </div>
        ))}
      </dl>
      <footer>
        {members.length > 0 ? (
          <Button size="small" onClick={onShow}>
            {t('comparison.show', { count: members.length })}
          </Button>
        ) : null}
        {example ? <span>{t('comparison.example', { title: templateText(example, locale).title })}</span> : null}
      </footer>
    </article>
  );
}
