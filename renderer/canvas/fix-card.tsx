import { CircleX, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { fixCost } from '../../src/core/analysis/fixes/cost.ts';
import type { Command } from '../../src/core/document/commands.ts';
import type { Fix, Problem } from '../../src/core/problems/problem.ts';
import { useApp, useDocument, useNodeAnalysis, useUi } from '../app.ts';
import { useFixText, useProblemText } from '../i18n/core-text.ts';
import { formatFull, formatShort } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { Button } from '../ui/button.tsx';
import { applyFix } from './edit-actions.ts';
import styles from './fix-card.module.css';
import { fixCardPlace, fixCardRoom } from './fix-place.ts';
import { rectOf } from './geometry.ts';
import { ShapeTable } from './shape-table.tsx';
import { canvasOf, useCanvas } from './store.ts';
import { useFixes } from './use-fixes.ts';
import { useOffer } from './use-offer.ts';

/** Beside the selected layer, where it has a problem: what is wrong, and what would mend it at which cost. */
export function FixCard() {
  const selected = useUi((s) => (s.selection.size === 1 && s.step === 'define' ? [...s.selection][0] : undefined));
  const problem = useNodeAnalysis(selected ?? '')?.problems[0];
  // It would cover the layers that a wire is being drawn to.
  const wiring = useCanvas((s) => s.wiring !== null);
  return selected !== undefined && problem && !wiring ? (
    <Card key={`${selected}:${problem.code}`} id={selected} problem={problem} />
  ) : null;
}

function Card({ id, problem }: { readonly id: string; readonly problem: Problem }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const problemText = useProblemText();
  const chosen = useCanvas((s) => s.fixIndex);
  const place = usePlace(id);
  const fixes = useFixes(problem);
  const index = Math.min(chosen, fixes.length - 1);
  const fix = fixes[index];
  const offer = useOffer(fix?.commands ?? nothing, t('fix.preview', { number: index + 1 }));
  // Another problem begins with its first fix.
  useEffect(() => canvasOf(app).store.setState({ fixIndex: 0 }), [app]);
  const Icon = problem.severity === 'error' ? CircleX : TriangleAlert;
  if (!place) return null;
  return (
    <div className={styles.column} style={{ left: place.left, top: fixCardRoom.top, bottom: fixCardRoom.bottom }}>
      {/* Gives way where the card would not have room under it. */}
      <i style={{ flexBasis: place.top - fixCardRoom.top }} />
      <section className={styles.card} data-severity={problem.severity} aria-label={t('fix.label')}>
        <p className={styles.title} role="status">
          <Icon size={13} />
          {problemText(problem)}
        </p>
        <ShapeTable id={id} problem={problem} />
        {fixes.length > 0 ? (
          <ol className={styles.fixes}>
            {fixes.map((entry, i) => (
              <FixRow key={entry.title} fix={entry} index={i} chosen={i === index} />
            ))}
          </ol>
        ) : null}
        {fix ? (
          <footer>
            <Button look="primary" size="small" {...offer} onClick={() => applyFix(app, fix)}>
              {t('fix.apply', { number: index + 1 })}
            </Button>
            <span>
              <KeyHint of="nextFix" /> {t('fix.cycles')}
            </span>
          </footer>
        ) : null}
      </section>
    </div>
  );
}

const nothing: readonly Command[] = [];

function FixRow({ fix, index, chosen }: { readonly fix: Fix; readonly index: number; readonly chosen: boolean }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const fixText = useFixText();
  const { parameters, after } = useMemo(() => fixCost(app.documents.getState().document, fix), [app, fix]);
  const offer = useOffer(fix.commands, t('fix.preview', { number: index + 1 }));
  const choose = () => canvasOf(app).store.setState({ fixIndex: index });
  const total = `${after.unknown > 0 ? '≥ ' : ''}${formatShort(after.parameters, locale)}`;
  const added = `${parameters < 0 ? '−' : '+'}${formatFull(Math.abs(parameters), locale)}`;
  return (
    <li>
      <button
        type="button"
        data-chosen={chosen || undefined}
        {...offer}
        onPointerEnter={() => {
          choose();
          offer.onPointerEnter();
        }}
        onFocus={() => {
          choose();
          offer.onFocus();
        }}
        onClick={() => applyFix(app, fix)}
      >
        <kbd>{index + 1}</kbd>
        <b>{fixText(fix)}</b>
        <span>{parameters === 0 ? t('fix.total', { number: total }) : t('fix.cost', { number: added })}</span>
      </button>
    </li>
  );
}

function usePlace(id: string): { left: number; top: number } | null {
  const rect = useDocument((s) => {
    const found = rectOf(s.document, id);
    return found ? `${found.x} ${found.y} ${found.width}` : '';
  });
  const place = useCanvas(({ viewport, size, moving }) => {
    if (rect === '' || moving.has(id) || size.width === 0) return '';
    const [x = 0, y = 0, w = 0] = rect.split(' ').map(Number);
    const { left, top } = fixCardPlace({ x, y, width: w }, viewport, size);
    return `${left} ${top}`;
  });
  if (place === '') return null;
  const [left = 0, top = 0] = place.split(' ').map(Number);
  return { left, top };
}
