import { FieldPicture } from './field-picture.tsx';
import styles from './inspect.module.css';
import { OneStep } from './one-step.tsx';
import { Ridgeline } from './ridgeline.tsx';
import { useLookedLayer } from './use-inspect.ts';

/** Right of Inspect: what a unit of the layer sees, how its weights spread, and how one step moves them. */
export function InspectRight() {
  const layer = useLookedLayer();
  if (!layer) return null;
  return (
    <div className={styles.right}>
      <FieldPicture layer={layer} />
      <Ridgeline layer={layer} />
      {layer.kernel ? <OneStep layer={layer} /> : null}
    </div>
  );
}
