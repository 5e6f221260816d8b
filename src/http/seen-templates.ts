import { pathTemplate } from './path-template.ts';

/** So many different numbers at one place may still be names of their own: `strict-409`, `strict-412`, `strict-428`. */
const mostNames = 3;
/** Places that are told apart. */
const mostPlaces = 5_000;

/**
 * Templates of the paths of whole sites. Whether a word with a number names one thing (`strict-409`) or one of many (`order-42`) is
 * told by what was seen: from the fourth number on at one place it is an identifier. So a path may get another template later:
 * who has counted under the first ones asks again with those, at the end. Holds at most 5,000 places; beyond these a number is an identifier.
 */
export function createTemplates(): (site: string, url: string) => string {
  /** Segments seen at a place; null: it varies. */
  const places = new Map<string, Set<string> | null>();
  return (site, url) =>
    pathTemplate(url, (made, segment, before) => {
      const place = `${site}${before}/${made}`;
      const seen = places.get(place) ?? new Set();
      if (places.get(place) === null || (!places.has(place) && places.size >= mostPlaces)) return made;
      seen.add(segment);
      places.set(place, seen.size > mostNames ? null : seen);
      return seen.size > mostNames ? made : segment;
    });
}
