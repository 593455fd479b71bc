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

/** Of text on the screen, px: the same at any zoom. */
const text = { size: 11, line: 14, padding: 5, least: 44 } as const;
const nothing: ReadonlySet<string> = new Set();

/** Notes under wires and layers: their text where there is room for some of it, else lines in its place. */
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
    const room = { width: rect.width * viewport.zoom, height: rect.height * viewport.zoom };
    const lines = Math.floor((room.height - 2 * text.padding) / text.line);
    if (lines >= 1 && room.width >= text.least) paintText(context, input, note, lines);
    else paintBars(context, input, note);
  }
}

type SceneNote = Scene['notes'][number];

function paintText(
  context: CanvasRenderingContext2D,
  { palette, viewport }: NotesInput,
  note: SceneNote,
  most: number,
) {
  const { zoom } = viewport;
  context.font = `430 ${text.size / zoom}px ${palette.font}`;
  context.fillStyle = palette.text2;
  context.textBaseline = 'middle';
  const room = note.rect.width * zoom - 2 * text.padding;
  linesOf(note, room, most).forEach((line, i) => {
    const y = note.rect.y + (text.padding + (i + 0.5) * text.line) / zoom;
    context.fillText(line, note.rect.x + text.padding / zoom, y);
  });
}

/** Wrapped lines by note: while the zoom stays, a pan wraps nothing again. */
const wrapped = new WeakMap<
  SceneNote,
  { readonly room: number; readonly most: number; readonly lines: readonly string[] }
>();

function linesOf(note: SceneNote, room: number, most: number): readonly string[] {
  const known = wrapped.get(note);
  if (known?.room === room && known.most === most) return known.lines;
  const lines = fitLines(note.text, room, most, widthOf);
  wrapped.set(note, { room, most, lines });
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
