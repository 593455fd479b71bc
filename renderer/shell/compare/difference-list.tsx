import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Difference } from '../../../src/core/document/diff/differences.ts';
import { LayerIcon } from '../../ui/layer-icon.tsx';
import { type DifferenceText, kindOfNode } from './difference-text.ts';
import { KindMark } from './kind-mark.tsx';
import styles from './list.module.css';

interface DifferenceListProps {
  readonly list: readonly Difference[];
  readonly textOf: (difference: Difference) => DifferenceText;
  readonly selected: Difference | null;
  readonly onSelect: (difference: Difference) => void;
}

/** Height of a row, px; as in the style sheet. */
const rowHeight = 44;
/** Rows beyond those in view that are there already. */
const spare = 6;

const page = 8;
const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  PageUp: (at) => at - page,
  PageDown: (at) => at + page,
  Home: () => 0,
  End: (_, last) => last,
};

/** One stop for Tab; arrow keys choose. Of hundreds of differences only those in view are on the page, and the chosen one. */
export function DifferenceList({ list, textOf, selected, onSelect }: DifferenceListProps) {
  const { t } = useTranslation('compare');
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const at = selected ? list.indexOf(selected) : -1;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const size = new ResizeObserver(measure);
    size.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    element.focus();
    return () => {
      size.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  useEffect(() => {
    const element = box.current;
    if (!element || at < 0) return;
    const [top, bottom] = [at * rowHeight, (at + 1) * rowHeight];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move || list.length === 0) return;
    event.preventDefault();
    const next = list[Math.min(list.length - 1, Math.max(0, move(at, list.length - 1)))];
    if (next) onSelect(next);
  };
  const first = Math.max(0, Math.floor(view.top / rowHeight) - spare);
  const last = Math.min(list.length - 1, Math.ceil((view.top + view.height) / rowHeight) + spare);
  const inView = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  const rows = at < 0 || (at >= first && at <= last) ? inView : [...inView, at].sort((a, b) => a - b);
  return (
    <div
      ref={box}
      className={styles.list}
      role="listbox"
      aria-label={t('list')}
      tabIndex={0}
      {...(at < 0 ? {} : { 'aria-activedescendant': `difference-${at}` })}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles.rows} style={{ height: list.length * rowHeight }}>
        {rows.map((index) => {
          const one = list[index];
          return one ? (
            <Row
              key={index}
              difference={one}
              text={textOf(one)}
              index={index}
              count={list.length}
              selected={index === at}
              onSelect={() => onSelect(one)}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

interface RowProps {
  readonly difference: Difference;
  readonly text: DifferenceText;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

function Row({ difference, text, index, count, selected, onSelect }: RowProps) {
  const { kind, word, name, summary } = text;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names its active option
    <div
      id={`difference-${index}`}
      role="option"
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-label={[word, name, summary].join(', ')}
      className={styles.row}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      onClick={onSelect}
    >
      <KindMark kind={kind} />
      <span className={styles.text}>
        <span className={styles.name}>
          {difference.kind === 'wire' ? null : <LayerIcon kind={kindOfNode(difference.nodes)} size={13} />}
          <b>{name}</b>
          <span className={styles.word}>{word}</span>
        </span>
        <span className={styles.summary}>{summary}</span>
      </span>
    </div>
  );
}
