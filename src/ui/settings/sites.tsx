import { useSignal } from '@preact/signals';
import { say } from '../../texts/say.ts';
import { everywhere } from '../panel/watch.ts';
import { Button } from '../shared/parts.tsx';
import type { Settings } from './model.ts';
import { SaidHere } from './said.tsx';
import { patternName } from './site-names.ts';

/** Which sites are recorded while DevTools is closed. */
export function Sites({ settings }: { readonly settings: Settings }) {
  const address = useSignal('');
  const { all, origins } = settings.watched.value;
  const rows = all ? [everywhere] : origins.map((pattern) => [pattern]);
  return (
    <section aria-labelledby="sites">
      <h2 id="sites">{say`Sites watched`}</h2>
      <p>
        {say`Requests of these sites are recorded also while DevTools is closed. Pages often save to another host than their own: both must stand here.`}
      </p>
      {rows.length === 0 ? (
        <p class="quiet">{say`No site is watched. Resave records a page only while DevTools is open on it.`}</p>
      ) : (
        <ul class="rows" aria-label={say`Sites watched`}>
          {rows.map((patterns) => {
            const name = all ? say`Every site` : patternName(patterns[0] ?? '');
            return (
              <li key={patterns.join()}>
                <span>{name}</span>
                <Button label={say`Stop watching ${name}`} onClick={() => void settings.stopWatching(patterns)}>
                  {say`Stop watching`}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <form
        class="line"
        onSubmit={(event) => {
          event.preventDefault();
          void settings.watchSite(address.value);
        }}
      >
        <label>
          {say`Watch another site`}
          <input
            type="text"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            placeholder={say`example.org`}
            value={address.value}
            onInput={(event) => {
              address.value = event.currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="button">{say`Watch`}</button>
        {!all && <Button onClick={() => void settings.watchAll()}>{say`Watch all sites`}</Button>}
      </form>
      <SaidHere settings={settings} part="sites" />
    </section>
  );
}
