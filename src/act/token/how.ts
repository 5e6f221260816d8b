import { say } from '../../texts/say.ts';
import type { Candidate } from './find-changed.ts';

const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

const derived: { readonly [form in Candidate['form']['name']]?: string } = {
  quoted: ` ${say`It travels in quotation marks, as in the save.`}`,
  strong: ` ${say`It travels without W/, as in the save.`}`,
  bare: ` ${say`It travels without quotation marks, as in the save.`}`,
  weak: ` ${say`It travels with W/, as in the save.`}`,
  'without-suffix': ` ${say`It travels without the suffix of the content coding, as in the save.`}`,
  within: ` ${say`The text around it stays as it was in the save.`}`,
  next: ` ${say`The save carries the current number plus one.`}`,
};

/** How a token was learnt, in plain words. */
export function describe({ slot, carrier, form, learnt, weight }: Candidate): string {
  const form_ = derived[form.name] ?? '';
  const where = carrier.from.replace(/^(header|body):/, '');
  if (learnt === 'prior')
    return `${say`No earlier read shows it; by its name, ${slot.carrier} goes with ${where}, and that is ${clip(carrier.fresh)} now.`}${form_}`;
  const doubt =
    weight === 0
      ? ` ${say`Its name says nothing; of the values of the save, this one changed most like a version.`}`
      : '';
  return `${say`The save carried ${clip(slot.value)} in ${slot.carrier}; it came from ${where} of the earlier read, and the fresh read gives ${clip(carrier.fresh)}.`}${form_}${doubt}`;
}
