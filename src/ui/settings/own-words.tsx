import { useSignal } from '@preact/signals';
import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';
import type { Settings } from './model.ts';
import { SaidHere } from './said.tsx';

/** Names whose values are redacted beside those that Resave knows. */
export function OwnWords({ settings }: { readonly settings: Settings }) {
  const word = useSignal('');
  const { words } = settings.choices.value;
  return (
    <section aria-labelledby="words">
      <h2 id="words">{say`Redaction`}</h2>
      <p>
        {say`Passwords, cookies, authorization, API keys, tokens and card numbers are replaced by a mark before anything is stored. Add names of your own: the values of header fields, parameters, form fields and JSON members that are called so are replaced too.`}
      </p>
      <p>
        {say`A name is read as words: “customerNumber” also means “customer_number” and “X-Customer-Number”. Adding one redacts what was recorded before as well, but not unsaved work, which could not be saved without it.`}
      </p>
      {words.length === 0 ? (
        <p class="quiet">{say`No names of your own.`}</p>
      ) : (
        <ul class="rows" aria-label={say`Names of your own`}>
          {words.map((own) => (
            <li key={own}>
              <code>{own}</code>
              <Button label={say`Remove ${own}`} onClick={() => void settings.removeWord(own)}>
                {say`Remove`}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="line"
        onSubmit={(event) => {
          event.preventDefault();
          void settings.addWord(word.value);
          word.value = '';
        }}
      >
        <label>
          {say`Name to redact`}
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            placeholder={say`customerNumber`}
            value={word.value}
            onInput={(event) => {
              word.value = event.currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="button">{say`Redact`}</button>
      </form>
      <SaidHere settings={settings} part="words" />
    </section>
  );
}
