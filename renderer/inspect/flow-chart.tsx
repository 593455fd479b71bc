import { useTranslation } from 'react-i18next';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatSmall } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import charts from './charts.module.css';
import styles from './inspect.module.css';
import { hasClasses, trainingSamples } from './samples.ts';
import { useAsked, useInspect, useInspecting } from './use-inspect.ts';

const most = 64;

/** Mean gradient of each layer's weights on one batch, from the first layer to the last. */
export function FlowChart() {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const engineText = useEngineText();
  const inspecting = useInspecting();
  const seen = useInspect((state) => state.seen);
  const stamp = useInspect((state) => state.slow);
  const possible = seen !== null && hasClasses(seen.dataset);
  const chosen = useInspect((state) => state.nodeId);
  const { value, failure } = useAsked(possible ? `flow ${stamp}` : null, async () => {
    if (!seen) throw new Error('nothing is looked at');
    const batchSize = Math.min(most, seen.settings.batchSize);
    const samples = await trainingSamples(seen.dataset, batchSize);
    return inspecting.look().ask('lookFlow', { samples, batchSize, settings: seen.settings });
  });
  if (!possible) return null;
  const layers = value?.layers ?? [];
  const logs = layers.map(({ mean }) => Math.log10(mean)).filter(Number.isFinite);
  const [low, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const share = (mean: number): number =>
    mean > 0 && high > low ? Math.max(0.02, (Math.log10(mean) - low) / (high - low)) : 0;
  const least = Math.min(...layers.map(({ mean }) => mean));
  const small = layers.length > 2 && least * 100 < Math.max(...layers.map(({ mean }) => mean));
  return (
    <section className={styles.chart}>
      <header>
        <b>{t('flow.title')}</b>
        <span>{t('flow.axis')}</span>
      </header>
      {failure ? <p className={styles.muted}>{engineText(failure)}</p> : null}
      <ol className={charts.flow} aria-label={t('flow.title')}>
        {layers.map(({ nodeId, name, mean }) => (
          <li key={nodeId} data-on={nodeId === chosen || undefined} data-least={(small && mean === least) || undefined}>
            <button type="button" onClick={() => inspecting.selectLayer(nodeId)}>
              {name}
            </button>
            <i>
              <b style={{ width: `${share(mean) * 100}%` }} />
            </i>
            <span>{formatSmall(mean, locale, 3)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
