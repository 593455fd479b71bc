import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ChartCurves, Curve, Measure } from './curves.ts';
import { logTicks } from './log-ticks.ts';

export interface PlotStyle {
  readonly train: string;
  readonly validation: string;
  readonly panel: string;
  readonly grid: string;
  readonly text: string;
  readonly marker: string;
  readonly change: string;
  readonly future: string;
  readonly font: string;
}

export interface PlotContent {
  readonly curves: ChartCurves;
  readonly range: readonly [number, number];
  /** Right end of the axis, in epochs. */
  readonly epochs: number;
  /** How far the shown run has come, in epochs; what lies beyond is shaded. `null` when it is over. */
  readonly progress: number | null;
  /** A dotted line at the best epoch. */
  readonly bestEpoch: number | null;
  /** Where settings were changed, in epochs: lines. */
  readonly changes: readonly number[];
}

interface PlotOptions {
  readonly measure: Measure;
  readonly otherColours: readonly string[];
  readonly style: PlotStyle;
  readonly formatTick: (value: number) => string;
}

/** Colours of a theme, read once: a canvas cannot follow CSS variables by itself. */
export function readStyle(element: Element): PlotStyle {
  const computed = getComputedStyle(element);
  const token = (name: string) => computed.getPropertyValue(name).trim();
  return {
    train: token('--s-train'),
    validation: token('--s-val'),
    panel: token('--bg-chrome'),
    grid: token('--grid'),
    text: token('--text-3'),
    marker: token('--line-3'),
    change: token('--warn'),
    future: token('--bg-hover'),
    font: `10.5px ${token('--font-ui')}`,
  };
}

const withAlpha = (colour: string, alpha: number): string =>
  `${colour}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;

/** A uPlot chart of one measure. `show` draws new content without easing; `destroy` frees the canvas. */
export function createPlot(container: HTMLElement, options: PlotOptions) {
  const { measure, style } = options;
  let content: PlotContent | null = null;

  const plot = new uPlot(
    {
      width: Math.max(container.clientWidth, 10),
      height: Math.max(container.clientHeight, 10),
      legend: { show: false },
      padding: [6, 6, 0, 0],
      cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { show: false } },
      scales: {
        x: { time: false, range: () => [0, content?.epochs ?? 1] },
        y: { distr: measure === 'loss' ? 3 : 1, range: () => [...(content?.range ?? [0.01, 1])] },
      },
      axes: [
        axis(style, {
          size: 20,
          space: 56,
          values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? `${tick}` : '')),
        }),
        axis(style, {
          size: 40,
          space: 26,
          ...(measure === 'loss'
            ? { splits: (_, __, low, high) => [...logTicks(low, high)], filter: (_, ticks) => ticks }
            : {}),
          values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : options.formatTick(tick))),
        }),
      ],
      series: [
        {},
        line(withAlpha(style.train, 0.32), 1),
        line(style.train, 1.75),
        line(style.validation, 1.5, [5, 3]),
        ...options.otherColours.map((colour) => line(colour, 1.25, [2, 3])),
      ],
      hooks: {
        drawClear: [(u) => content && drawBehind(u, content, style)],
        draw: [(u) => content && drawMarkers(u, content, style)],
      },
    },
    [[], [], [], [], ...options.otherColours.map(() => [])],
    container,
  );

  return {
    show: (next: PlotContent) => {
      content = next;
      const { raw, train, validation, others } = next.curves;
      const tables = [raw, train, validation, ...others].map((curve) => table(curve, measure));
      plot.setData(uPlot.join(tables));
    },
    resize: (width: number, height: number) => {
      if (width > 0 && height > 0) plot.setSize({ width, height });
    },
    destroy: () => plot.destroy(),
  };
}

/** A logarithmic axis cannot show what is not above 0. */
const table = ({ xs, ys }: Curve, measure: Measure): uPlot.AlignedData => [
  Array.from(xs),
  Array.from(ys, (y) => (measure === 'loss' && y <= 0 ? null : y)),
];

const line = (stroke: string, width: number, dash?: number[]): uPlot.Series => ({
  stroke,
  width,
  ...(dash ? { dash } : {}),
  spanGaps: true,
  points: { show: false },
});

const axis = (style: PlotStyle, extra: uPlot.Axis): uPlot.Axis => ({
  stroke: style.text,
  font: style.font,
  grid: { stroke: style.grid, width: 1 },
  ticks: { show: false },
  gap: 4,
  ...extra,
});

/** The part of the axis that is still to come, the best epoch, and where settings were changed. */
function drawBehind(u: uPlot, { progress, bestEpoch, changes }: PlotContent, style: PlotStyle): void {
  const { ctx, bbox } = u;
  ctx.save();
  if (progress !== null) {
    const from = Math.min(Math.max(u.valToPos(progress, 'x', true), bbox.left), bbox.left + bbox.width);
    ctx.fillStyle = style.future;
    ctx.fillRect(from, bbox.top, bbox.left + bbox.width - from, bbox.height);
  }
  const upright = (epoch: number, colour: string, dash: readonly number[]) => {
    const x = Math.round(u.valToPos(epoch, 'x', true)) + 0.5;
    ctx.strokeStyle = colour;
    ctx.lineWidth = uPlot.pxRatio;
    ctx.setLineDash(dash.map((length) => length * uPlot.pxRatio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  };
  if (bestEpoch !== null) upright(bestEpoch, style.marker, [2, 3]);
  for (const epoch of changes) upright(epoch, style.change, [4, 2]);
  ctx.restore();
}

/** Squares on the validation curve while there are few epochs, and a dot with a halo where training is now. */
function drawMarkers(u: uPlot, { curves, progress }: PlotContent, style: PlotStyle): void {
  const { ctx } = u;
  const unit = uPlot.pxRatio;
  const { xs, ys } = curves.validation;
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5 * unit;
  ctx.strokeStyle = style.validation;
  ctx.fillStyle = style.panel;
  const size = (xs.length > 40 ? 3 : 5) * unit;
  for (let i = 0; i < xs.length && xs.length <= 80; i++) {
    const [x, y] = [u.valToPos(xs[i] ?? 0, 'x', true), u.valToPos(ys[i] ?? 0, 'y', true)];
    ctx.beginPath();
    ctx.rect(x - size / 2, y - size / 2, size, size);
    ctx.fill();
    ctx.stroke();
  }
  const last = curves.train.xs.length - 1;
  const [endX, endY] = [curves.train.xs[last], curves.train.ys[last]];
  if (progress !== null && endX !== undefined && endY !== undefined) {
    const [x, y] = [u.valToPos(endX, 'x', true), u.valToPos(endY, 'y', true)];
    for (const [radius, alpha] of [
      [7, 0.2],
      [3, 1],
    ] as const) {
      ctx.fillStyle = withAlpha(style.train, alpha);
      ctx.beginPath();
      ctx.arc(x, y, radius * unit, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
  ctx.restore();
}
