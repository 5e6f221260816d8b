import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { Button } from '../shared/parts.tsx';
import type { Settings } from './model.ts';
import { SaidHere } from './said.tsx';
import { megabytes } from './size.ts';

/** Sites that are shown at once, the largest. */
const shownAtOnce = 20;

/** How much room is used, by site, and the way to give it back. */
export function Space({ settings }: { readonly settings: Settings }) {
  /** What is to be deleted: an origin, all, or nothing yet. */
  const asked = useSignal<string | 'all' | null>(null);
  const whole = useSignal(false);
  const usage = settings.usage.value;
  if (usage === null) return null;
  const { sites, unsaved } = usage;
  const shown = whole.value ? sites : sites.slice(0, shownAtOnce);
  const disk = settings.onDisk.value;
  const confirm = (origin: string | null) => (
    <Confirm
      settings={settings}
      origin={origin}
      count={origin === null ? usage.exchanges : (sites.find((site) => site.origin === origin)?.exchanges ?? 0)}
      done={() => {
        asked.value = null;
      }}
    />
  );
  return (
    <section aria-labelledby="space">
      <h2 id="space">{say`Space used`}</h2>
      <p>
        {say`Records: ${usage.exchanges} requests, ${megabytes(usage.size)}.`}{' '}
        {disk !== null && say`On the disk, with all that is needed to find them: ${megabytes(disk)}.`}
      </p>
      <p>
        {unsaved.count === 0
          ? say`Unsaved work: none.`
          : say`Unsaved work, kept apart: ${unsaved.count} of your saves, ${megabytes(unsaved.size)}. Save, export or discard it in the panel.`}
      </p>
      {sites.length === 0 ? (
        <p class="quiet">{say`Nothing is recorded.`}</p>
      ) : (
        <>
          <div class="scroller">
            <table aria-labelledby="space">
              <thead>
                <tr>
                  <th scope="col">{say`Site`}</th>
                  <th scope="col">{say`Requests`}</th>
                  <th scope="col">{say`Room`}</th>
                  <th scope="col">{say`Delete`}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map(({ origin, exchanges, size }) => (
                  <tr key={origin}>
                    <th scope="row">{origin === '' ? say`Without a site` : origin}</th>
                    <td>{exchanges}</td>
                    <td>{megabytes(size)}</td>
                    <td>
                      {asked.value === origin
                        ? confirm(origin)
                        : origin !== '' && (
                            <Button
                              label={say`Delete the records of ${origin}`}
                              onClick={() => {
                                asked.value = origin;
                              }}
                            >
                              {say`Delete`}
                            </Button>
                          )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {shown.length < sites.length && (
            <p>
              <button
                type="button"
                class="link"
                onClick={() => {
                  whole.value = true;
                }}
              >
                {say`Show all ${sites.length} sites`}
              </button>
            </p>
          )}
        </>
      )}
      {(sites.length > 0 || unsaved.count > 0) &&
        (asked.value === 'all' ? (
          confirm(null)
        ) : (
          <p>
            <Button
              onClick={() => {
                asked.value = 'all';
              }}
            >
              {say`Delete all records`}
            </Button>
          </p>
        ))}
      <SaidHere settings={settings} part="space" />
    </section>
  );
}

type ConfirmProps = {
  readonly settings: Settings;
  readonly origin: string | null;
  readonly count: number;
  readonly done: () => void;
};

/** The second word before anything is deleted. Unsaved work goes only with a third. */
function Confirm({ settings, origin, count, done }: ConfirmProps) {
  const unsaved = useSignal(false);
  const group = useRef<HTMLFieldSetElement>(null);
  // The button that had the focus is gone; the safe one takes it.
  useEffect(() => group.current?.querySelector<HTMLElement>('.keep')?.focus(), []);
  const kept = settings.usage.value?.unsaved;
  const hasUnsaved = kept !== undefined && (origin === null ? kept.count > 0 : kept.sites.includes(origin));
  return (
    <fieldset class="confirm" ref={group}>
      <legend>
        {origin === null
          ? say`Delete all ${count} records for good?`
          : say`Delete the ${count} records of ${origin} for good?`}
      </legend>
      {hasUnsaved && (
        <label>
          <input
            type="checkbox"
            checked={unsaved.value}
            onChange={(event) => {
              unsaved.value = event.currentTarget.checked;
            }}
          />{' '}
          {origin === null ? say`Discard the unsaved work too` : say`Discard the unsaved work of this site too`}
        </label>
      )}
      {hasUnsaved && !unsaved.value && <p class="quiet">{say`Unsaved work stays.`}</p>}
      <span class="buttons">
        <Button class="keep" onClick={done}>
          {say`Keep`}
        </Button>
        <Button
          primary
          onClick={() => {
            done();
            void settings.forget(origin, hasUnsaved && unsaved.value);
          }}
        >
          {say`Delete for good`}
        </Button>
      </span>
    </fieldset>
  );
}
