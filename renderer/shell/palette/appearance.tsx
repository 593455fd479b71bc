import { Languages, SunMoon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app.ts';
import { locales } from '../../i18n/i18n.ts';
import { themes } from '../appearance.tsx';
import { icon, type PaletteItem } from './types.ts';

export function useThemes(): readonly PaletteItem[] {
  const { t } = useTranslation('shell');
  const { ui } = useApp();
  return themes.map((theme) => ({
    id: theme,
    label: t('palette.theme', { name: t(`theme.${theme}`) }),
    icon: <SunMoon {...icon} />,
    run: () => ui.setState({ theme }),
  }));
}

export function useLanguages(): readonly PaletteItem[] {
  const { t } = useTranslation('shell');
  const { ui } = useApp();
  return locales.map((locale) => ({
    id: locale,
    label: t('palette.language', { name: t(`language.${locale}`) }),
    icon: <Languages {...icon} />,
    keywords: ['language', 'langue'],
    run: () => ui.setState({ locale }),
  }));
}
