import { useSignal } from '@preact/signals';
import { type Bounded, bounds, type Choices, defaultChoices } from '../../record/choices.ts';
import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';
import type { Settings } from './model.ts';
import { SaidHere } from './said.tsx';

const names: readonly Bounded[] = ['days', 'count', 'bodyKilobytes', 'megabytes'];
type Typed = { readonly [N in Bounded]: string };

const typedOf = (choices: Choices): Typed => ({
  days: String(choices.days),
  count: String(choices.count),
  bodyKilobytes: String(choices.bodyKilobytes),
  megabytes: String(choices.megabytes),
});

function label(name: Bounded): string {
  switch (name) {
    case 'days':
      return say`Days that records are kept`;
    case 'count':
      return say`Requests kept of each tab, and of each site`;
    case 'bodyKilobytes':
      return say`KB kept of each answer’s text`;
    case 'megabytes':
      return say`MB kept of all texts together`;
  }
}

/** Why a limit cannot be this; null where it can. */
function whyNot(name: Bounded, text: string): string | null {
  const { least, most } = bounds[name];
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? null : say`Between ${least} and ${most}.`;
}

/** How much is kept, how long. */
export function Limits({ settings }: { readonly settings: Settings }) {
  /** What is being typed; the rest is as it was chosen. */
  const edits = useSignal<Partial<Typed>>({});
  const typed: Typed = { ...typedOf(settings.choices.value), ...edits.value };
  const save = (values: Typed): void => {
    if (names.some((name) => whyNot(name, values[name]) !== null)) return;
    const of = (name: Bounded) => Number(values[name]);
    edits.value = {};
    void settings.setLimits({
      days: of('days'),
      count: of('count'),
      bodyKilobytes: of('bodyKilobytes'),
      megabytes: of('megabytes'),
    });
  };
  return (
    <section aria-labelledby="limits">
      <h2 id="limits">{say`What is kept, and for how long`}</h2>
      <p>
        {say`Of the sites watched, and of a page while DevTools is open on it: method, address, status, times, header fields and the text of requests and answers. No images, scripts, styles, media, and no text of pages.`}
      </p>
      <p>
        {say`When a limit is reached the oldest reads go first and refused saves last. What you wanted to save is kept whole, up to 1 MB each. Unsaved work is under none of these limits.`}
      </p>
      <form
        class="limits"
        onSubmit={(event) => {
          event.preventDefault();
          save(typed);
        }}
      >
        {names.map((name) => {
          const why = whyNot(name, typed[name]);
          return (
            <p key={name}>
              <label for={name}>{label(name)}</label>
              <input
                id={name}
                type="text"
                inputMode="numeric"
                value={typed[name]}
                aria-invalid={why === null ? undefined : 'true'}
                aria-describedby={`${name}-bounds`}
                onInput={(event) => {
                  edits.value = { ...edits.value, [name]: event.currentTarget.value };
                }}
              />
              <span id={`${name}-bounds`} class={why === null ? 'quiet' : 'bad'}>
                {why ?? say`${bounds[name].least} to ${bounds[name].most}, usually ${defaultChoices[name]}`}
              </span>
            </p>
          );
        })}
        <p class="buttons">
          <button type="submit" class="button primary">{say`Save limits`}</button>
          <Button
            onClick={() => {
              save(typedOf(defaultChoices));
            }}
          >
            {say`Use the usual limits`}
          </Button>
        </p>
      </form>
      <SaidHere settings={settings} part="limits" />
    </section>
  );
}
