import { measureInter } from '../../src/core/figures/measure.ts';
import { fitLines, wrap } from '../../src/core/figures/wrap.ts';
import { overlaps, type Rect } from './geometry.ts';
import type { Palette, Scene } from './paint.ts';
import type { Viewport } from './store.ts';

interface NotesInput {
  readonly scene: Scene;
  readonly viewport: Viewport;
  readonly palette: Palette;
  readonly selectedNotes?: ReadonlySet<string>;
}

/** Of text on the screen, px: the same at any zoom. So many lines are enough to show what is not all of a text. */
const text = { size: 11, line: 14, padding: 5, least: 34, enough: 3 } as const;
const nothing: ReadonlySet<string> = new Set();

/** Notes under wires and layers: their text where it can be read, else bars in its place. */
export function paintNotes(context: CanvasRenderingContext2D, input: NotesInput, view: Rect): void {
  const { scene, viewport, palette, selectedNotes = nothing } = input;
  for (const note of scene.notes) {
    const { rect } = note;
    if (!overlaps(rect, view)) continue;
    const selected = selectedNotes.has(note.id);
    context.fillStyle = palette.note[note.tone];
    context.strokeStyle = selected ? palette.ink : palette.line;
    context.lineWidth = (selected ? 2 : 1) / viewport.zoom;
    context.beginPath();
    context.roundRect(rect.x, rect.y, rect.width, rect.height, 3);
    context.fill();
    context.stroke();
    const lines = readable(note, viewport.zoom);
    if (lines) paintText(context, input, note, lines);
    else paintBars(context, input, note);
  }
}

type SceneNote = Scene['notes'][number];

function paintText(
  context: CanvasRenderingContext2D,
  { palette, viewport: { zoom } }: NotesInput,
  { rect }: SceneNote,
  lines: readonly string[],
): void {
  context.font = `430 ${text.size / zoom}px ${palette.font}`;
  context.fillStyle = palette.text2;
  context.textBaseline = 'middle';
  lines.forEach((line, i) => {
    const y = rect.y + (text.padding + (i + 0.5) * text.line) / zoom;
    context.fillText(line, rect.x + text.padding / zoom, y);
  });
}

/** Wrapped lines by note: while the zoom stays, a pan wraps nothing again. */
const wrapped = new WeakMap<SceneNote, { readonly zoom: number; readonly lines: readonly string[] | null }>();

/** The lines that are shown; `null` where too little of the text would be. */
function readable(note: SceneNote, zoom: number): readonly string[] | null {
  const known = wrapped.get(note);
  if (known?.zoom === zoom) return known.lines;
  const room = note.rect.width * zoom - 2 * text.padding;
  const most = Math.floor((note.rect.height * zoom - 2 * text.padding) / text.line);
  const all = most < 1 || room < text.least ? null : fitLines(note.text, room, most, widthOf);
  const whole = all !== null && all.at(-1)?.endsWith('…') === false;
  const lines = whole || most >= text.enough ? all : null;
  wrapped.set(note, { zoom, lines });
  return lines;
}

const widthOf = (part: string): number => measureInter(part, text.size, 400);

/** Text of 12 px in lines of 16, as the card has it, as bars: how much is written, and how it is laid out. */
function paintBars(context: CanvasRenderingContext2D, { palette }: NotesInput, note: SceneNote): void {
  const { rect } = note;
  context.fillStyle = palette.line;
  barsOf(note).forEach((width, i) => {
    const y = rect.y + 13 + i * 16;
    if (width > 0 && y + 6 < rect.y + rect.height) context.fillRect(rect.x + 10, y, width, 6);
  });
}

const barred = new WeakMap<SceneNote, readonly number[]>();

function barsOf(note: SceneNote): readonly number[] {
  const known = barred.get(note);
  if (known) return known;
  const width = (part: string): number => measureInter(part, 12, 400);
  const bars = wrap(note.text, note.rect.width - 20, width).map(width);
  barred.set(note, bars);
  return bars;
}
