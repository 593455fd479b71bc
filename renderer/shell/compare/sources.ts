import i18next from 'i18next';
import type { History } from '../../../src/core/document/history.ts';
import type { App } from '../../app.ts';
import { chooseFile } from '../choose-path.ts';
import { baseName } from '../paths.ts';
import { projectFilters } from '../projects/file-forms.ts';
import { hostErrorText } from '../projects/host-errors.ts';
import { createReader } from '../projects/reading.ts';
import type { Compared } from './compared.ts';

/** Puts the network on the canvas beside another. */
export function compareWith({ dialogs }: App, compared: Compared): void {
  dialogs.setState({ compared, open: null });
}

/** A file is only read: it is not opened, and no other window is asked about it. What cannot be read is said. */
export async function compareWithFile(app: App, path: string): Promise<void> {
  try {
    const opened = await createReader(app).file(path);
    if (!opened) return;
    compareWith(app, { document: opened.project.document, origin: { kind: 'file', name: baseName(path) } });
  } catch (error) {
    app.notify('problem', hostErrorText(error));
  }
}

export async function chooseAndCompare(app: App): Promise<void> {
  const path = await chooseFile(app, i18next.t('compare:choose.fileTitle'), projectFilters());
  if (path !== null) await compareWithFile(app, path);
}

/** The documents of the history other than the one that is there now, newest first. */
export function otherSteps({ past, future }: History): readonly Compared[] {
  const first = past[0] ?? future.at(-1);
  const steps = [...past, ...future.toReversed()];
  const all: Compared[] = [
    ...(first ? [{ document: first.before, origin: { kind: 'start' } } as const] : []),
    ...steps.map(({ after, label }) => ({ document: after, origin: { kind: 'step', label } }) as const),
  ];
  return all.filter((_, index) => index !== past.length).reverse();
}
