import { Upload } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decodeImageBlob } from '../../src/engine/data/browser-image.ts';
import { useApp, useSession } from '../app.ts';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import training from '../training/training.module.css';
import { Button } from '../ui/button.tsx';
import { fileInput, inputPicture, isCentred } from './inputs.ts';
import styles from './predict.module.css';
import { SeenInput } from './seen-input.tsx';
import type { PredictTarget } from './use-predict-target.ts';

export interface FileInput {
  readonly open: () => void;
  readonly take: (file: File) => Promise<void>;
  readonly element: ReactNode;
  readonly error: string | null;
}

/** An image by a dialog; `take` is for dropped ones. */
export function useFileInput(target: PredictTarget | null, onTaken: () => void): FileInput {
  const { t } = useTranslation('evaluate');
  const { training: controller } = useApp();
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const take = async (file: File) => {
    if (!target) return;
    onTaken();
    try {
      controller.predict(fileInput(await decodeImageBlob(file), file.name, target));
      setError(null);
    } catch {
      // The answer to an earlier question would seem to be about this file.
      controller.predict(null);
      setError(t('predict.unreadable', { name: file.name }));
    }
  };
  const element = (
    <input
      ref={field}
      type="file"
      accept="image/*"
      hidden
      aria-label={t('predict.choose')}
      onChange={(event) => {
        const [file] = event.target.files ?? [];
        if (file) void take(file);
        // The same file can be chosen again.
        event.target.value = '';
      }}
    />
  );
  return { open: () => field.current?.click(), take, element, error };
}

export function ImageTab({ target, file }: { readonly target: PredictTarget | null; readonly file: FileInput }) {
  const { t } = useTranslation('evaluate');
  const input = useSession((state) => (state.input?.source === 'file' ? state.input : null));
  return (
    <SeenInput
      source="file"
      centred={isCentred(target)}
      pad={
        <>
          <div className={styles.shown}>
            {input ? (
              <PictureCanvas picture={inputPicture(input)} label={input.name} />
            ) : (
              <p>{t('predict.dropImage')}</p>
            )}
          </div>
          {file.element}
        </>
      }
      actions={
        <Button icon={<Upload size={13} />} disabled={!target} onClick={file.open}>
          {t('predict.choose')}
        </Button>
      }
      note={
        file.error ? (
          <span role="alert" className={training.note}>
            {file.error}
          </span>
        ) : (
          input?.name
        )
      }
    />
  );
}
