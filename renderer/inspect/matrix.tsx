import { formatSmall, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './matrix.module.css';

interface MatrixProps {
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  readonly extent: number;
  readonly caption: string;
  /** Cells that are not there: padding. */
  readonly absent?: ((cell: number) => boolean) | undefined;
  /** The cell whose arithmetic is spelt out. */
  readonly marked?: number | undefined;
  readonly onMark?: ((cell: number) => void) | undefined;
}

/** Numbers with their sign's colour behind them. */
export function Matrix({ values, rows, columns, extent, caption, absent, marked, onMark }: MatrixProps) {
  const locale = useLocale();
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell);
  return (
    <figure className={styles.matrix} data-wide={columns > 3 || undefined}>
      <div className={styles.cells} style={{ gridTemplateColumns: `repeat(${columns}, auto)` }}>
        {cells.map((cell) => {
          const value = values[cell] ?? 0;
          const share = extent > 0 ? Math.min(1, Math.abs(value) / extent) * 70 : 0;
          const sign = value < 0 ? 'neg' : 'pos';
          const style = {
            background: `color-mix(in srgb, var(--div-${sign}) calc(${share}% * var(--k-${sign})), var(--bg-node))`,
          };
          const text = absent?.(cell) ? '·' : signedText(value, locale);
          return onMark ? (
            <button
              key={cell}
              type="button"
              style={style}
              aria-pressed={cell === marked}
              data-marked={cell === marked || undefined}
              onClick={() => onMark(cell)}
            >
              {text}
            </button>
          ) : (
            <span key={cell} style={style} data-absent={absent?.(cell) || undefined}>
              {text}
            </span>
          );
        })}
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** With a true minus; small ones by their power. */
export const signedText = (value: number, locale: Locale, digits = 2): string =>
  `${value < 0 ? '−' : ''}${formatSmall(Math.abs(value), locale, digits)}`;
