import type { BatchReport, EpochReport } from '../engine/protocol.ts';
import { count } from './table.ts';

const barWidth = 24;

/** One line for the terminal: `Epoch 3/10 ██████░░░░ 120/141 · loss 0.1234 · accuracy 97.1 % · 1,234 images/s · 0:12 left`. */
export function progressLine(report: BatchReport, epochs: number): string {
  const done = Math.round((barWidth * report.step) / Math.max(1, report.stepsPerEpoch));
  return [
    `Epoch ${report.epoch}/${epochs} ${'█'.repeat(done)}${'░'.repeat(barWidth - done)} ${report.step}/${report.stepsPerEpoch}`,
    ...figures('', report.loss, report.accuracy),
    `${count(Math.round(report.samplesPerSecond))} images/s`,
    `${clock(report.eta)} left`,
  ].join(' · ');
}

/** The line that stays when an epoch is over. */
export const epochLine = (report: EpochReport, epochs: number): string =>
  [
    `Epoch ${report.epoch}/${epochs}`,
    ...figures('', report.loss, report.accuracy),
    ...(report.valLoss === null ? [] : figures('validation ', report.valLoss, report.valAccuracy)),
    `${count(Math.round(report.samplesPerSecond))} images/s`,
  ].join(' · ');

const figures = (prefix: string, loss: number, accuracy: number | null): string[] => [
  `${prefix}loss ${loss.toFixed(4)}`,
  ...(accuracy === null ? [] : [`${prefix}accuracy ${percent(accuracy)}`]),
];

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Seconds as `1:02:03` or `0:12`. */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}
