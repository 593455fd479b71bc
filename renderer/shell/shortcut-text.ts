import i18next from 'i18next';

/** A shortcut as the keyboard names its keys: `Ctrl Shift S`, `Ctrl Maj S` in French, `⌘ ⇧ S` on a Mac. */
export function shortcutText(keys: string): string {
  const mac = /mac/i.test(navigator.userAgent);
  const names: Readonly<Record<string, string>> = {
    mod: mac ? '⌘' : i18next.t('shell:keys.ctrl'),
    shift: mac ? '⇧' : i18next.t('shell:keys.shift'),
    enter: i18next.t('shell:keys.enter'),
    space: i18next.t('shell:keys.space'),
    del: i18next.t('shell:keys.del'),
  };
  return keys
    .split('+')
    .map((key) => names[key] ?? key.toUpperCase())
    .join(' ');
}
