import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import type { HostAbout } from './host.ts';

/** Where a host keeps its things. Made once by whoever starts the host; every handler gets it. */
export interface HostEnvironment {
  readonly about: HostAbout;
  /** Preferences, recent files, drafts. */
  readonly settings: string;
  /** Folder that relative paths start from. */
  readonly base: string;
  /** Runs changes to one file one after the other, so that two of them never read the same old state. */
  readonly inTurn: <T>(file: string, change: () => Promise<T>) => Promise<T>;
}

export interface EnvironmentOptions {
  readonly kind: HostAbout['kind'];
  readonly version: string;
  readonly nativeDialogs?: boolean;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly home?: string;
  readonly base?: string;
}

/**
 * Folders by the platform's custom: `STRIDE_HOME` or the config folder for settings, `STRIDE_PROJECTS` or `~/Stride`
 * for projects. Touches no file.
 */
export function hostEnvironment(options: EnvironmentOptions): HostEnvironment {
  const variables = options.variables ?? process.env;
  const home = options.home ?? homedir();
  const projects = resolve(variables.STRIDE_PROJECTS || join(home, 'Stride'));
  return {
    about: {
      kind: options.kind,
      version: options.version,
      home,
      projects,
      separator: sep,
      nativeDialogs: options.nativeDialogs ?? false,
    },
    settings: resolve(variables.STRIDE_HOME || settingsFolder(options.platform ?? process.platform, home, variables)),
    base: resolve(options.base ?? projects),
    inTurn: createTurns(),
  };
}

function settingsFolder(
  platform: NodeJS.Platform,
  home: string,
  variables: Readonly<Record<string, string | undefined>>,
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Stride');
  if (platform === 'win32') return join(variables.APPDATA || join(home, 'AppData', 'Roaming'), 'Stride');
  return join(variables.XDG_CONFIG_HOME || join(home, '.config'), 'stride');
}

function createTurns(): HostEnvironment['inTurn'] {
  const last = new Map<string, Promise<unknown>>();
  return (file, change) => {
    const before = last.get(file) ?? Promise.resolve();
    const turn = before.then(change, change);
    last.set(file, turn);
    const forget = () => {
      if (last.get(file) === turn) last.delete(file);
    };
    turn.then(forget, forget);
    return turn;
  };
}
