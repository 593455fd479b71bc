import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trainingCompute } from '../../src/core/analysis/scaling.ts';
import { useAnalysis, useDocument, useUi } from '../app.ts';
import { formatScientific } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { NumberField } from '../ui/fields.tsx';
import { Dialog } from '../ui/overlay.tsx';
import styles from './calculator.module.css';
import { CourseTable } from './course-table.tsx';
import { RuleAndCount } from './rule-and-count.tsx';
import { Why } from './why.tsx';

/** What GPT-3 was trained on, to begin with. */
const someTokens = 300e9;

const firstField = 'calculator-parameters';

/** 6·N·D for any N and D, the course's table beside what it implies, and the rule beside the count for this network. */
export function CostCalculator({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('analysis');
  return (
    <Dialog
      title={t('calculator.title')}
      closeLabel={t('calculator.close')}
      open
      onOpenChange={(open) => !open && onClose()}
      className={styles.dialog ?? ''}
      focusOn={firstField}
    >
      <div className={styles.body}>
        <Rule />
        <OfThisNetwork />
        <CourseTable />
      </div>
    </Dialog>
  );
}

/** The network in the editor, where there is one with parameters. */
function usePresent(): { readonly name: string; readonly parameters: number } | null {
  const editing = useUi((s) => s.screen === 'editor');
  const name = useDocument((s) => s.document.name);
  const parameters = useAnalysis((s) => s.analysis.totals.parameters);
  return editing && parameters > 0 ? { name, parameters } : null;
}

function Rule() {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const present = usePresent();
  const [parameters, setParameters] = useState(present?.parameters ?? 175e9);
  const [tokens, setTokens] = useState(someTokens);
  const compute = trainingCompute({ parameters, tokens });
  return (
    <section className={styles.rule}>
      <p className={styles.hint}>
        <b>{t('calculator.rule')}</b> {t('calculator.ruleHint')}
      </p>
      <div className={styles.fields}>
        <div>
          <label htmlFor={firstField}>{t('calculator.parameters')}</label>
          <NumberField
            id={firstField}
            label={t('calculator.parameters')}
            value={parameters}
            min={1}
            max={1e15}
            onChange={setParameters}
            unit={formatScientific(parameters, locale)}
          />
        </div>
        <span aria-hidden="true">×</span>
        <div>
          <label htmlFor="calculator-tokens">{t('calculator.tokens')}</label>
          <NumberField
            id="calculator-tokens"
            label={t('calculator.tokens')}
            value={tokens}
            min={1}
            max={1e18}
            onChange={setTokens}
            unit={formatScientific(tokens, locale)}
          />
        </div>
        <span aria-hidden="true">→</span>
        <output aria-label={t('calculator.compute')}>
          <b>{formatScientific(compute.value, locale)}</b> {t('convention.flops')}
        </output>
        {present && present.parameters !== parameters ? (
          <Button size="small" look="ghost" onClick={() => setParameters(present.parameters)}>
            {t('calculator.present')}
          </Button>
        ) : null}
      </div>
      <Why reasons={[{ title: t('calculator.compute'), formula: compute, unit: t('convention.flops') }]}>
        <p className={styles.hint}>
          Kaplan et al. 2020, arXiv:2001.08361, 2.1
          {present ? `. ${t('calculator.presentHint', { name: present.name })}` : null}
        </p>
      </Why>
    </section>
  );
}

function OfThisNetwork() {
  return usePresent() ? <RuleAndCount /> : null;
}
