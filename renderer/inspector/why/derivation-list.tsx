import { useTranslation } from 'react-i18next';
import { type Derivation, references } from '../../../src/core/analysis/derivations/derivation.ts';
import { SubstitutedLine, SymbolicLine } from '../formula-line.tsx';
import styles from './why.module.css';

interface DerivationListProps {
  readonly derivations: readonly Derivation[];
  /** Whether the fields named in the formulas are those of the layer that is shown. */
  readonly own?: boolean;
}

/** Symbols, numbers and result of each figure; how it is counted, and where that is written. */
export function DerivationList({ derivations, own = false }: DerivationListProps) {
  const { t } = useTranslation('define');
  const conventions = [...new Set(derivations.map(({ convention }) => convention))];
  const sources = [...new Map(derivations.map(({ reference }) => [reference.text, reference])).values()];
  return (
    <div className={styles.list}>
      {derivations.map((derivation) => (
        <Line
          key={`${derivation.code} ${derivation.of} ${derivation.layer}`}
          derivation={derivation}
          own={own}
          titled={derivations.length > 1 || derivation.of !== undefined}
        />
      ))}
      <ul>
        {conventions.map((convention) => (
          <li key={convention}>{t(`why.convention.${convention}`)}</li>
        ))}
        {sources.map((reference) => {
          const key = referenceKeys.find((known) => references[known].text === reference.text);
          const text = key ? t(`why.reference.${key}`) : reference.text;
          return (
            <li key={reference.text}>
              {reference.url === undefined ? (
                text
              ) : (
                <a href={reference.url} target="_blank" rel="noreferrer">
                  {text}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const referenceKeys = [
  'receptiveField',
  'macs',
  'flops',
  'ops',
  'parameters',
  'depth',
  'working',
  'float32',
  'liveness',
  'trainingMemory',
  'trainingCost',
  'intensity',
] as const satisfies readonly (keyof typeof references)[];

interface LineProps {
  readonly derivation: Derivation;
  readonly own: boolean;
  /** One alone is called as the figure that it explains. */
  readonly titled: boolean;
}

function Line({ derivation: { code, of, layer, formula, unit }, own, titled }: LineProps) {
  const { t } = useTranslation('define');
  return (
    <section>
      {titled ? (
        <h5>
          {t(`why.title.${code}`)}
          {of === undefined ? null : <span>{layer === undefined ? of : `${of} · ${layer}`}</span>}
        </h5>
      ) : null}
      <p className={styles.symbols}>
        <SymbolicLine formula={formula} />
      </p>
      <SubstitutedLine formula={formula} unit={t(`why.unit.${unit}`)} own={own} />
    </section>
  );
}
