import { parseSighting } from '../capture/parse-sighting.ts';
import type { Sighting } from '../capture/sighting.ts';

/** `storage.session`, as far as it is needed here. */
export type PlacesArea = {
  readonly get: (keys: string[]) => Promise<{ readonly [key: string]: unknown }>;
  readonly set: (items: { readonly [key: string]: unknown }) => Promise<void>;
  readonly remove: (keys: string[]) => Promise<void>;
};

/** What was seen and is not in the store yet, where the next background finds it: memory of this browser session. */
export type Unwritten = {
  /**
   * Puts a sighting down before anything else happens to it. A later one of the same request takes its place.
   * @returns lets it go, when it is in the store
   */
  readonly hold: (sighting: Sighting) => () => void;
  /** What the background before this one could not write any more, and what lets that go. */
  readonly left: Promise<{ readonly sightings: readonly Sighting[]; readonly letGo: () => void }>;
};

/** Places; while all are taken nothing more is put down. */
const places = Array.from({ length: 64 }, (_, at) => `unwritten.${at}`);
/** Longest body that is put down with it, characters. */
const longestBody = 64 * 1024;

const ignore = () => undefined;

/** Call it in the first tick of the background. */
export function createUnwritten(area: PlacesArea): Unwritten {
  const taken = new Map<string, Sighting>();
  /** Places of what an earlier background left. */
  const leftThere = new Set<string>();
  const letGo = (names: string[]) => {
    if (names.length > 0) void area.remove(names).catch(ignore);
  };
  // Asked before anything is put down, so what is found is of before.
  const left = area.get(places).then(
    (found) => {
      const kept = Object.entries(found).flatMap(([name, value]) => {
        const sighting = parseSighting(value);
        return sighting === null ? [] : [{ name, sighting }];
      });
      for (const { name } of kept) leftThere.add(name);
      return {
        sightings: kept.map(({ sighting }) => sighting),
        letGo() {
          letGo([...leftThere].filter((name) => !taken.has(name)));
          leftThere.clear();
        },
      };
    },
    () => ({ sightings: [], letGo: ignore }),
  );

  // Somewhere among them: until it is known where an earlier background left something that is hardly ever overwritten.
  let next = Math.floor(Math.random() * places.length);
  const freePlace = (): string | null => {
    for (let tried = 0; tried < places.length; tried++) {
      next = (next + 1) % places.length;
      const name = places[next];
      if (name !== undefined && !taken.has(name) && !leftThere.has(name)) return name;
    }
    return null;
  };

  return {
    left,
    hold(sighting) {
      const same = [...taken].find(([, { key }]) => key !== null && key === sighting.key);
      const name = same?.[0] ?? freePlace();
      if (name === null) return ignore;
      taken.set(name, sighting);
      void area.set({ [name]: withoutLongBody(sighting) }).catch(ignore);
      return () => {
        // A later sighting of the same request has taken its place, and is not in the store yet.
        if (taken.get(name) !== sighting) return;
        taken.delete(name);
        letGo([name]);
      };
    },
  };
}

function withoutLongBody(sighting: Sighting): Sighting {
  const { requestBody, ...rest } = sighting;
  if (requestBody?.state !== 'text' && requestBody?.state !== 'base64') return sighting;
  const length = requestBody.state === 'text' ? requestBody.text.length : requestBody.base64.length;
  return length <= longestBody ? sighting : rest;
}
