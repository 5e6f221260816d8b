import type { CaseFile, Finding } from '../../diagnose/contract.ts';
import { headerValue } from '../../http/header-list.ts';
import { isSecretName } from '../../http/secret-name.ts';
import type { Consent, Correction, Outcome, PlanToken, ReplayPlan, Without } from '../../messages/acts.ts';
import { type Exchange, type ExchangeId, requestHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import type { Case } from '../case.ts';
import { editsOf } from '../merge/merge-bodies.ts';
import { isConditional, type Repeatable, repeatable } from '../repeat-headers.ts';
import type { Running } from '../running.ts';
import { shownPlaces } from '../token/correct.ts';
import { handedField } from '../token/handshake.ts';
import type { TokenCarrier } from '../token/plan.ts';
import { canonical } from '../token/spots.ts';
import type { PreparedReplay } from './prepared.ts';

/** What is known once the resource was read anew. */
export type Preparing = {
  readonly running: Running;
  readonly opened: Case;
  /** As of after the fresh read. */
  readonly file: CaseFile;
  /** The refused save with its body. */
  readonly refused: Exchange;
  readonly findings: readonly Finding[];
  readonly accepted: readonly Consent[];
  readonly corrections: readonly Correction[];
  /** Off while it is sent and confirmed. */
  readonly without: Without | null;
  /** The fresh read's exchange. */
  readonly fresh: ExchangeId;
  /** Places that the person corrected in the round before and for which this read shows no value. */
  readonly dropped?: readonly string[];
  /** Origin of the page that read it, as the page says. */
  readonly pageOrigin?: string;
  /** A cache on the way held an old copy: reads go past it. */
  readonly past?: boolean;
};

/** What the person said in the round before and cannot be followed in this one, to stand behind a sentence. */
export function notCarried({ dropped = [] }: Preparing): string {
  if (dropped.length === 0) return '';
  return ` ${say`Your correction of ${dropped.join(', ')} is not carried over from the round before: the fresh read shows no value for it.`}`;
}

/** `tokens`: places that the person may correct. */
export function refuse(sentence: string, needs: Consent | null = null, tokens?: readonly PlanToken[]): Outcome {
  return { act: 'replay-prepare', outcome: 'refused', sentence, needs, ...(tokens === undefined ? {} : { tokens }) };
}

/** The save's header fields without its preconditions, with what the refusal handed over, and a new idempotency key where it had one. */
export async function headersOfSave({ running, refused }: Preparing): Promise<Repeatable> {
  const recorded = requestHeaders(refused) ?? [];
  const secrets = await running.secrets(refused);
  const all = repeatable(recorded, secrets);
  const handed = handedField(refused, secrets);
  const isHanded = (name: string) => name.toLowerCase() === handed?.[0].toLowerCase();
  return {
    ...all,
    lost: all.lost.filter((name) => !isHanded(name)),
    headers: [
      ...all.headers
        .filter(([name]) => !isConditional(name) && !isHanded(name))
        .map(([name, value]) => [name, /^(x-)?idempotency-key$/i.test(name) ? crypto.randomUUID() : value] as const),
      ...(handed === null ? [] : [handed]),
    ],
  };
}

/** Why the save cannot be sent as it was, or null. */
export function refusedByHeaders({ lost }: Repeatable): string | null {
  if (lost.length === 0) return null;
  return say`The page sent ${lost.join(', ')} with the save, and Resave does not keep such secrets. Save again in the page, then replay at once.`;
}

/** What the refusal handed over, as it is shown: the value itself may be a secret. */
async function handedPlaces(running: Running, refused: Exchange): Promise<PlanToken[]> {
  const handed = handedField(refused, await running.secrets(refused));
  if (handed === null) return [];
  const [name, value] = handed;
  const show = (text: string) => (isSecretName(name) ? say`(kept in memory only)` : text);
  const sent = headerValue(requestHeaders(refused), name);
  return [
    {
      carrier: `header:${canonical(name)}`,
      stale: sent === null ? null : show(sent),
      fresh: show(value),
      by: 'seen',
      how: say`The refusal handed it over.`,
      on: true,
    },
  ];
}

/** Keeps the plan for “Send” and hands it to the person. */
export async function ready(
  context: Preparing,
  headers: Repeatable,
  rest: Pick<PreparedReplay, 'kind' | 'token' | 'bodies' | 'fresh'> &
    Pick<ReplayPlan, 'fields'> & {
      readonly base: Exchange | null;
      readonly shownToken: ReplayPlan['token'];
      readonly off?: readonly TokenCarrier[];
    },
  sentence: string,
): Promise<Outcome> {
  const { running, opened, refused, fresh, pageOrigin, without, past = false } = context;
  const { target } = opened;
  const plan: ReplayPlan = {
    id: crypto.randomUUID(),
    conflict: refused.id,
    method: refused.method,
    url: refused.url,
    base: rest.base?.id ?? null,
    fresh,
    token: rest.shownToken,
    tokens: [
      ...(rest.token === null ? [] : shownPlaces(rest.token, rest.off)),
      ...(await handedPlaces(running, refused)),
    ],
    fields: rest.fields,
    edits: rest.bodies === null ? 'text' : editsOf(rest.bodies),
    notReplayed: headers.notReplayed,
    // What is shown goes through messages and onto the screen.
    headers: headers.headers.map(([name, value]) => [name, isSecretName(name) ? say`(kept in memory only)` : value]),
    ...(without === null ? {} : { without }),
  };
  await running.deps.plans.put({
    plan,
    kind: rest.kind,
    request: {
      url: refused.url,
      headers: headers.headers,
      body: refused.requestBody.state === 'kept' ? refused.requestBody.data : null,
      credentials: target.credentials,
      crossOrigin: target.crossOrigin,
      ...(pageOrigin === undefined ? {} : { pageOrigin }),
    },
    read: { url: target.url, headers: opened.asThePage.headers, past },
    token: rest.token,
    bodies: rest.bodies,
    fresh: rest.fresh,
  });
  return { act: 'replay-prepare', outcome: 'ready', sentence: sentence + notCarried(context), plan };
}
