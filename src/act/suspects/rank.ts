import type { Suspect } from '../../messages/acts.ts';
import { say } from '../../texts/say.ts';
import { reachOf } from './host-access.ts';
import type { Installed } from './installed.ts';

/** More than these nobody tries one after the other. */
const most = 20;

type Power = { readonly weight: number; readonly reason: string };

/**
 * What an extension’s permissions let it do to header fields on their way. Chromium lets only policy-installed extensions block by
 * webRequest (Manifest V3); Firefox lets all that have `webRequestBlocking`.
 */
function powers(permissions: readonly string[]): readonly Power[] {
  const has = (name: string) => permissions.includes(name);
  const found: Power[] = [];
  if (has('declarativeNetRequest') || has('declarativeNetRequestWithHostAccess'))
    found.push({ weight: 40, reason: say`It may change what pages send and get, by rules.` });
  if (has('webRequest') && (has('webRequestBlocking') || has('webRequestAuthProvider')))
    found.push({ weight: 40, reason: say`It may change what pages send and get, while it passes.` });
  if (has('debugger')) found.push({ weight: 25, reason: say`It may take hold of a page as the developer tools do.` });
  if (has('proxy'))
    found.push({ weight: 20, reason: say`It may send everything through another computer, which could change it.` });
  return found;
}

/** Words by which extensions of this sort describe themselves. */
const speaksOfHeaders = /\b(headers?|etags?|if-match|cors|user-agent|requests?|referr?er|no-?cache|cache)\b/i;

/**
 * Extensions that could have changed a request to `url`, the likeliest first: by what they are permitted, by the sites that they may
 * touch, and by what they say of themselves. Those that are switched off did not do it.
 */
export function rank(installed: readonly Installed[], url: string): readonly Suspect[] {
  return installed
    .flatMap((one) => {
      const reach = reachOf(one.hostPermissions, url);
      const able = powers(one.permissions);
      const [first, ...more] = able;
      if (!one.enabled || reach === 'none' || first === undefined) return [];
      const says = speaksOfHeaders.test(`${one.name} ${one.description}`);
      const reasons: Suspect['reasons'] = [
        first.reason,
        ...more.map(({ reason }) => reason),
        reach === 'this-site'
          ? say`It was made for this site, or for few sites with this one among them.`
          : say`It may touch every site.`,
        ...(says ? [say`It says of itself that it deals with requests or headers.`] : []),
        ...(one.mayDisable ? [] : [say`A policy of this computer keeps it on.`]),
      ];
      const weight = first.weight + more.length + (reach === 'this-site' ? 10 : 0) + (says ? 5 : 0);
      const { id, name, version, enabled, mayDisable } = one;
      return [{ weight, suspect: { id, name, version, enabled, mayBeSwitched: mayDisable, reasons } }];
    })
    .sort((a, b) => b.weight - a.weight || a.suspect.name.localeCompare(b.suspect.name))
    .slice(0, most)
    .map(({ suspect }) => suspect);
}
