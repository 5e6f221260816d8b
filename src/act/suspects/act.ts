import { type Tried, trialsOf } from '../../diagnose/facts/suspect-trials.ts';
import type { Outcome } from '../../messages/acts.ts';
import type { SwitchedBack } from '../../messages/switched-off.ts';
import type { ExchangeId } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { ActFailure } from '../failure.ts';
import type { Running } from '../running.ts';
import { openControlRead } from './control-read.ts';
import type { Extensions } from './extensions.ts';
import type { Installed } from './installed.ts';
import { rank } from './rank.ts';
import { notAllowed, stepsByHand, trialInWords } from './words.ts';

/** Names the extensions that could have changed the save’s requests. Sends nothing. */
export async function suspects(running: Running, conflict: ExchangeId): Promise<Outcome> {
  const { extensions, store } = running.deps;
  const installed = await extensions.others();
  if (installed === null) return { act: 'suspects', outcome: 'not-allowed', sentence: notAllowed() };
  const refused = await store.exchange(conflict);
  if (!refused) throw new ActFailure(say`This conflict is no longer kept. Save again in the page to get a new one.`);
  const found = rank(installed, refused.url);
  return {
    act: 'suspects',
    outcome: 'named',
    sentence: howMany(found.length, installed.length),
    suspects: found,
    byHand: extensions.byHand,
  };
}

function howMany(found: number, all: number): string {
  if (all === 0) return say`No other extension is installed in this browser.`;
  if (found === 0)
    return say`None of the other extensions (${all}) may change requests to this site. A proxy or a security program of this computer still could.`;
  return found === 1
    ? say`One extension may change requests to this site.`
    : say`${found} extensions may change requests to this site. The likeliest stands first.`;
}

export async function theOne(running: Running, id: string): Promise<Installed | null> {
  const installed = await running.deps.extensions.others();
  if (installed === null) return null;
  const one = installed.find((other) => other.id === id);
  if (one === undefined) throw new ActFailure(say`This extension is no longer installed.`);
  return one;
}

/**
 * “Turn off and try again”: a read with the extension on, one with it off, and the extension on again. Where the browser lets no
 * extension switch another, the first read and the steps for the person.
 */
export async function tryWithout(running: Running, conflict: ExchangeId, id: string): Promise<Outcome> {
  const { extensions } = running.deps;
  const one = await theOne(running, id);
  if (one === null) return { act: 'try-without', outcome: 'not-allowed', sentence: notAllowed() };
  const { name } = one;
  if (!one.enabled) throw new ActFailure(say`“${name}” is off already. Turn it on first, then try again.`);
  const read = await openControlRead(running, conflict);
  running.step(say`Reading with “${name}” on.`);
  const before = await read('with', one);
  const byHand = (sentence: string): Outcome => ({
    act: 'try-without',
    outcome: 'by-hand',
    sentence,
    extension: id,
    steps: stepsByHand(name),
    exchanges: [before].flatMap((each) => each ?? []),
  });
  if (extensions.byHand) return byHand(say`Firefox lets only you turn “${name}” off. The first read is made; now:`);
  running.step(say`Turning “${name}” off for a moment, and reading again.`);
  const { value: after, back } = await withOff(extensions, one, () => read('without', one));
  if (back === 'was-on') {
    // The read may have been made with it on: a new first read takes back whatever the two would say.
    await read('with', one);
    throw new ActFailure(
      say`“${name}” was turned on again before the read was over, because the browser ended Resave’s background. Nothing can be said of it. Try again.`,
    );
  }
  return judged(running, 'try-without', conflict, one, [before, after], back === 'on');
}

/** Does something while an extension is off. Whatever becomes of it, the extension is switched on again. */
export async function withOff<T>(
  { switchOff, switchOn }: Extensions,
  { id, name }: Installed,
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly back: SwitchedBack }> {
  if (!(await switchOff({ id, name })))
    throw new ActFailure(say`The browser does not let Resave turn “${name}” off. Nothing was changed.`);
  // The background may be ending just now; its next start switches on what the journal holds.
  const bringBack = () => switchOn({ id, name }).catch((): SwitchedBack => 'was-on');
  let value: T;
  try {
    value = await work();
  } catch (error) {
    await bringBack();
    throw error;
  }
  return { value, back: await bringBack() };
}

/** The person says that the extension is off: reads again and compares with the read before. */
export async function checkWithout(running: Running, conflict: ExchangeId, id: string): Promise<Outcome> {
  const one = await theOne(running, id);
  if (one === null) return { act: 'check-without', outcome: 'not-allowed', sentence: notAllowed() };
  if (one.enabled) throw new ActFailure(say`“${one.name}” is still on. Turn it off, then check again.`);
  const read = await openControlRead(running, conflict);
  running.step(say`Reading with “${one.name}” off.`);
  const after = await read('without', one);
  return judged(running, 'check-without', conflict, one, [after], null);
}

/** `backOn`: whether Resave could switch it on again; null where the person has to. */
async function judged(
  running: Running,
  act: 'try-without' | 'check-without',
  conflict: ExchangeId,
  one: Tried,
  reads: readonly (ExchangeId | null)[],
  backOn: boolean | null,
): Promise<Outcome> {
  const file = await running.deps.store.caseFile(conflict);
  const trial = file ? trialsOf(file).find(({ extension }) => extension.id === one.id) : undefined;
  if (trial === undefined)
    throw new ActFailure(say`The reads could not be kept, so nothing can be said of “${one.name}”.`);
  const after =
    backOn === null
      ? say`Now turn “${one.name}” on again.`
      : backOn
        ? say`“${one.name}” is on again.`
        : say`“${one.name}” could not be turned on again: turn it on in the browser’s list of extensions.`;
  return {
    act,
    outcome: 'tried',
    verdict: trial.verdict,
    sentence: `${trialInWords(trial)} ${after}`,
    extension: one.id,
    exchanges: reads.flatMap((each) => each ?? []),
  };
}
