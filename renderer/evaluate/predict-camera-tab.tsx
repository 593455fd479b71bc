import { Video, VideoOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import training from '../training/training.module.css';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import { cameraInput, isCentred } from './inputs.ts';
import styles from './predict.module.css';
import { SeenInput } from './seen-input.tsx';
import { squareFrame, useCamera } from './use-camera.ts';
import type { PredictTarget } from './use-predict-target.ts';

/** Milliseconds between two questions, at least. */
const between = 125;

/** Asks about what the camera sees, as often as answers come. Its pictures stay on this machine, and none is kept. */
export function CameraTab({ target }: { readonly target: PredictTarget | null }) {
  const { t } = useTranslation('evaluate');
  const { training: controller } = useApp();
  const camera = useCamera();
  const video = useRef<HTMLVideoElement>(null);
  const { state } = camera;
  const stream = state.state === 'on' ? state.stream : null;
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  useFrames(video, stream !== null, target);
  const turnOff = () => {
    camera.stop();
    controller.predict(null);
  };
  return (
    <SeenInput
      source="camera"
      centred={isCentred(target)}
      pad={
        <div className={styles.shown}>
          {state.state === 'on' ? (
            <video
              ref={video}
              autoPlay
              playsInline
              muted
              data-mirrored={state.mirrored || undefined}
              aria-label={t('predict.camera.picture')}
            />
          ) : (
            <p role={state.state === 'failed' ? 'alert' : undefined}>
              {state.state === 'failed' ? t(`predict.camera.troubles.${state.trouble}`) : t('predict.camera.about')}
            </p>
          )}
        </div>
      }
      actions={
        <>
          {state.state === 'on' && state.cameras.length > 1 ? (
            <Select
              label={t('predict.camera.choose')}
              value={state.id}
              onChange={(id) => void camera.start(id)}
              choices={state.cameras.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : null}
          {state.state === 'on' ? (
            <Button icon={<VideoOff size={13} />} onClick={turnOff}>
              {t('predict.camera.stop')}
            </Button>
          ) : (
            <Button
              icon={<Video size={13} />}
              disabled={!target || state.state === 'asking'}
              onClick={() => void camera.start(null)}
            >
              {t(state.state === 'asking' ? 'predict.camera.asking' : 'predict.camera.start')}
            </Button>
          )}
        </>
      }
      note={state.state === 'on' ? <span className={training.note}>{t('predict.camera.kept')}</span> : null}
    />
  );
}

/** A frame is asked about once the one before is answered; none while the page is hidden. */
function useFrames(video: { readonly current: HTMLVideoElement | null }, on: boolean, target: PredictTarget | null) {
  const { training: controller, session } = useApp();
  useEffect(() => {
    if (!on || !target) return;
    const canvas = new OffscreenCanvas(1, 1);
    let asked: unknown = null;
    const ask = () => {
      const { prediction } = session.getState();
      const answered = asked === null || (prediction.state === 'done' && prediction.input === asked);
      if (document.hidden || !answered || !video.current) return;
      const frame = squareFrame(video.current, canvas);
      if (!frame) return;
      const input = cameraInput(frame, target);
      asked = input;
      controller.predict(input);
    };
    const timer = setInterval(ask, between);
    return () => clearInterval(timer);
  }, [on, target, controller, session, video]);
}
