import { Ellipsis } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BlockFigures, blockFigures } from '../../src/core/analysis/block-figures.ts';
import { maxBlockName } from '../../src/core/document/block.ts';
import type { Shape } from '../../src/core/math/shape.ts';
import { useApp } from '../app.ts';
import { blocksOf } from '../canvas/own-blocks.ts';
import { formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Silhouette } from '../start/silhouette.tsx';
import { named, type OwnBlock } from '../store/blocks.ts';
import { IconButton } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Menu } from '../ui/overlay.tsx';
import styles from './own-blocks.module.css';
import { deleteBlock, exportBlock, renameBlock } from './own-blocks-files.ts';
import paletteStyles from './palette.module.css';
import { useBlockButton } from './use-block-button.ts';

interface CardProps {
  readonly own: OwnBlock;
  /** What a block added now would be fed with. */
  readonly shape: Shape | null;
}

/** A block of the user's own: to click or drag, and a menu for what else can be done with it. */
export function OwnBlockCard({ own, shape }: CardProps) {
  const app = useApp();
  const { t } = useTranslation('define');
  const [naming, setNaming] = useState(false);
  const wanted = useRef(false);
  const askName = () => {
    wanted.current = true;
  };
  const startNaming = (event: Event) => {
    if (!wanted.current) return;
    // The field takes the focus, not the button of the menu.
    event.preventDefault();
    wanted.current = false;
    setNaming(true);
  };
  const { block } = own;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears that the field inside is left
    <div className={styles.card} onBlur={() => setNaming(false)}>
      {naming ? <Naming own={own} /> : <AddButton own={own} shape={shape} />}
      <div className={styles.menu}>
        <Menu
          align="end"
          onClosed={startNaming}
          trigger={
            <IconButton size="small" label={t('ownBlocks.menu', { name: block.name })}>
              <Ellipsis size={14} />
            </IconButton>
          }
          groups={[
            [
              { id: 'rename', label: t('menu.rename'), run: askName },
              { id: 'export', label: t('ownBlocks.exportEntry'), run: () => void exportBlock(app, block) },
            ],
            [{ id: 'delete', label: t('menu.delete'), run: () => void deleteBlock(app, own) }],
          ]}
        />
      </div>
    </div>
  );
}

function AddButton({ own: { block }, shape }: CardProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const { layers, parameters, silhouette } = useMemo(() => leftAligned(blockFigures(block, shape)), [block, shape]);
  const params = parameters === null ? [] : [t('group.parameters', { number: formatTotal(parameters, locale) })];
  return (
    <button type="button" className={paletteStyles.pattern} {...useBlockButton(block)}>
      <b className={styles.name}>{block.name}</b>
      <Silhouette blocks={silhouette} width={168} height={28} />
      <span className={paletteStyles.help}>{[t('count.layers', { count: layers }), ...params].join(' · ')}</span>
      {block.description === '' ? null : <span className={paletteStyles.help}>{block.description}</span>}
    </button>
  );
}

/** A small network is drawn in the middle of its picture; under a name it begins where the name does. */
function leftAligned(figures: BlockFigures): BlockFigures {
  const left = Math.min(...figures.silhouette.map(({ x }) => x));
  return { ...figures, silhouette: figures.silhouette.map((one) => ({ ...one, x: one.x - left })) };
}

function Naming({ own }: { readonly own: OwnBlock }) {
  const app = useApp();
  const { t } = useTranslation('define');
  return (
    <div className={paletteStyles.pattern}>
      <TextField
        label={t('ownBlocks.name')}
        value={own.block.name}
        autoFocus
        onCommit={(text) => {
          const name = text.trim().slice(0, maxBlockName);
          const other = named(blocksOf(app).getState().blocks ?? [], name);
          if (other && other.file !== own.file) app.notify('problem', t('ownBlocks.taken', { name }));
          else if (name !== '') void renameBlock(app, own, name);
          return undefined;
        }}
      />
    </div>
  );
}
