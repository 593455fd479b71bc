import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { type App, useApp, useDocument, useUi } from '../app.ts';
import type { Locale } from '../i18n/format.ts';
import { useLocale, withTexts } from '../i18n/i18n.ts';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { StartScreen } from '../start/start-screen.tsx';
import { TooltipRoot } from '../ui/tooltip.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { bytesOf } from './files.ts';
import { parts, warmParts } from './parts.ts';
import styles from './shell.module.css';
import { TypedAhead } from './typed-ahead.tsx';

const loadFrame = withTexts(() => import('./frame.tsx'));
const loadWeights = withTexts(() => import('../training/load-weights.ts'));
const loadDropped = withTexts(() => import('../training/take-dropped.ts'));
const loadBlocks = withTexts(() => import('../palette/own-blocks-files.ts'));
const Frame = lazy(async () => ({ default: (await loadFrame()).Frame }));
const Questions = lazy(async () => ({ default: (await parts.questions()).Questions }));
const CommandPalette = lazy(async () => ({ default: (await parts.commands()).CommandPalette }));
const ShortcutSheet = lazy(async () => ({ default: (await parts.shortcuts()).ShortcutSheet }));
const ExportDialog = lazy(async () => ({ default: (await parts.export()).ExportDialog }));
const Toaster = lazy(async () => ({ default: (await import('sonner')).Toaster }));
const CompareWith = lazy(async () => ({ default: (await parts.compareWith()).CompareWith }));
const CompareView = lazy(async () => ({ default: (await parts.compare()).CompareView }));
const TransferDialog = lazy(async () => ({ default: (await parts.transfer()).TransferDialog }));
const InsertNetworkDialog = lazy(async () => ({ default: (await parts.insertNetwork()).InsertNetworkDialog }));
const PatternDialog = lazy(async () => ({ default: (await parts.generate()).PatternDialog }));
const CostCalculator = lazy(async () => ({
  default: (await parts.cost()).CostCalculator,
}));

/** The window: start screen or editor, and what lies over either. */
export function Shell() {
  const screen = useUi((s) => s.screen);
  const { loadTraining } = useApp();
  useEffect(() => warmParts(loadFrame, loadTraining), [loadTraining]);
  return (
    <TooltipRoot>
      <ErrorBoundary>
        <Suspense fallback={null}>{screen === 'start' ? <StartScreen /> : <Frame />}</Suspense>
        <Overlays />
      </ErrorBoundary>
      <Suspense fallback={null}>
        <Notices />
      </Suspense>
    </TooltipRoot>
  );
}

function Overlays() {
  const { dialogs } = useApp();
  useActionKeys();
  useTitle();
  const open = useStore(dialogs, (s) => s.open);
  const compared = useStore(dialogs, (s) => s.compared);
  const asked = useStore(dialogs, (s) => s.question !== null);
  const exporting = useUi((s) => s.exportOpen);
  const close = () => dialogs.setState({ open: null });
  return (
    <>
      <DropTarget />
      <Suspense fallback={null}>
        {compared ? <CompareView compared={compared} onClose={() => dialogs.setState({ compared: null })} /> : null}
        {open === 'compare' || open === 'compareStep' ? (
          <CompareWith stepsOnly={open === 'compareStep'} onClose={close} />
        ) : null}
        {asked ? <Questions /> : null}
        {open === 'shortcuts' ? <ShortcutSheet onClose={close} /> : null}
        {open === 'generate' ? <PatternDialog onClose={close} /> : null}
        {open === 'transfer' ? <TransferDialog onClose={close} /> : null}
        {open === 'insertNetwork' ? <InsertNetworkDialog onClose={close} /> : null}
        {open === 'cost' ? <CostCalculator onClose={close} /> : null}
        {exporting ? <ExportDialog /> : null}
      </Suspense>
      {open === 'palette' ? <Palette onClose={close} /> : null}
    </>
  );
}

function Palette({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  return (
    <Suspense fallback={<TypedAhead text={typed} onType={setTyped} onEscape={onClose} />}>
      <CommandPalette typed={typed} onClose={onClose} />
    </Suspense>
  );
}

function Notices() {
  const theme = useUi((s) => s.theme);
  const { t } = useTranslation('shell');
  return (
    <Toaster
      theme={theme}
      position="bottom-center"
      offset={44}
      containerAriaLabel={t('status.notices')}
      toastOptions={{ className: styles.toast ?? '' }}
      style={{
        '--normal-bg': 'var(--bg-panel)',
        '--normal-border': 'var(--line-2)',
        '--normal-text': 'var(--text-1)',
        fontFamily: 'var(--font-ui)',
      }}
    />
  );
}

/** The network's name in the window's title. */
function useTitle(): void {
  const { t } = useTranslation('shell');
  const name = useDocument((s) => s.document.name);
  const screen = useUi((s) => s.screen);
  useEffect(() => {
    document.title = screen === 'editor' ? `${name} · ${t('appName')}` : t('appName');
  }, [name, screen, t]);
}

/** Folders hold pictures; these files samples. */
const isData = (entry: FileSystemEntry): boolean =>
  entry.isDirectory || /\.(csv|tsv|npz|npy|mat|parquet|feather|pkl|tfrecords?|xlsx?)$/i.test(entry.name);

async function takeData(app: App, entry: FileSystemEntry, file: File, locale: Locale): Promise<void> {
  const { takeDropped } = await loadDropped();
  await takeDropped(app, entry, app.host.pathOf?.(file) ?? null, locale);
}

/** A dropped file may hold a block of the user's own; else it is a network. */
async function take(app: App, file: File): Promise<void> {
  if (file.name.endsWith('.json')) {
    const { takeBlock } = await loadBlocks();
    if (await takeBlock(app, await bytesOf(file))) return;
  }
  if (/\.safetensors$/i.test(file.name) && app.ui.getState().screen === 'editor')
    return (await loadWeights()).takeWeights(app, file.name, await bytesOf(file));
  await app.projects.openBlob(file.name, file);
}

/** A project file dropped anywhere in the window; other drops are their own part's business. */
function DropTarget() {
  const { t } = useTranslation('shell');
  const locale = useLocale();
  const app = useApp();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const isProject = (event: DragEvent) =>
      [...(event.dataTransfer?.items ?? [])].some(({ kind, type }) => kind === 'file' && !type.startsWith('image/'));
    const onOver = (event: DragEvent) => {
      if (event.defaultPrevented || !isProject(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (event.defaultPrevented || !isProject(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const [file] = files;
      // The browser tells what kind it is only while it drops.
      const entry = event.dataTransfer?.items[0]?.webkitGetAsEntry() ?? null;
      if (!file) return;
      if (files.length > 1) app.notify('problem', t('notices.dropOne'));
      else if (entry && isData(entry) && app.ui.getState().screen === 'start')
        app.notify('problem', t('notices.dropData'));
      else if (entry && isData(entry)) void takeData(app, entry, file, locale);
      else void take(app, file);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [app, locale, t]);
  return over ? <div className={styles.drop}>{t('frame.drop')}</div> : null;
}
