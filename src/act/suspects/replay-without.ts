import { trialsOf } from '../../diagnose/facts/suspect-trials.ts';
import type { Act, Choice, Outcome, Without } from '../../messages/acts.ts';
import type { SwitchedBack } from '../../messages/switched-off.ts';
import { say } from '../../texts/say.ts';
import { ActFailure } from '../failure.ts';
import { prepareReplay } from '../replay/prepare.ts';
import { sendReplay } from '../replay/send.ts';
import type { Running } from '../running.ts';
import { theOne, withOff } from './act.ts';
import { openControlRead } from './control-read.ts';
import { notAllowed, replayInWords, stepsToSend } from './words.ts';

/** Prepares a replay; where it names another extension, for sending with that one off. The plan itself is made as ever. */
export async function prepareWithout(
  running: Running,
  { conflict, accepted, corrections, without }: Extract<Act, { act: 'replay-prepare' }>,
): Promise<Outcome> {
  if (without === undefined) return prepareReplay(running, conflict, accepted, corrections);
  const one = await theOne(running, without);
  if (one === null) throw new ActFailure(notAllowed());
  const { byHand } = running.deps.extensions;
  if (!one.enabled && !byHand)
    throw new ActFailure(say`“${one.name}” is off already. Turn it on first, then try again.`);
  const off: Without = { id: one.id, name: one.name, steps: byHand ? stepsToSend(one.name) : [] };
  return prepareReplay(running, conflict, accepted, corrections, off);
}

/**
 * Sends a prepared replay; where its plan names another extension, with that one off while it is sent and confirmed, and says what that
 * showed. The save goes out as every replay: once, under the fresh token.
 */
export async function sendWithout(
  running: Running,
  plan: string,
  choices: { readonly [path: string]: Choice },
): Promise<Outcome> {
  const without = (await running.deps.plans.peek(plan))?.plan.without;
  if (without === undefined) return sendReplay(running, plan, choices);
  const one = await theOne(running, without.id);
  if (one === null) throw new ActFailure(notAllowed());
  const send = () => sendReplay(running, plan, choices);
  if (running.deps.extensions.byHand) {
    if (one.enabled) throw new ActFailure(say`“${one.name}” is still on. Turn it off, then press “Send” again.`);
    return shown(running, await send(), without, null);
  }
  if (!one.enabled) throw new ActFailure(say`“${one.name}” is off already. Turn it on first, then try again.`);
  running.step(say`Turning “${one.name}” off while the save is sent.`);
  const { value, back } = await withOff(running.deps.extensions, one, send);
  return shown(running, value, without, back);
}

/** The outcome with what it showed of the extension. `back`: how it came on again; null where the person switches it. */
async function shown(
  running: Running,
  outcome: Outcome,
  { id, name }: Without,
  back: SwitchedBack | null,
): Promise<Outcome> {
  const state =
    back === null
      ? say`Now turn “${name}” on again.`
      : back === 'still-off'
        ? say`“${name}” could not be turned on again: turn it on in the browser’s list of extensions.`
        : say`“${name}” is on again.`;
  if (!('sent' in outcome) || outcome.sent === null) return { ...outcome, sentence: `${outcome.sentence} ${state}` };
  const said = await saidOf(running.afterwards(), outcome.sent, id, name, back).catch(() => null);
  const sentence = [outcome.sentence, said, state].filter((part) => part !== null).join(' ');
  return { ...outcome, sentence, extension: id };
}

async function saidOf(
  running: Running,
  sent: string,
  id: string,
  name: string,
  back: SwitchedBack | null,
): Promise<string | null> {
  const conflict = (await running.deps.store.exchange(sent))?.parent?.id;
  if (conflict === undefined) return null;
  if (back === 'was-on') {
    // It may have been on when the save went out: a new first read takes back whatever would be said of it.
    await (await openControlRead(running, conflict))('with', { id, name });
    return say`“${name}” was turned on again before that was over, so nothing can be said of it.`;
  }
  await running.seenElsewhere(sent, ({ headers }) => headers.sent);
  const file = await running.deps.store.caseFile(conflict);
  const trial = file ? trialsOf(file).find(({ extension }) => extension.id === id) : undefined;
  return trial === undefined ? null : replayInWords(trial);
}
