import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useUi } from '../app.ts';
import type { Theme } from '../store/ui.ts';
import { Menu } from '../ui/overlay.tsx';
import { Tip } from '../ui/tooltip.tsx';

const icons = { light: Sun, dark: Moon, system: Monitor } as const;
export const themes = ['light', 'dark', 'system'] as const satisfies readonly Theme[];

/** Light, dark, or as the system has it. */
export function ThemeSwitch({ className }: { readonly className: string }) {
  const { t } = useTranslation('shell');
  const { ui } = useApp();
  const theme = useUi((s) => s.theme);
  const Icon = icons[theme];
  return (
    <Menu
      align="end"
      groups={[
        themes.map((choice) => {
          const ChoiceIcon = icons[choice];
          return {
            id: choice,
            label: t(`theme.${choice}`),
            icon: <ChoiceIcon size={14} />,
            run: () => ui.setState({ theme: choice }),
          };
        }),
      ]}
      trigger={
        <button type="button" className={className} aria-label={t('status.theme', { theme: t(`theme.${theme}`) })}>
          <Icon size={13} />
        </button>
      }
    />
  );
}

/** The two languages, one click apart. */
export function LanguageSwitch({
  className,
  withIcon = false,
}: {
  readonly className: string;
  readonly withIcon?: boolean;
}) {
  const { t } = useTranslation('shell');
  const { ui } = useApp();
  const locale = useUi((s) => s.locale);
  return (
    <Tip text={t('status.language')} side="top">
      <button
        type="button"
        className={className}
        aria-label={t('status.language')}
        onClick={() => ui.setState({ locale: locale === 'en' ? 'fr' : 'en' })}
      >
        {withIcon ? <Languages size={13} /> : null}
        {locale.toUpperCase()}
      </button>
    </Tip>
  );
}
