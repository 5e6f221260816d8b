import type { Carrier } from '../../messages/acts.ts';

/** One place of the save at which the token travels. */
export type TokenCarrier = {
  /** `header:If-Match`, `query:rev`, `body:$._rev`, `form:lock_version`, `patch:/rev`. */
  readonly carrier: Carrier;
  /** What the refused save carried; null where it carried none. */
  readonly stale: string | null;
  /** What is to be put there. */
  readonly fresh: string;
  /** In a JSON body: written as a number, not as text. */
  readonly number: boolean;
  /** Where the current value was read: `header:ETag`, `body:$._rev`; `refusal:$.currentVersion` where only the refusal named it. */
  readonly from: string;
  /** How this place was learnt, where it is not the plan's own sentence. */
  readonly how?: string;
  /** Left out: as the whole plan was learnt. */
  readonly by?: 'person';
  /** The person's value stands at `from` just as it is sent. */
  readonly asRead?: boolean;
  /** The person said so in the round before. */
  readonly carried?: boolean;
};

/** How much stands behind a plan. `seen`: the value was seen to change at that place; `prior`: only its name or a standard says so. */
export type Learnt = 'seen' | 'prior';

export type TokenPlan = {
  readonly ok: true;
  /** All places that need the fresh value; the one that the server most likely compares comes first. */
  readonly carriers: readonly [TokenCarrier, ...TokenCarrier[]];
  readonly learnt: Learnt;
  /** How it was learnt, in plain words. */
  readonly how: string;
};

export type TokenRefusal = {
  readonly ok: false;
  readonly code: /** The resource is not there any more (404, 410). */
    | 'gone'
    /** The fresh read was not a plain success. */
    | 'not-read'
    /** The server still holds the version that the save named. */
    | 'same-token'
    /** The save named no version on purpose (If-Match: *, If-None-Match: *). */
    | 'no-version-named'
    /** Nothing that looks like a version travels with this save. */
    | 'no-token'
    /** Several values could be it and nothing tells them apart. */
    | 'ambiguous'
    /** The save was not kept whole. */
    | 'not-kept'
    /** What the person said of the places cannot be followed. */
    | 'correction';
  /** What is so and what to do, for the person. */
  readonly reason: string;
  /** Places that came into question, for the person to correct. */
  readonly places?: readonly TokenCarrier[];
};

export function refuse(code: TokenRefusal['code'], reason: string, places: readonly TokenCarrier[] = []): TokenRefusal {
  return { ok: false, code, reason, ...(places.length === 0 ? {} : { places }) };
}
