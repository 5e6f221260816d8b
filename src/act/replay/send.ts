import { trialNote } from '../../diagnose/facts/suspect-trials.ts';
import { disguisedRefusal } from '../../diagnose/watch/disguise.ts';
import { isSuccess } from '../../http/status.ts';
import type { Choice, Outcome } from '../../messages/acts.ts';
import type { PageRequest } from '../../messages/protocol.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { ActFailure, whyNoAnswer } from '../failure.ts';
import type { Reading, Running } from '../running.ts';
import { timedBy } from '../served-by.ts';
import { answered } from './answered.ts';
import { compose } from './compose.ts';
import { type Confirmed, confirm, unread } from './confirm.ts';
import { changedOnItsWay, doubtOf } from './doubt.ts';
import { judge, type Sent, type WhyNone } from './judge.ts';
import type { PreparedReplay } from './prepared.ts';
import { roundsOf } from './repeat.ts';
import { joinedAnswer, seenAnswer } from './seen-answer.ts';
import { tokenOf } from './state.ts';
import { ledTo } from './the-resource.ts';

/** Milliseconds that a save may take. */
const sendTimeout = 30_000;

/** Sends a prepared replay once, then reads the resource and says what the server holds. */
export async function sendReplay(
  running: Running,
  id: string,
  choices: { readonly [path: string]: Choice },
): Promise<Outcome> {
  const { plans } = running.deps;
  running.step(say`Putting the merged save together.`);
  const prepared = await plans.peek(id);
  if (prepared === null) throw new ActFailure(sentences.noPlan);
  const composed = compose(prepared, choices);
  if (!composed.ok) {
    if (!composed.nothing) throw new ActFailure(composed.reason);
    await plans.take(id);
    return ended('not-saved', composed.reason, null, null, null, null);
  }
  if (prepared.kind === 'repeat') await refuseTwice(running, prepared);
  running.step(say`Sending your save under the fresh version.`);
  // From here on the plan is spent, so that nothing can send it twice.
  if ((await plans.take(id)) === null) throw new ActFailure(sentences.noPlan);
  running.checkpoint();
  const { request: at, plan } = prepared;
  const request: PageRequest = {
    ...composed.request,
    method: plan.method,
    cache: 'no-store',
    credentials: at.credentials,
    ...(at.pageOrigin === undefined ? {} : { pageOrigin: at.pageOrigin }),
    timeout: sendTimeout,
  };
  const since = running.deps.clock.now();
  const { journal } = running.deps;
  const sent = { url: request.url, body: request.body };
  await journal.begin({ run: running.run, tabId: running.tabId, at: since, prepared, sent });
  const { result, exchange } = await running.send(request, {
    conflict: plan.conflict,
    role: 'replay-send',
    note: plan.without === undefined ? plan.token.carrier : trialNote('without', plan.without),
    crossOrigin: at.crossOrigin,
  });
  const finish = async (outcome: Outcome): Promise<Outcome> => {
    await journal.end({ run: running.run, conflict: plan.conflict, outcome });
    return outcome;
  };
  if (!result.ok && result.begun === false) {
    await plans.put(prepared);
    const why = result.why === 'cancelled' ? say`Cancelled.` : whyNoAnswer(result, at.crossOrigin);
    const failed: Outcome = {
      act: 'replay-send',
      outcome: result.why === 'cancelled' ? 'cancelled' : 'failed',
      sentence: say`Nothing was sent. ${why}`,
    };
    return finish(failed);
  }
  // What became of it is looked up although the person cancelled: it may have arrived.
  const after = running.afterwards();
  if (result.ok) {
    const reading: Reading = { exchange, answer: result, by: timedBy(result.timing) };
    const answer = await answered(after, request, reading).catch(() => null);
    const told_ = answer === null ? { status: result.status } : told(answer);
    const token = answer === null ? null : tokenOf(prepared, answer);
    const led = ledTo(request.url, result);
    const changed = await changedOnItsWay(after, prepared, exchange).catch(() => null);
    const doubt =
      answer === null ? null : await doubtOf(after, prepared, answer, result.status, changed).catch(() => null);
    const heard = { answer: 'status', ...told_, token, led, changed, doubt } as const;
    return finish(await conclude(after, prepared, request.body, heard, exchange));
  }
  const why: WhyNone = result.why === 'network' ? 'broken' : result.why === 'cancelled' ? 'cancelled' : 'late';
  return finish(await unheard(after, prepared, sent, since, why, exchange));
}

/** Nothing but this keeps a POST without a version from taking effect twice. @throws ActFailure where another round of it went through */
async function refuseTwice({ deps }: Running, { plan }: PreparedReplay): Promise<void> {
  const file = await deps.store.caseFile(plan.conflict).catch(() => null);
  if (file && roundsOf(file).some(({ status }) => isSuccess(status))) throw new ActFailure(sentences.noPlan);
}

/**
 * What became of a save whose answer its page did not tell: another source may have seen it, and the resource shows it.
 * @param since when it was sent, epoch milliseconds
 */
export async function unheard(
  running: Running,
  prepared: PreparedReplay,
  sent: { readonly url: string; readonly body: string | null },
  since: number,
  why: WhyNone,
  exchange: string | null,
): Promise<Outcome> {
  const { method, conflict, token } = prepared.plan;
  const look = { method, url: sent.url, since, conflict, note: token.carrier };
  // To the page an answer that it may not read (CORS) looks like a broken connection: then only what was joined with this very request counts.
  const seen = await (why === 'broken' ? joinedAnswer(running, exchange) : seenAnswer(running, look)).catch(() => null);
  if (seen === null) return conclude(running, prepared, sent.body, { answer: 'none', why }, exchange);
  const answer = { answer: 'status', ...told(seen), token: tokenOf(prepared, seen) } as const;
  return conclude(running, prepared, sent.body, answer, exchange ?? seen.id);
}

/** Reads the resource, says what the server holds, and lets the work go where it is saved. */
async function conclude(
  running: Running,
  prepared: PreparedReplay,
  body: string | null,
  sent: Sent,
  exchange: string | null,
): Promise<Outcome> {
  let confirmed: Confirmed = unread;
  try {
    running.step(say`Reading again to see what the server holds.`);
    confirmed = await confirm(running, prepared, body, sent);
  } catch {
    // Cancelled once more, or the store failed: what the server answered to the save still counts.
  }
  const verdict = judge(sent, confirmed.held, confirmed.strange);
  // What cannot be written down must not cost the person the outcome: then the work stays listed.
  if (verdict.outcome === 'saved' || verdict.outcome === 'already-saved')
    await running.deps.letGo(prepared.plan.conflict).catch(() => undefined);
  return ended(
    verdict.outcome,
    verdict.sentence,
    sent.answer === 'status' ? (sent.under ?? sent.status) : null,
    confirmed.held?.token ?? (sent.answer === 'status' ? sent.token : null),
    exchange,
    confirmed.read?.id || null,
  );
}

/** The status that the answer means: a conflict under 200 is no save. */
function told(answer: Exchange): { status: number; under?: number } {
  const status = answer.status ?? 0;
  const disguise = disguisedRefusal(answer);
  return disguise === null ? { status } : { status: disguise.means, under: status };
}

const sentences = {
  noPlan: say`This replay was sent already, or is too old. Prepare it anew; that reads what the server holds now.`,
} as const;

function ended(
  outcome: Extract<Outcome, { token: string | null }>['outcome'],
  sentence: string,
  status: number | null,
  token: string | null,
  sent: string | null,
  confirmed: string | null,
): Outcome {
  return { act: 'replay-send', outcome, sentence, status, token, sent, confirmed };
}
