import { say } from '../../texts/say.ts';
import type { Headline as Said } from './state/headline.ts';

/** The diagnosis in one sentence, and why it leads to a refusal. */
export function Headline({ said }: { readonly said: Said }) {
  const text = said.cause?.text;
  return (
    <div class="headline">
      <h2>{said.sentence}</h2>
      {text !== undefined && <p>{text.why}</p>}
    </div>
  );
}

/** The way out for both sides, in words; it stands below the evidence. */
export function Fixes({ said }: { readonly said: Said }) {
  const text = said.cause?.text;
  if (text === undefined) return null;
  return (
    <dl class="fixes">
      <dt>{say`What you can do`}</dt>
      <dd>{text.fix}</dd>
      <dt>{say`For the server’s people`}</dt>
      <dd>{text.fixServer}</dd>
      <dt>{say`The standard says`}</dt>
      <dd>{text.spec}</dd>
    </dl>
  );
}
