import { useTranslation } from 'react-i18next';
import { formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import charts from './charts.module.css';
import styles from './inspect.module.css';
import { trainingSamples } from './samples.ts';
import { useAsked, useInspect, useInspecting } from './use-inspect.ts';

/** Images that a unit must be silent on. */
const seenSamples = 128;
const mostShown = 5;
/** A share from which it is worth a warning. */
const many = 0.1;

/** ReLU layers by the share of their units that are 0 on every one of some training images. */
export function DeadUnits() {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const inspecting = useInspecting();
  const seen = useInspect((state) => state.seen);
  const stamp = useInspect((state) => state.slow);
  const { value } = useAsked(seen ? `silent ${stamp}` : null, async () => {
    if (!seen) throw new Error('nothing is looked at');
    const { values } = await trainingSamples(seen.dataset, seenSamples);
    return inspecting.look().ask('lookSilent', { values });
  });
  if (!value || value.layers.length === 0) return null;
  const dead = value.layers
    .filter((layer) => layer.dead > 0)
    .map((layer) => ({ ...layer, share: layer.dead / layer.units }))
    .sort((a, b) => b.share - a.share);
  return (
    <section className={charts.dead}>
      <h3>{t('dead.title')}</h3>
      {dead.length === 0 ? <p className={styles.muted}>{t('dead.none', { count: value.samples })}</p> : null}
      <ul>
        {dead.slice(0, mostShown).map(({ nodeId, name, share, dead: count, units }) => (
          <li key={nodeId} title={t('dead.of', { dead: count, units, count: value.samples })}>
            <button type="button" onClick={() => inspecting.selectLayer(nodeId)}>
              {name}
            </button>
            <i>
              <b style={{ width: `${share * 100}%` }} data-many={share >= many || undefined} />
            </i>
            <span data-many={share >= many || undefined}>{formatPercent(share, locale, 0)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
