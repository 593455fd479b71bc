import i18next from 'i18next';
import { z } from 'zod';
import { conventions } from '../../src/core/analysis/conventions.ts';
import type { Host } from '../../src/host/host.ts';
import type { Locale } from '../i18n/format.ts';
import { changeLocale } from '../i18n/i18n.ts';
import { readChoices } from '../keys/bindings.ts';
import { overlays, type Preferences, type Theme, type UiState, type UiStore } from '../store/ui.ts';

/** Each value on its own, so that one that this version does not know costs only itself. */
const schemas = {
  theme: z.enum(['light', 'dark', 'system']),
  locale: z.enum(['en', 'fr']),
  overlay: z.enum(overlays),
  convention: z.enum(conventions),
  backend: z.enum(['auto', 'webgl', 'webgpu', 'wasm', 'cpu']),
  tensorboard: z.boolean(),
};

/** Preferences as they were kept; what is missing or unknown takes its default. */
export function readPreferences(kept: Readonly<Record<string, unknown>>, language: string): Preferences {
  const read = <T>(schema: z.ZodType<T>, value: unknown, fallback: T): T => {
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : fallback;
  };
  return {
    theme: read<Theme>(schemas.theme, kept.theme, 'system'),
    locale: read<Locale>(schemas.locale, kept.locale, language.toLowerCase().startsWith('fr') ? 'fr' : 'en'),
    overlay: read(schemas.overlay, kept.overlay, 'parameters'),
    convention: read(schemas.convention, kept.convention, 'macs'),
    backend: read(schemas.backend, kept.backend, 'auto'),
    shortcuts: readChoices(kept.shortcuts),
    tensorboard: read(schemas.tensorboard, kept.tensorboard, false),
  };
}

const pick = ({ theme, locale, overlay, convention, backend, shortcuts, tensorboard }: UiState): Preferences => ({
  theme,
  locale,
  overlay,
  convention,
  backend,
  shortcuts,
  tensorboard,
});

/**
 * Applies theme and language now and whenever they change in the ui store, and keeps every preference on this machine.
 * Failing to keep one is not worth a message: it still holds in this window. Returns the way to end it.
 */
export function followPreferences(host: Host, ui: UiStore): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const applyTheme = () => {
    const { theme } = ui.getState();
    document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  };
  const applyLocale = () => {
    const { locale } = ui.getState();
    document.documentElement.lang = locale;
    if (i18next.isInitialized && i18next.language !== locale) void changeLocale(locale);
  };
  applyTheme();
  applyLocale();
  dark.addEventListener('change', applyTheme);
  const unsubscribe = ui.subscribe((state, previous) => {
    if (state.theme !== previous.theme) applyTheme();
    if (state.locale !== previous.locale) applyLocale();
    const [now, before] = [pick(state), pick(previous)];
    const changed = Object.entries(now).filter(([key, value]) => value !== before[key as keyof Preferences]);
    if (changed.length === 0) return;
    host.request('setPreferences', { values: Object.fromEntries(changed) }).catch(() => undefined);
  });
  return () => {
    dark.removeEventListener('change', applyTheme);
    unsubscribe();
  };
}
