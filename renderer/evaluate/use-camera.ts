import { useEffect, useRef, useState } from 'react';
import type { PixelImage } from '../../src/engine/data/images.ts';

export interface Camera {
  readonly id: string;
  readonly name: string;
}

/** `refused`: by the person or the system. `busy`: another program has it, or it does not answer. */
type Trouble = 'refused' | 'missing' | 'busy';

export type CameraState =
  | { readonly state: 'off' }
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly trouble: Trouble }
  | {
      readonly state: 'on';
      readonly stream: MediaStream;
      readonly id: string;
      readonly cameras: readonly Camera[];
      /** Its picture is shown as a mirror's: it looks at who sits before the screen. */
      readonly mirrored: boolean;
    };

/** Names of errors by the Media Capture and Streams specification, 10.2. */
const troubles: Readonly<Record<string, Trouble>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
};

const endOf = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop();
};

async function open(id: string | null): Promise<CameraState> {
  // Absent where a page is not served from this machine or over TLS.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (!devices) return { state: 'failed', trouble: 'missing' };
  const video = { width: { ideal: 640 }, height: { ideal: 480 }, ...(id ? { deviceId: { exact: id } } : {}) };
  try {
    const stream = await devices.getUserMedia({ audio: false, video });
    const { deviceId = '', facingMode } = stream.getVideoTracks()[0]?.getSettings() ?? {};
    // Their names are told only once one of them may be used.
    const known = (await devices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
    const cameras = known.map(({ deviceId: camera, label }, i) => ({ id: camera, name: label || String(i + 1) }));
    return { state: 'on', stream, id: deviceId, cameras, mirrored: facingMode !== 'environment' };
  } catch (error) {
    return { state: 'failed', trouble: troubles[error instanceof Error ? error.name : ''] ?? 'busy' };
  }
}

/** A camera for as long as it is shown; it is off until it is asked for. */
export function useCamera() {
  const [state, setState] = useState<CameraState>({ state: 'off' });
  const held = useRef<MediaStream | null>(null);
  const asked = useRef(0);

  const stop = () => {
    asked.current++;
    if (held.current) endOf(held.current);
    held.current = null;
    setState({ state: 'off' });
  };
  const start = async (id: string | null) => {
    stop();
    const ticket = ++asked.current;
    setState({ state: 'asking' });
    const opened = await open(id);
    if (ticket !== asked.current) {
      if (opened.state === 'on') endOf(opened.stream);
      return;
    }
    if (opened.state === 'on') {
      held.current = opened.stream;
      // Unplugged, or taken back by the system.
      for (const track of opened.stream.getTracks())
        track.addEventListener('ended', () => setState({ state: 'failed', trouble: 'busy' }));
    }
    setState(opened);
  };
  useEffect(
    () => () => {
      asked.current++;
      if (held.current) endOf(held.current);
    },
    [],
  );
  return { state, start, stop };
}

/** Larger squares only cost time: networks take fewer pixels. */
const largestSide = 480;

/** The square in the middle of what the camera sees now, not mirrored; `null` before its first picture. */
export function squareFrame(video: HTMLVideoElement, canvas: OffscreenCanvas): PixelImage | null {
  const { videoWidth, videoHeight } = video;
  const short = Math.min(videoWidth, videoHeight);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (short === 0 || !context) return null;
  const side = Math.min(short, largestSide);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  context.drawImage(video, (videoWidth - short) / 2, (videoHeight - short) / 2, short, short, 0, 0, side, side);
  return { width: side, height: side, channels: 4, data: context.getImageData(0, 0, side, side).data };
}
