/** A picture that is kept in the repository: in the README (`docs`) or for the stores (`store`: 1280 by 800, as they ask). */
export type Kept = {
  readonly of: 'docs' | 'store';
  readonly file: string;
  readonly theme: 'light' | 'dark';
  readonly from: /** What test/e2e/stories/changed-by-someone-else.ts shoots under this name, in the real DevTools window of Chromium. */
    | { readonly shot: string }
    /** A state of the gallery (test/ui/gallery); of it one part alone, where one is named. */
    | { readonly state: string; readonly part: string | null; readonly width: number; readonly height: number };
};

const store = (file: string, shot: string, theme: Kept['theme'] = 'light'): Kept => ({
  of: 'store',
  file: `store/screenshots/${file}.png`,
  theme,
  from: { shot },
});

export const keptPictures: readonly Kept[] = [
  { of: 'docs', file: 'docs/panel.png', theme: 'light', from: { shot: 'checked' } },
  { of: 'docs', file: 'docs/replay.png', theme: 'dark', from: { shot: 'replay' } },
  {
    of: 'docs',
    file: 'docs/versions.png',
    theme: 'light',
    from: { state: 'versions', part: '.versions', width: 860, height: 400 },
  },
  {
    of: 'docs',
    file: 'docs/popup.png',
    theme: 'light',
    from: { state: 'popup:diagnosis', part: null, width: 380, height: 345 },
  },
  store('1-why-the-save-was-refused', 'checked'),
  store('2-both-edits-side-by-side', 'replay'),
  store('3-saved', 'saved'),
  store('4-dark', 'checked', 'dark'),
];
