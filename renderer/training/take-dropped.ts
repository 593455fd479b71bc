import i18next from 'i18next';
import { detectSource } from '../../src/engine/data/detect.ts';
import type { App } from '../app.ts';
import { engineText } from '../i18n/engine-text.ts';
import type { Locale } from '../i18n/format.ts';
import { hostReader } from './data-paths.ts';

/**
 * Trains the open network on what was dropped: a folder, or a file of samples.
 *
 * @param path on this machine, where the page is told; else it can be read until the page is left
 */
export async function takeDropped(
  app: App,
  entry: FileSystemEntry,
  path: string | null,
  locale: Locale,
): Promise<void> {
  const { dropped } = app.training;
  const place = path ?? dropped.add(entry);
  const found = await detectSource(place, hostReader(dropped.beside(app.host)));
  if (!found.ok) {
    app.notify('problem', engineText(found.error.message, locale));
    return;
  }
  const label = i18next.t('compile:data.title');
  app.documents.dispatch(label, { type: 'setTraining', settings: { data: found.value } });
  app.ui.setState({ step: 'compile' });
}
