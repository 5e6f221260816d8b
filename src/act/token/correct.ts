import { bareTag, parseTagList } from '../../http/entity-tag.ts';
import type { Correction, PlanToken } from '../../messages/acts.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { readPath } from '../merge/path.ts';
import { isConditional, isForbidden } from '../repeat-headers.ts';
import { applyToken } from './apply-token.ts';
import { nextOf } from './forms.ts';
import type { TokenCarrier, TokenPlan } from './plan.ts';
import { type Slot, slotsOf } from './slots.ts';
import { canonical, type Spot, spotsOf } from './spots.ts';

/** What came of a person's corrections. `unseen`: it may go on once the person knows that no read shows the value. */
export type Corrected =
  | { readonly ok: true; readonly token: TokenPlan; readonly off: readonly TokenCarrier[] }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly unseen: boolean;
      /** The places as the person has put them. */
      readonly places: readonly PlanToken[];
    };

/**
 * The token as the person corrected it. Their word stands above what was learnt, but for what would let a save go out unconditionally:
 * a value that matches anything, no value, no place at all, or the page's own precondition left out. Pure.
 * @param learnt the places found by themselves, none where nothing was
 * @param knowsUnseen the person agreed to a value that no read shows
 */
export function correct(
  refused: Exchange,
  fresh: Exchange,
  learnt: TokenPlan | readonly TokenCarrier[],
  corrections: readonly Correction[],
  knowsUnseen: boolean,
): Corrected {
  const plan = 'carriers' in learnt ? learnt : null;
  const known = plan?.carriers ?? ('carriers' in learnt ? [] : learnt);
  const words = new Map(corrections.map((word) => [plain(word.carrier), word]));
  const slots = slotsOf(refused);
  const spots = [...spotsOf(fresh).values()];
  const on: TokenCarrier[] = [];
  const off: TokenCarrier[] = [];
  const unseen: string[] = [];
  const places: PlanToken[] = [];
  let stop: string | null = null;

  for (const place of [...known, ...added(known, [...words], slots)]) {
    const word = words.get(place.carrier);
    const value = (word?.fresh ?? place.fresh).trim();
    const isOff = word?.on === false;
    const byPerson = word !== undefined && (isOff || value !== place.fresh || place.by === 'person');
    const spot = spots.find((one) => one.value === value) ?? spots.find((one) => shows(one, value));
    const said: TokenCarrier = byPerson
      ? {
          ...place,
          fresh: value,
          number: place.number || (place.stale === null && spot?.number === true),
          from:
            value === place.fresh && place.by !== 'person' ? place.from : (spot?.place ?? `person:${place.carrier}`),
          by: 'person',
          asRead: spot?.value === value,
          ...(word.carried === true ? { carried: true } : {}),
          how: howSaid(word, isOff),
        }
      : place;
    places.push(shownPlace(said, plan, !isOff));
    if (isOff) {
      stop ??= mayBeOff(place);
      off.push(said);
      continue;
    }
    on.push(said);
    if (!byPerson) continue;
    stop ??= wrongPlace(place.carrier) ?? wrongValue(place.carrier, value, spot);
    if (spot === undefined) unseen.push(value);
  }

  const refuse = (reason: string, isUnseen = false): Corrected => ({ ok: false, reason, unseen: isUnseen, places });
  if (stop !== null) return refuse(stop);
  const [first, ...rest] = on;
  if (first === undefined)
    return refuse(say`No place is left for the version. Without one the save could overwrite what others saved.`);
  if (on.every(({ stale, fresh: value }) => value === stale))
    return refuse(say`This is the version that was refused. Sent again it would only be refused again.`);
  const token: TokenPlan = {
    ok: true,
    carriers: [first, ...rest],
    learnt: plan?.learnt ?? 'prior',
    how: first.how ?? plan?.how ?? '',
  };
  const unfit = unfitting(token, refused);
  if (unfit !== null) return refuse(unfit);
  if (unseen.length > 0 && !knowsUnseen)
    return refuse(
      say`The fresh read does not show ${unseen.join(', ')}. If that is a newer version than the one that was read, your save would undo what lies between the two.`,
      true,
    );
  return { ok: true, token, off };
}

/** A plan's places as they are shown. */
export function shownPlaces(plan: TokenPlan, off: readonly TokenCarrier[] = []): PlanToken[] {
  return [
    ...plan.carriers.map((place) => shownPlace(place, plan, true)),
    ...off.map((place) => shownPlace(place, plan, false)),
  ];
}

export function shownPlace(place: TokenCarrier, plan: TokenPlan | null, on: boolean): PlanToken {
  const { carrier, stale, fresh, by = plan?.learnt ?? 'prior', how = plan?.how ?? '' } = place;
  return {
    carrier,
    stale,
    fresh,
    by,
    how,
    on,
    ...(place.asRead === true ? { from: place.from } : {}),
    ...(place.carried === true ? { carried: true } : {}),
  };
}

function howSaid({ carried }: Correction, isOff: boolean): string {
  if (carried === true)
    return isOff
      ? say`You switched it off in the round before.`
      : say`You said so in the round before; the value is what the fresh read shows there now.`;
  return isOff ? say`You switched it off.` : say`You said so.`;
}

