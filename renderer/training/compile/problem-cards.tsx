import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../src/core/problems/problem.ts';
import { useApp } from '../../app.ts';
import { useFixText, useProblemText } from '../../i18n/core-text.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/layout.tsx';
import styles from './compile.module.css';
import { FixCost } from './fix-cost.tsx';

/** What keeps the network from being trained on these images, each with the changes that mend it. */
export function ProblemCards({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useTranslation('compile');
  const { documents, ui } = useApp();
  const problemText = useProblemText();
  const fixText = useFixText();
  if (problems.length === 0) return null;
  return (
    <Section title={t('problems')}>
      {problems.map((problem) => {
        const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert;
        const text = problemText(problem);
        const { nodeId } = problem;
        return (
          <article
            key={`${problem.code}${nodeId ?? ''}${text}`}
            className={styles.problem}
            data-severity={problem.severity}
          >
            <p>
              <Icon size={14} />
              <span>{text}</span>
            </p>
            <div className={styles.fixes}>
              {(problem.fixes ?? []).map((fix) => (
                <Button key={fix.title} size="small" onClick={() => documents.dispatch(fixText(fix), ...fix.commands)}>
                  {fixText(fix)}
                  <FixCost fix={fix} />
                </Button>
              ))}
              {nodeId ? (
                <Button
                  size="small"
                  look="ghost"
                  onClick={() => ui.setState({ selection: new Set([nodeId]), step: 'define' })}
                >
                  {t('showLayer')}
                </Button>
              ) : null}
            </div>
          </article>
        );
      })}
    </Section>
  );
}
