import { useTranslation } from 'react-i18next';
import { manyDead } from '../../../src/core/diagnosis/dead-units.ts';
import type { LayerMaps } from '../../../src/engine/protocol.ts';
import { useData, useSession, useUi } from '../../app.ts';
import { formatFull, formatPercent } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Gauge } from './gauge.tsx';
import { gradientDecades } from './levels.ts';
import styles from './live.module.css';

/** Right in a strip while a network trains: dead units of a ReLU, the answer of a softmax, the gradient of other layers. */
export function StripLive({ id, activation }: { readonly id: string; readonly activation: string | null }) {
  const shown = useUi((s) => s.step === 'train' && s.paint !== 'off');
  const dead = useSession((s) => (shown ? s.figures[id]?.dead : null));
  const gradient = useSession((s) => (shown && activation === null ? s.figures[id]?.gradientNorm : null));
  const maps = useSession((s) => (shown && activation === 'softmax' ? s.maps[id] : undefined));
  if (dead) return <Dead {...dead} />;
  if (maps) return <Answer maps={maps} />;
  return typeof gradient === 'number' ? (
    <span className={styles.dead}>
      <Gauge sign="∇" value={gradient} decades={gradientDecades} inline />
    </span>
  ) : null;
}

interface DeadProps {
  readonly dead: number;
  readonly units: number;
  readonly batches: number;
  readonly samples: number;
}

function Dead({ dead, units, batches, samples }: DeadProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const full = (count: number) => formatFull(count, locale);
  return (
    <span
      className={styles.dead}
      data-many={dead / units >= manyDead || undefined}
      title={t('live.deadHelp', {
        dead: full(dead),
        units: full(units),
        samples: full(samples),
        batches: full(batches),
      })}
    >
      {t('live.dead', { share: formatPercent(dead / units, locale, 0) })}
    </span>
  );
}

/** What the network takes the probe image for; nothing where not every class was read. */
function Answer({ maps }: { readonly maps: LayerMaps }) {
  const locale = useLocale();
  const classes = useData((data) => (data.state === 'ready' ? data.dataset.classes : null));
  const [values] = maps.maps;
  if (!values || maps.height !== 1 || values.length !== maps.channels) return null;
  const name = classes?.length === maps.channels ? classes[values.indexOf(255)] : undefined;
  // Bytes are scaled from the least value to the greatest: the greatest is known exactly.
  return (
    <span className={styles.answer}>
      {name === undefined ? '' : `“${name}” `}
      {formatPercent(maps.max, locale, 0)}
    </span>
  );
}
