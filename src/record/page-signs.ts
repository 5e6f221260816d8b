import { isVersionName } from '../http/secret-name.ts';

/** How far into a page it is looked, in UTF-16 units, how many signs are kept and how long one may be. */
const farthest = 512 * 1024;
const most = 200;
const longestTag = 2_048;
const longestValue = 100;

/** Versions are numbers, times, hashes and tags: one word, with no blank but the one between date and time. */
const versionLike = /^[\w"'/.:+=-]{1,100}( [\d:.+-]{1,40})?$/;
const asset = /\/wp-content\/(?:plugins|themes)\/[\w./-]{1,200}\?[\w=.&;#-]{0,120}\bver=[\w.+-]{1,40}/;

/**
 * What diagnosis needs of a page that was shown, as markup of its own: hidden fields whose name speaks of a version
 * (the version that a form sends back), and the addresses of a WordPress site's assets (they name the versions of plugins and themes).
 * Nothing else of the page; null where it has none of these. Bounded: one pass from tag to tag.
 */
export function pageSigns(text: string): string | null {
  const found = new Set<string>();
  const end = Math.min(text.length, farthest);
  for (
    let from = text.indexOf('<');
    from !== -1 && from < end && found.size < most;
    from = text.indexOf('<', from + 1)
  ) {
    const tag = text.slice(from, from + longestTag);
    const to = tag.indexOf('>');
    if (to === -1) continue;
    const sign = signOf(tag.slice(0, to + 1));
    if (sign !== null) found.add(sign);
  }
  return found.size === 0 ? null : [...found].join('\n');
}

function signOf(tag: string): string | null {
  if (/^<input\b/i.test(tag)) {
    const [type, name, value] = [attribute(tag, 'type'), attribute(tag, 'name'), attribute(tag, 'value')];
    if (type?.toLowerCase() !== 'hidden' || name === null || value === null) return null;
    if (name.length > longestValue || !isVersionName(name) || !versionLike.test(value)) return null;
    return `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;
  }
  if (!/^<(script|link)\b/i.test(tag)) return null;
  const address = asset.exec(tag)?.[0];
  return address === undefined ? null : `<link href="${escaped(address)}">`;
}

/** The value of an attribute as it is written in a tag; null where the tag has none of that name. */
export function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>"']+))`, 'i').exec(tag);
  return match === null ? null : (match[1] ?? match[2] ?? match[3] ?? null);
}

/** Values were written as markup; only what would end the attribute here is made safe. */
function escaped(value: string): string {
  return value.replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
