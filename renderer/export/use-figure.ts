import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeName } from '../../src/core/figures/themes.ts';
import type { Result } from '../../src/core/result.ts';
import { useAnalysis, useApp, useDocument, useUi } from '../app.ts';
import { shownIn } from '../canvas/share.ts';
import { useTimes } from '../profile/use-profile.ts';
import { chooseSavePath } from '../shell/choose-path.ts';
import { folderOf } from '../shell/paths.ts';
import { failureText } from './failure-text.ts';
import { figureFile, previewPicture } from './figure-file.ts';
import { useFontFace } from './figure-font.ts';
import { useFigureWords } from './figure-words.ts';
import { useFormatName } from './format-name.ts';
import { extensions, type FigureFormat, isTable } from './formats.ts';
import { type RasterProblem, rasterise, type Scale, type Size, svgSize } from './raster.ts';
import { safeName } from './safe-name.ts';

export interface FigureChoices {
  readonly theme: ThemeName;
  readonly background: boolean;
  readonly scale: Scale;
}

export interface Preview {
  /** Text of a table; `null` for pictures. */
  readonly text: string | null;
  /** Address of the picture; `null` while its font is being read, and for tables. */
  readonly url: string | null;
  readonly size: Size;
}

export type SaveState =
  | { readonly state: 'idle' | 'saving' }
  | { readonly state: 'saved'; readonly path: string }
  | { readonly state: 'refused'; readonly problem: RasterProblem }
  | { readonly state: 'failed'; readonly message: string };

/** A figure of the open network: how it will look, and its way into a file. */
export function useFigure(format: FigureFormat, choices: FigureChoices) {
  const { t } = useTranslation('evaluate');
  const nameOf = useFormatName();
  const app = useApp();
  const { host, documents } = app;
  const document = useDocument((s) => s.document);
  const analysis = useAnalysis((s) => s.analysis);
  const share = useUi(shownIn);
  const times = useTimes(share);
  const words = useFigureWords();
  const fontFace = useFontFace();
  const source = useMemo(() => ({ document, analysis, words }), [document, analysis, words]);
  const { theme, background } = choices;
  const settings = useMemo(() => ({ theme, background, share, times }), [theme, background, share, times]);
  const text = useMemo(
    () => (isTable(format) ? figureFile(format, source, settings) : null),
    [format, source, settings],
  );
  const picture = useMemo(
    () => (isTable(format) || fontFace === null ? null : previewPicture(format, source, { ...settings, fontFace })),
    [format, source, settings, fontFace],
  );
  const url = usePictureUrl(picture);
  const [state, setState] = useState<SaveState>({ state: 'idle' });

  async function bytes(): Promise<Result<Uint8Array, RasterProblem>> {
    if (format === 'png')
      return rasterise(figureFile(format, source, { ...settings, fontFace: fontFace ?? '' }), choices.scale);
    return { ok: true, value: new TextEncoder().encode(figureFile(format, source, settings)) };
  }

  async function save(): Promise<void> {
    setState({ state: 'saving' });
    try {
      const made = await bytes();
      if (!made.ok) return setState({ state: 'refused', problem: made.error });
      const extension = extensions[format];
      const filters = [{ name: t(`export.formats.${format}`), extensions: [extension] }];
      const kind = format === 'paperSvg' ? '-figure' : '';
      const suggestedName = `${safeName(document.name)}${kind}.${extension}`;
      const { path: project } = documents.getState();
      const folder = project === null ? '' : folderOf(project);
      const path = await chooseSavePath(app, { title: nameOf(format), filters, suggestedName, folder });
      if (path === null) return setState({ state: 'idle' });
      const file = await host.request('write', { path, bytes: made.value });
      setState({ state: 'saved', path: file.path });
    } catch (error) {
      setState({ state: 'failed', message: failureText(error) });
    }
  }

  const preview: Preview = { text, url, size: picture === null ? { width: 0, height: 0 } : svgSize(picture) };
  return { preview, state, save, forget: () => setState({ state: 'idle' }) };
}

/** An address for an `<img>`, taken back when another picture takes its place. */
function usePictureUrl(svg: string | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (svg === null) return;
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [svg]);
  return url;
}
