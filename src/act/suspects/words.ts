import type { Trial } from '../../diagnose/facts/suspect-trials.ts';
import { say } from '../../texts/say.ts';

/** What a trial showed, in words. Never more than the two reads show. */
export function trialInWords(trial: Trial): string {
  const { name } = trial.extension;
  if (trial.verdict === 'unsettled')
    return trial.why === 'not-reproduced'
      ? say`Reading does not show it: nothing was changed on the way, with “${name}” on or off. It may still change saves: turn it off by hand, save in the page, and turn it on again.`
      : say`The reads do not show it: what became of them on the way was not seen. Watch this site or open DevTools, then try again.`;
  const [field] = trial.fields;
  if (trial.verdict === 'likely')
    return say`Most likely it is “${name}”: with it off, ${field.name} arrived as it was set; on the refused save it was changed on the way.`;
  if (trial.verdict === 'cleared')
    return say`It is not “${name}”: with it off, ${field.name} is changed on the way all the same.`;
  return say`It is “${name}”: with it on, ${field.name} is changed on the way; with it off, it is not.`;
}

export const notAllowed = () =>
  say`The browser does not let Resave see the other extensions. Allow it, or take it back, at any time in the browser’s settings.`;

/** What a replay showed, in words: it cannot be repeated with the extension on, as a read can. */
export function replayInWords(trial: Trial): string {
  if (trial.verdict !== 'unsettled') return trialInWords(trial);
  const { name } = trial.extension;
  return trial.why === 'not-seen'
    ? say`What became of the request on its way was not seen, so nothing can be said of “${name}”.`
    : say`The refused save shows no change on its way that this one lacks, so nothing can be said of “${name}”.`;
}

/** How to switch an extension off in Firefox, where no other extension may, and send a replay meanwhile. */
export function stepsToSend(name: string): readonly string[] {
  const [open = '', off = '', , on = ''] = stepsByHand(name);
  return [open, off, say`Come back here and press “Send”.`, on];
}

/** How to switch an extension off in Firefox, where no other extension may. */
export function stepsByHand(name: string): readonly string[] {
  return [
    say`Open a new tab and go to ${'about:addons'}.`,
    say`Choose “Extensions” and turn “${name}” off with its switch.`,
    say`Come back here and press “I turned it off: check again”.`,
    say`Afterwards turn “${name}” on again in the same place.`,
  ];
}
