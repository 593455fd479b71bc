import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import { useEffect, useState } from 'react';

/**
 * `@font-face` rules with the font itself: an SVG shown as a picture sees no font of the page. `null` until it is read;
 * empty where it cannot be, and the picture then has another font.
 */
export function useFontFace(): string | null {
  const [fontFace, setFontFace] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    const show = (text: string): void => {
      if (wanted) setFontFace(text);
    };
    readFontFace().then(show, () => show(''));
    return () => {
      wanted = false;
    };
  }, []);
  return fontFace;
}

export async function readFontFace(): Promise<string> {
  const response = await fetch(interUrl);
  if (!response.ok) return '';
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${text}) format('woff2')}`;
}
