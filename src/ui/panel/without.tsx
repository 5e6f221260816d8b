import type { Without } from '../../messages/acts.ts';
import { say } from '../../texts/say.ts';

/** Said before sending: which other extension is off meanwhile, and what the person does where only they may switch it. */
export function WithoutNote({ without }: { readonly without: Without | undefined }) {
  if (without === undefined) return null;
  const { name, steps } = without;
  return steps.length === 0 ? (
    <p>{say`“${name}” is turned off while the save is sent and confirmed, and on again whatever happens. What it has open closes.`}</p>
  ) : (
    <ol class="by-hand">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
