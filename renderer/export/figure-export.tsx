import { CircleCheck, CircleX, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import training from '../training/training.module.css';
import { Button } from '../ui/button.tsx';
import { Segmented, Switch } from '../ui/choice.tsx';
import { Row } from '../ui/layout.tsx';
import styles from './export.module.css';
import { useFormatName } from './format-name.ts';
import { type FigureFormat, isTable, settingsOf } from './formats.ts';
import { pixelSize, type RasterProblem, type Size, scales } from './raster.ts';
import { type FigureChoices, type Preview, type SaveState, useFigure } from './use-figure.ts';

interface FigureExportProps {
  readonly format: FigureFormat;
  readonly onClose: () => void;
}

/** A drawing, a paper figure or a table of the network: what can be chosen of it, how it will look, and saving it. */
export function FigureExport({ format, onClose }: FigureExportProps) {
  const { t } = useTranslation('evaluate');
  const nameOf = useFormatName();
  const [choices, setChoices] = useState<FigureChoices>({ theme: 'light', background: true, scale: 2 });
  const { preview, state, save, forget } = useFigure(format, choices);
  const change = (changed: Partial<FigureChoices>) => {
    forget();
    setChoices({ ...choices, ...changed });
  };
  const size = format === 'png' ? pixelSize(preview.size, choices.scale) : null;
  const problem = size && !size.ok ? size.error : state.state === 'refused' ? state.problem : null;
  const ready = isTable(format) || preview.url !== null;
  return (
    <>
      <div className={styles.content}>
        <h3>{nameOf(format)}</h3>
        <p className={styles.about}>{t(`export.abouts.${format}`)}</p>
        <Choices format={format} choices={choices} onChange={change} />
        <PreviewBox format={format} preview={preview} dark={settingsOf(format).theme && choices.theme === 'dark'} />
        {size?.ok && ready ? <SizeLine size={size.value} /> : null}
        {problem ? <Problem problem={problem} scale={choices.scale} /> : null}
        <Saved state={state} />
      </div>
      <footer className={styles.footer}>
        <Button look="ghost" size="large" onClick={onClose}>
          {t('export.close')}
        </Button>
        <Button
          look="primary"
          size="large"
          icon={<Download size={14} />}
          disabled={!ready || problem?.code === 'tooLarge' || state.state === 'saving'}
          onClick={() => void save()}
        >
          {t(state.state === 'saving' ? 'export.writing' : 'export.save')}
        </Button>
      </footer>
    </>
  );
}

interface ChoicesProps {
  readonly format: FigureFormat;
  readonly choices: FigureChoices;
  readonly onChange: (changed: Partial<FigureChoices>) => void;
}

function Choices({ format, choices, onChange }: ChoicesProps) {
  const { t } = useTranslation('evaluate');
  const offered = settingsOf(format);
  if (!offered.theme) return null;
  const themes = (['light', 'dark'] as const).map((value) => ({ value, label: t(`export.themes.${value}`) }));
  const sizes = scales.map((value) => ({ value: String(value), label: `${value}×` }));
  return (
    <div className={styles.choices}>
      <Row label={t('export.theme')}>
        <Segmented
          label={t('export.theme')}
          value={choices.theme}
          choices={themes}
          onChange={(theme) => onChange({ theme })}
        />
      </Row>
      <Row label={t('export.background')}>
        <Switch
          label={t('export.background')}
          checked={choices.background}
          onChange={(background) => onChange({ background })}
        />
      </Row>
      {offered.scale ? (
        <Row label={t('export.scale')}>
          <Segmented
            label={t('export.scale')}
            value={String(choices.scale)}
            choices={sizes}
            onChange={(value) => onChange({ scale: scales.find((scale) => String(scale) === value) ?? 1 })}
          />
        </Row>
      ) : null}
    </div>
  );
}

function PreviewBox({ format, preview, dark }: { format: FigureFormat; preview: Preview; dark: boolean }) {
  const { t } = useTranslation('evaluate');
  const label = t('export.preview', { format: useFormatName()(format) });
  if (preview.text !== null)
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its box is scrolled by keyboard too
      <section className={styles.source} aria-label={label} tabIndex={0}>
        <pre>{preview.text}</pre>
      </section>
    );
  return (
    <div className={styles.picture} data-dark={dark || undefined}>
      {preview.url === null ? null : <img src={preview.url} alt={label} />}
    </div>
  );
}

function SizeLine({ size: { width, height } }: { readonly size: Size }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const pixels = { width: formatFull(width, locale), height: formatFull(height, locale) };
  return <p className={styles.about}>{t('export.size', pixels)}</p>;
}

function Problem({ problem, scale }: { readonly problem: RasterProblem; readonly scale: number }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  return (
    <div className={training.notice} data-tone="err" role="alert">
      <CircleX size={14} />
      <p>
        {problem.code === 'notDrawn'
          ? t('export.notDrawn')
          : t(problem.largest === null ? 'export.tooLargeAtAll' : 'export.tooLarge', {
              scale: `${scale}×`,
              largest: `${problem.largest}×`,
              width: formatFull(problem.width, locale),
              height: formatFull(problem.height, locale),
            })}
      </p>
    </div>
  );
}

function Saved({ state }: { readonly state: SaveState }) {
  const { t } = useTranslation('evaluate');
  if (state.state === 'saved')
    return (
      <p className={styles.saved} role="status">
        <CircleCheck size={14} />
        {t('export.written', { folder: state.path })}
      </p>
    );
  if (state.state !== 'failed') return null;
  return (
    <div className={training.notice} data-tone="err" role="alert">
      <CircleX size={14} />
      <p>{t('export.failed', { message: state.message })}</p>
    </div>
  );
}
