import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument } from '../../app.ts';
import { formatAgo } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import styles from './history.module.css';

const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** Every step, oldest first; the arrow keys and a press go to the document after it. */
export function HistoryList() {
  const { t } = useTranslation('shell');
  const locale = useLocale();
  const { documents } = useApp();
  const { past, future } = useDocument((s) => s.history);
  const list = useRef<HTMLUListElement>(null);
  const current = past.length;
  const steps = [...past, ...future.toReversed()];
  useEffect(() => {
    list.current?.focus();
  }, []);
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    documents.goTo(Math.min(steps.length, Math.max(0, move(current, steps.length))));
  };
  const now = Date.now();
  const entries = [{ label: t('history.start'), time: null }, ...steps.map(({ label, time }) => ({ label, time }))];
  return (
    <ul
      ref={list}
      className={styles.list}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list to choose one entry of
      role="listbox"
      aria-label={t('history.list')}
      aria-activedescendant={`history-${current}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {entries.map(({ label, time }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names its active entry
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          key={index}
          id={`history-${index}`}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an entry to choose
          role="option"
          aria-selected={index === current}
          data-undone={index > current || undefined}
          onClick={() => documents.goTo(index)}
        >
          <span>{label}</span>
          {time === null ? null : <time dateTime={new Date(time).toISOString()}>{formatAgo(time, now, locale)}</time>}
        </li>
      ))}
    </ul>
  );
}