/**
 * What was said in the round before, with the values of this round's read: one that was typed then is old now.
 * `dropped`: places for which the fresh read shows no value.
 */
export function carriedOver(
  corrections: readonly Correction[],
  fresh: Exchange,
): { readonly words: readonly Correction[]; readonly dropped: readonly string[] } {
  if (corrections.every(({ from }) => from === undefined)) return { words: corrections, dropped: [] };
  const spots = spotsOf(fresh);
  const words: Correction[] = [];
  const dropped: string[] = [];
  for (const word of corrections) {
    const value = word.from === undefined || word.fresh !== null ? word.fresh : spots.get(word.from)?.value;
    if (value === undefined) dropped.push(word.carrier);
    else words.push({ ...word, fresh: value });
  }
  return { words, dropped };
}

function added(
  known: readonly TokenCarrier[],
  words: readonly (readonly [carrier: string, Correction])[],
  slots: readonly Slot[],
): TokenCarrier[] {
  return words
    .filter(([carrier]) => !known.some((place) => place.carrier === carrier))
    .map(([carrier, { fresh }]) => {
      const slot = slots.find((one) => one.carrier === carrier);
      const base = { carrier, stale: slot?.value ?? null, number: slot?.number ?? false };
      return { ...base, fresh: fresh ?? '', from: `person:${carrier}`, by: 'person' };
    });
}

/** Names of header fields know no case (RFC 9110 §5.1); places are spelled in one way. */
function plain(carrier: string): string {
  const colon = carrier.indexOf(':');
  const [via, name] = [carrier.slice(0, colon).trim(), carrier.slice(colon + 1).trim()];
  return via === 'header' ? `header:${canonical(name.toLowerCase())}` : `${via}:${name}`;
}

/** Whether a place of the read shows this value, as it is or as saves spell it. */
function shows(spot: Spot, value: string): boolean {
  if (spot.value === value || nextOf(spot.value) === value) return true;
  if (spot.value.length >= 4 && value.includes(spot.value)) return true;
  return bareTag(spot.value) !== '' && bareTag(spot.value) === bareTag(value);
}

const preconditions = /^header:(if-match|if-unmodified-since|if)$/i;

/** The page's own precondition is what the server compares; without it the save would go out unconditionally. */
function mayBeOff({ carrier, stale }: TokenCarrier): string | null {
  if (stale === null || !preconditions.test(carrier)) return null;
  return say`The page sent ${carrier.slice(7)} itself. Without it the save could overwrite what others saved, so it stays.`;
}

/** Parameters and members that tell servers to overwrite whatever stands there. */
const forceful = /^(force|forced|overwrite|replace|ignore[-_]?\w*)$/i;

/** Why no version can travel there, or null. */
function wrongPlace(carrier: string): string | null {
  const colon = carrier.indexOf(':');
  const [via, name] = [carrier.slice(0, colon), carrier.slice(colon + 1)];
  if (name.trim() === '') return say`Name the place at which the version travels.`;
  if (via === 'header') {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return say`${name} is no name of a header field.`;
    if (isForbidden(name)) return say`A page cannot set ${name}; only the browser can.`;
    if (isConditional(name) && !preconditions.test(carrier))
      return say`${name} does not protect what others saved. Use If-Match.`;
    return null;
  }
  if (via === 'body') {
    const path = readPath(name);
    if (path === null || path.length === 0)
      return say`${name} is no place in a JSON body. Write it as $.field or $.list[0].field.`;
    return forceful.test(String(path.at(-1))) ? say`${name} could tell the server to overwrite.` : null;
  }
  if (via !== 'query' && via !== 'form' && via !== 'patch') return say`${carrier} is no place that is known.`;
  return forceful.test(name) ? say`${name} could tell the server to overwrite.` : null;
}

/** Why this value protects nobody's work, or null. */
function wrongValue(carrier: string, value: string, spot: Spot | undefined): string | null {
  if (value === '') return say`The version in ${carrier} is empty. An empty version is compared with nothing.`;
  if (value.length > 2_000) return say`The version in ${carrier} is too long to be one.`;
  if ([...value].some((c) => c < ' ' || c === '\u007f')) return say`A version has no line breaks.`;
  if (/^(W\/)?["']?\*["']?$/.test(value))
    return say`An asterisk matches any version, so the save would overwrite whatever stands there.`;
  if (!carrier.startsWith('header:')) return null;
  if (/^header:if-match$/i.test(carrier)) {
    const tags = parseTagList(value);
    const isAny = tags === '*' || value.split(',').some((part) => part.trim() === '*');
    if (isAny || tags.length !== 1)
      return say`Name one version in If-Match. Several, or an asterisk, would match what nobody has looked at.`;
  }
  if (/^header:if-unmodified-since$/i.test(carrier) && spot?.value !== value)
    return say`If-Unmodified-Since takes the date that the fresh read shows. A later one would match any version.`;
  if (/^header:if$/i.test(carrier) && /\bnot\b/i.test(value))
    return say`A condition with Not may hold for any version.`;
  return null;
}

/** Whether everything finds its place in the save as it was. */
function unfitting(token: TokenPlan, { url, headers, requestBody }: Exchange): string | null {
  const body = requestBody.state === 'kept' ? requestBody.data : null;
  try {
    applyToken(token, { url, headers: headers.sent ?? headers.set ?? [], body });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
