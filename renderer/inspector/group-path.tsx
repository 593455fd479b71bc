import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { ancestors, type Groups, groupsAround } from '../../src/core/document/groups.ts';
import type { Group } from '../../src/core/document/schema.ts';
import { useApp } from '../app.ts';
import { selectGroup } from '../canvas/actions.ts';
import styles from './inspector.module.css';

interface GroupPathProps {
  readonly groups: Groups;
  /** A group, or the id of a layer. */
  readonly of: Group | string;
}

/** The groups around a layer or a group, outermost first; a click selects one as a whole. */
export function GroupPath({ groups, of }: GroupPathProps) {
  const app = useApp();
  const { t } = useTranslation('define');
  const around = typeof of === 'string' ? groupsAround(groups, of) : ancestors(groups, of);
  if (around.length === 0) return null;
  return (
    <nav className={styles.path} aria-label={t('inspector.inGroup')}>
      {around.toReversed().map((group, i) => (
        <Fragment key={group.id}>
          {i > 0 ? <ChevronRight size={11} /> : null}
          <button type="button" onClick={() => selectGroup(app, group.id)}>
            {group.name}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}
