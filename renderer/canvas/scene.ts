import type { Position, StrideDocument } from '../../src/core/document/schema.ts';
import type { App } from '../app.ts';
import { layerText } from '../i18n/core-text.ts';
import type { Locale } from '../i18n/format.ts';
import { makeScene, type Scene } from './paint.ts';
import { canvasOf } from './store.ts';

/** The scene of the document as it is now, made anew only when the document or what moves in it changed. */
export function createSceneReader(app: App): () => Scene {
  let document: StrideDocument | null = null;
  let moving: ReadonlyMap<string, Position> | null = null;
  let locale: Locale | null = null;
  let scene: Scene = { blocks: [], wires: [], groups: [] };
  return () => {
    const now = {
      document: app.documents.getState().document,
      moving: canvasOf(app).store.getState().moving,
      locale: app.ui.getState().locale,
    };
    const same =
      document?.graph === now.document.graph &&
      document.layout === now.document.layout &&
      document.groups === now.document.groups &&
      moving === now.moving &&
      locale === now.locale;
    if (!same) {
      ({ document, moving, locale } = now);
      scene = makeScene(document, moving, (kind) => layerText(kind, now.locale).title);
    }
    return scene;
  };
}
