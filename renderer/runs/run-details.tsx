import { Columns2, Gauge, Network, SlidersHorizontal } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maxRunNote, runTones } from '../../src/core/document/run-marks.ts';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { figureNames, runFigure } from '../../src/core/runs/figures.ts';
import { flatSettings, isIdle } from '../../src/core/runs/settings.ts';
import { useApp, useRuns } from '../app.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { ownColour, toneColour } from '../training/run-looks.ts';
import { useRunName, useShownRun } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Section } from '../ui/layout.tsx';
import { Tip } from '../ui/tooltip.tsx';
import { figureText } from './figure-text.ts';
import details from './run-details.module.css';
import styles from './runs.module.css';
import { useSettingText } from './setting-text.ts';
import { totalsOfRun } from './totals.ts';
import { takeNetworkOf, takeSettingsOf } from './transfer.ts';

/** The run that is shown: what it is called, what was noted, what can be taken from it, and all its figures. */
export function RunDetails() {
  const { t } = useTranslation('runs');
  const run = useShownRun();
  if (!run) return <p className={styles.empty}>{t('details.none')}</p>;
  return (
    <>
      <Marks key={run.id} run={run} />
      <Actions run={run} />
      <Figures run={run} />
      <Settings run={run} />
    </>
  );
}

function Marks({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('runs');
  const { runs } = useApp();
  const engineText = useEngineText();
  const name = useRunName()(run);
  const rename = (text: string): undefined => {
    const trimmed = text.trim().slice(0, 200);
    runs.rename(run.id, trimmed === '' ? null : trimmed);
  };
  return (
    <Section>
      <TextField label={t('details.name')} value={name} onCommit={rename} />
      <Notes run={run} />
      <div className={details.tones} role="radiogroup" aria-label={t('details.colour')}>
        <ToneButton
          label={t('details.ownColour')}
          colour={ownColour({ number: run.number })}
          round
          checked={run.tone === undefined}
          onChoose={() => runs.mark(run.id, { tone: undefined })}
        />
        {runTones.map((tone) => (
          <ToneButton
            key={tone}
            label={t(`tones.${tone}`)}
            colour={toneColour(tone)}
            checked={run.tone === tone}
            onChoose={() => runs.mark(run.id, { tone })}
          />
        ))}
      </div>
      {run.failure ? (
        <p className={styles.note}>{t('details.failure', { message: engineText(run.failure.message) })}</p>
      ) : null}
    </Section>
  );
}

interface ToneButtonProps {
  readonly label: string;
  readonly colour: string;
  readonly checked: boolean;
  readonly round?: boolean;
  readonly onChoose: () => void;
}

const ToneButton = ({ label, colour, checked, round, onChoose }: ToneButtonProps) => (
  <Tip text={label}>
    {/* biome-ignore lint/a11y/useSemanticElements: a swatch in a group of choices */}
    <button type="button" role="radio" aria-label={label} aria-checked={checked} onClick={onChoose}>
      <i
        className={styles.swatch}
        style={{ background: `var(${colour})`, ...(round ? { borderRadius: '50%' } : {}) }}
      />
    </button>
  </Tip>
);

/** Written down when the field is left. */
function Notes({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('runs');
  const { runs } = useApp();
  const [text, setText] = useState(run.notes ?? '');
  useEffect(() => setText(run.notes ?? ''), [run.notes]);
  return (
    <textarea
      className={details.notes}
      aria-label={t('details.notes')}
      placeholder={t('details.notesHint')}
      maxLength={maxRunNote}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => runs.mark(run.id, { notes: text.trim() === '' ? undefined : text })}
    />
  );
}

function Actions({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('runs');
  const app = useApp();
  const name = useRunName()(run);
  const best = useRuns((state) => state.checkpoints[run.id]?.best != null);
  const { drawing } = run;
  const compare = () =>
    drawing &&
    app.dialogs.setState({
      compared: {
        document: { ...app.documents.getState().document, ...drawing, name },
        origin: { kind: 'run', name },
      },
      open: null,
    });
  const evaluate = () => {
    app.training.setCheckpoint({ runId: run.id, which: 'best' });
    app.ui.setState(({ views: { evaluate: _, ...rest } }) => ({ step: 'evaluate', views: rest }));
  };
  const unless = (why: string | null, button: React.ReactElement) =>
    why === null ? button : <Tip text={why}>{button}</Tip>;
  const noDrawing = drawing ? null : t('details.noDrawing');
  return (
    <Section>
      <div className={details.actions}>
        <Button icon={<SlidersHorizontal size={13} />} onClick={() => takeSettingsOf(app, run, name)}>
          {t('details.useSettings')}
        </Button>
        {unless(
          noDrawing,
          <Button icon={<Network size={13} />} disabled={!drawing} onClick={() => takeNetworkOf(app, run, name)}>
            {t('details.useNetwork')}
          </Button>,
        )}
        {unless(
          noDrawing,
          <Button icon={<Columns2 size={13} />} disabled={!drawing} onClick={compare}>
            {t('details.compareNow')}
          </Button>,
        )}
        {unless(
          best ? null : t('details.noWeights'),
          <Button icon={<Gauge size={13} />} disabled={!best} onClick={evaluate}>
            {t('details.evaluate')}
          </Button>,
        )}
      </div>
    </Section>
  );
}

function Figures({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const totals = totalsOfRun(run);
  return (
    <Section title={t('details.figures')}>
      <dl className={details.facts}>
        {figureNames.map((name) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{t(`figure.${name}`)}</dt>
            <dd>{figureText(name, runFigure(name, run, totals), locale)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Settings({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('runs');
  const { nameOf, textOf } = useSettingText();
  const settings = Object.entries(flatSettings(run.settings)).filter(([name]) => !isIdle(name, run.settings));
  return (
    <Section title={t('details.settings')}>
      <dl className={details.facts}>
        {settings.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{nameOf(name)}</dt>
            <dd title={textOf(name, value)}>{textOf(name, value)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
