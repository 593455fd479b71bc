import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LookedLayer } from '../../src/engine/look/protocol.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { ShapeChip } from '../ui/layout.tsx';
import grids from './grids.module.css';
import styles from './inspect.module.css';
import { signedText } from './matrix.tsx';
import { SignedGrid } from './signed-grid.tsx';
import { useAnswer, useInspect, useInspecting } from './use-inspect.ts';

const pageSize = 16;

/** The weights of the chosen filter, one picture for each of its inputs. */
export function FilterStrip({ layer }: { readonly layer: LookedLayer }) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const inspecting = useInspecting();
  const filter = useInspect((state) => state.channel);
  const chosen = useInspect((state) => state.slice);
  const [from, setFrom] = useState(0);
  const within = filter < (layer.kernel?.filters ?? 0);
  const question = within ? { nodeId: layer.nodeId, filter, from, count: pageSize } : null;
  const { value } = useAnswer('lookKernel', question);
  if (!value) return null;
  const { rows, columns, inputs, extent } = value;
  const parameters = formatFull(value.parameters, locale);
  const shown =
    inputs > pageSize
      ? t('filter.some', {
          first: formatFull(from + 1, locale),
          last: formatFull(from + value.slices.length, locale),
          count: inputs,
        })
      : t('filter.all', { count: inputs });
  return (
    <section className={styles.filter}>
      <header className={styles.head}>
        <b>{t('filter.title', { number: filter + 1 })}</b>
        <ShapeChip>{`${rows}×${columns}×${inputs}`}</ShapeChip>
        <span className={styles.muted}>
          {shown} · {t(value.bias === null ? 'filter.parameters' : 'filter.parametersBias', { parameters })}
        </span>
        <span className={styles.space} />
        {inputs > pageSize ? (
          <Button size="small" look="ghost" onClick={() => setFrom(from + pageSize >= inputs ? 0 : from + pageSize)}>
            {t('filter.more')}
          </Button>
        ) : null}
        <span className={grids.diverging}>
          {signedText(-extent, locale)}
          <i />
          {`+${signedText(extent, locale)}`}
        </span>
      </header>
      <div className={grids.slices}>
        {value.slices
          .map((slice, i) => ({ slice, number: value.from + i }))
          .map(({ slice, number }) => (
            <button
              key={number}
              type="button"
              aria-label={t('filter.slice', { number: number + 1 })}
              aria-pressed={number === chosen}
              onClick={() => inspecting.setState({ slice: number })}
            >
              <SignedGrid values={slice} rows={rows} columns={columns} extent={extent} />
              <span>{number + 1}</span>
            </button>
          ))}
      </div>
    </section>
  );
}
