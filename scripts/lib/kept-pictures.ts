/** A picture that is kept in the repository: in the README (`docs`) or for the stores (`store`: 1280 by 800, as they ask). */
export type Kept = {
  readonly of: 'docs' | 'store';
  readonly file: string;
  /** A state of the gallery (test/ui/gallery). */
  readonly state: string;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
};

const store = { of: 'store', width: 1280, height: 800 } as const;

export const keptPictures: readonly Kept[] = [
  { ...store, file: 'store/screenshots/1-diagnosis.png', state: 'diagnosis', theme: 'light' },
  { ...store, file: 'store/screenshots/2-replay.png', state: 'replay', theme: 'light' },
];
