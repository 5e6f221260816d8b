import type { Choices } from '../../record/choices.ts';
import type { Usage } from '../../store/usage.ts';
import type { World } from '../world.ts';

/** What the settings page needs of what lies outside it. Every promise may reject with an Error whose message is a sentence. */
export type SettingsWorld = Pick<World, 'watched' | 'watch' | 'unwatch' | 'onPing' | 'openPage' | 'storageTrouble'> & {
  readonly choices: () => Promise<Choices>;
  readonly choose: (choices: Choices) => Promise<void>;
  readonly usage: () => Promise<Usage>;
  /** Bytes that the browser counts for Resave, indexes and all; null where it does not tell. */
  readonly onDisk: () => Promise<number | null>;
  /** Deletes the records of a site (an origin), or of all (null); `unsaved`: its unsaved work too. */
  readonly forget: (origin: string | null, unsaved: boolean) => Promise<void>;
};
