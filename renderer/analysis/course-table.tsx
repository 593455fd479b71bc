import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type CourseCheck, checkCourseModel, courseModels } from '../../src/core/analysis/scaling.ts';
import { formatScientific } from '../i18n/format.ts';
import { courseFindingsFr } from '../i18n/fr/course-models.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './calculator.module.css';

const checks = courseModels.map(checkCourseModel);

/** The course's language models: what is stated, what that implies, and how it stands to what is published. */
export function CourseTable() {
  const { t } = useTranslation('analysis');
  return (
    <section>
      <h3>{t('calculator.table')}</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('calculator.model')}</th>
            <th scope="col">N</th>
            <th scope="col">{t('calculator.stated')} C</th>
            <th scope="col">{t('calculator.implied')}</th>
            <th scope="col">{t('calculator.finding')}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <CourseRow key={check.model.id} check={check} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CourseRow({ check: { model, implied } }: { readonly check: CourseCheck }) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const agrees = model.mismatch === 'none';
  const Icon = agrees ? CircleCheck : TriangleAlert;
  const finding = (locale === 'fr' ? courseFindingsFr[model.id] : undefined) ?? model.finding;
  return (
    <tr>
      <th scope="row">{model.name}</th>
      <td>{formatScientific(model.stated.parameters, locale)}</td>
      <td>{formatScientific(model.stated.compute, locale)}</td>
      <td>{formatScientific(implied.value, locale)}</td>
      <td>
        <span className={styles.finding} data-tone={agrees ? 'ok' : 'warn'}>
          <Icon size={13} aria-label={t(agrees ? 'calculator.agrees' : 'calculator.differs')} />
          <span>{finding}</span>
        </span>
      </td>
    </tr>
  );
}
