import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectHost } from '../src/host/connect.ts';
import { AppContext } from './app.ts';
import { composeApp } from './compose.ts';
import { startI18n } from './i18n/i18n.ts';
import { BootFailure } from './shell/boot-failure.tsx';
import { readPreferences } from './shell/preferences.ts';
import { Shell } from './shell/shell.tsx';
import { ScrubContext } from './ui/scrub.ts';

const root = createRoot(document.getElementById('root') ?? document.body);

/** Host first, then its preferences, so that the first paint already has the user's theme and language. */
async function start(): Promise<void> {
  const defaults = readPreferences({}, navigator.language);
  try {
    const host = await connectHost();
    const [about, kept] = await Promise.all([host.request('about', {}), host.request('getPreferences', {})]);
    const preferences = readPreferences(kept, navigator.language);
    await startI18n(preferences.locale);
    const app = composeApp({ host, about, preferences });
    await app.projects.restore();
    root.render(
      <StrictMode>
        <AppContext.Provider value={app}>
          <ScrubContext.Provider value={app.previews}>
            <Shell />
          </ScrubContext.Provider>
        </AppContext.Provider>
      </StrictMode>,
    );
  } catch (error) {
    document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    await startI18n(defaults.locale);
    root.render(<BootFailure error={error} />);
  }
}

void start();
