import type { HostAbout } from '../../../src/host/host.ts';
import { inFolder } from '../../shell/paths.ts';
import { fileName } from '../../shell/projects/file-forms.ts';

/** Where the logs of all runs of a network lie: what `tensorboard --logdir` is given. */
export const logsFolder = ({ projects }: Pick<HostAbout, 'projects'>, network: string): string =>
  inFolder(inFolder(projects, 'TensorBoard'), fileName(network));

export const logFolder = (about: Pick<HostAbout, 'projects'>, network: string, run: number): string =>
  inFolder(logsFolder(about, network), `run-${run}`);
