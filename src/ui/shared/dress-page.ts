import { say } from '../../texts/say.ts';
import { followTheme } from './theme.ts';

/** Gives a page of the extension its language, its theme and its title, as tabs show it. */
export function dressPage(title: string): void {
  const root = document.documentElement;
  // The language of the texts, which is not always the browser's: each language file names itself here.
  root.lang = say`en`;
  document.title = title;
  followTheme(root);
}
