import type { Headline as Said } from './state/headline.ts';

/** The diagnosis in one sentence, why it leads to a refusal, and the way out for both sides. */
export function Headline({ said }: { readonly said: Said }) {
  const text = said.cause?.text;
  return (
    <div class="headline">
      <h2>{said.sentence}</h2>
      {text !== undefined && (
        <>
          <p>{text.why}</p>
          <dl class="fixes">
            <dt>What you can do</dt>
            <dd>{text.fix}</dd>
            <dt>For the server’s people</dt>
            <dd>{text.fixServer}</dd>
            <dt>The standard says</dt>
            <dd>{text.spec}</dd>
          </dl>
        </>
      )}
    </div>
  );
}
