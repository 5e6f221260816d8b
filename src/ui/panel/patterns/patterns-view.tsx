import { useEffect, useState } from 'preact/hooks';
import { ailmentText, settingsFor } from '../../../diagnose/patterns/advice.ts';
import type { Endpoint, Health, Patterns } from '../../../diagnose/patterns/index.ts';
import type { ResourceRun } from '../../../diagnose/patterns/resource-run.ts';
import { say } from '../../../texts/say.ts';
import { Button, List, Notice, Region } from '../../shared/parts.tsx';
import { duration, hostOf, pathOf, shorten, timeOfDay } from '../../shared/words.ts';
import type { World } from '../../world.ts';
import type { Panel } from '../model.ts';
import { quoted } from '../state/filter.ts';
import { createCauseCount } from './causes.ts';
import { HoursFigure } from './hours-figure.tsx';
import { createReading } from './model.ts';
import './patterns.css';

type Props = { readonly panel: Panel; readonly world: World };

/** What all that is kept shows together. Each line opens the list with its filter set. */
export function PatternsView({ panel, world }: Props) {
  const [{ reading, read, stop }] = useState(() => createReading(world));
  useEffect(() => {
    void read();
    return stop;
  }, []);
  const now = reading.value;
  return (
    <Region name={say`Patterns`} class="patterns" scroller>
      <div class="patterns-top">
        <h2>{say`Patterns of everything that is kept`}</h2>
        <Button onClick={() => void read()} unavailable={now.state === 'reading' ? say`It is being read.` : null}>
          {say`Read again`}
        </Button>
      </div>
      {now.state === 'failed' && <Notice kind="alert">{now.sentence}</Notice>}
      {now.state === 'reading' && (
        <p class="running">
          <progress aria-label={say`Reading what was recorded`} max={Math.max(1, now.of)} value={now.done} />
          {say`${now.done} of ${now.of} exchanges read`}
        </p>
      )}
      {now.state === 'ready' && <Found found={now.patterns} panel={panel} world={world} open={panel.setFilter} />}
    </Region>
  );
}

type FoundProps = Props & { readonly found: Patterns; readonly open: (filter: string) => void };

function Found({ found, panel, world, open }: FoundProps) {
  if (found.exchanges === 0) return <p>{say`Nothing was recorded yet. Load the page again, or save something.`}</p>;
  return (
    <>
      <p>
        {say`${found.conflicts} of ${found.saves} saves were refused or overwrote somebody’s work, among ${found.exchanges} exchanges.`}
      </p>
      {found.conflicts > 0 && (
        <>
          <Endpoints endpoints={found.endpoints} open={open} />
          <Causes panel={panel} world={world} open={open} />
          <HoursFigure hours={found.hours} />
          <Tabs found={found} own={world.tabId} open={open} />
          <Resources
            name={say`Refused again and again`}
            runs={found.repeated}
            open={open}
            tell={(run) =>
              `${say`${run.conflicts} times in ${duration((run.lastConflict ?? 0) - (run.firstConflict ?? 0))}`}${run.settled ? `, ${say`saved since`}` : ''}`
            }
          />
        </>
      )}
      <Resources
        name={say`Saves that overlapped`}
        runs={found.overlapping}
        open={open}
        tell={(run) => tellOverlap(run)}
      />
      <HealthList health={found.health} open={open} />
      {found.beyond > 0 && (
        <p class="quiet">{say`${found.beyond} exchanges are counted only in the whole: there were too many addresses to list.`}</p>
      )}
    </>
  );
}

function tellOverlap({ overlaps, overlap }: ResourceRun): string {
  const times = overlaps === 1 ? say`once` : say`${overlaps} times`;
  if (overlap === null) return times;
  const { first, second } = overlap;
  // Where tabs are not told apart, two requests without one need not be of one.
  if (first.tabId < 0 || second.tabId < 0)
    return say`${times}, last at ${timeOfDay(second.startedAt)}: the second began before the first was answered`;
  const from = first.tabId === second.tabId ? say`from one tab` : say`from two tabs`;
  return say`${times}, last at ${timeOfDay(second.startedAt)}, ${from}: the second began before the first was answered`;
}

type OpenProps = { readonly open: (filter: string) => void };

function Endpoints({ endpoints, open }: { readonly endpoints: readonly Endpoint[] } & OpenProps) {
  const most = Math.max(1, ...endpoints.map(({ conflicts }) => conflicts));
  return (
    <section>
      <h3>{say`By endpoint`}</h3>
      <div class="scroller">
        <table class="counts">
          <thead>
            <tr>
              <th scope="col">{say`Endpoint`}</th>
              <th scope="col">{say`Conflicts`}</th>
              <th scope="col">{say`of saves`}</th>
              <th scope="col">{say`Statuses`}</th>
            </tr>
          </thead>
          <tbody>
            {endpoints.map((one) => (
              <tr key={`${one.method} ${one.origin} ${one.path}`}>
                <th scope="row">
                  <button
                    type="button"
                    class="link"
                    onClick={() =>
                      open(`tab:all method:${one.method} site:${hostOf(one.origin)} path:${quoted(one.path)}`)
                    }
                  >
                    {one.method} {shorten(one.path, 120)}
                  </button>{' '}
                  <span class="quiet">{hostOf(one.origin)}</span>
                </th>
                <td>
                  <svg class="bar" aria-hidden="true" width="60" height="8">
                    <rect width={Math.max(1, (60 * one.conflicts) / most)} height="8" />
                  </svg>{' '}
                  {one.conflicts}
                </td>
                <td>{one.saves}</td>
                <td>{[...one.statuses].map(([status, n]) => `${status}: ${n}`).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Causes({ panel, world, open }: Props & OpenProps) {
  const [{ counts, run, stop }] = useState(() => createCauseCount(world, panel));
  useEffect(() => {
    run();
    return stop;
  }, []);
  const { causes, unknown, done, of } = counts.value;
  return (
    <section>
      <h3>{say`By cause`}</h3>
      <List name={say`Causes by number`} class="pattern-lines">
        {causes.map(({ cause, title, count }) => (
          <li key={cause}>
            <b>{count}</b>{' '}
            <button type="button" class="link" onClick={() => open(`tab:all cause:${cause}`)}>
              {title}
            </button>
          </li>
        ))}
        {unknown > 0 && (
          <li key="unknown">
            <b>{unknown}</b> {say`not known yet: “Check the server” may tell`}
          </li>
        )}
      </List>
      {done < of && <p class="quiet">{say`${done} of ${of} judged so far.`}</p>}
    </section>
  );
}

function Tabs({ found, own, open }: { readonly found: Patterns; readonly own: number | null } & OpenProps) {
  return (
    <section>
      <h3>{say`By tab`}</h3>
      <List name={say`Tabs`} class="pattern-lines">
        {found.tabs.map(({ tabId, conflicts, saves }) => (
          <li key={tabId}>
            <b>{conflicts}</b> {say`of ${saves} saves:`}{' '}
            <button type="button" class="link" onClick={() => open(tabId === own ? 'tab:this' : `tab:${tabId}`)}>
              {tabId === own ? say`this tab` : tabId < 0 ? say`no known tab` : say`tab ${tabId}`}
            </button>
          </li>
        ))}
      </List>
    </section>
  );
}

type ResourcesProps = {
  readonly name: string;
  readonly runs: readonly ResourceRun[];
  readonly tell: (run: ResourceRun) => string;
} & OpenProps;

function Resources({ name, runs, tell, open }: ResourcesProps) {
  if (runs.length === 0) return null;
  return (
    <section>
      <h3>{name}</h3>
      <List name={name} class="pattern-lines">
        {runs.map((run) => (
          <li key={run.resource}>
            <button
              type="button"
              class="link"
              onClick={() => open(`tab:all site:${hostOf(run.url)} ${quoted(shorten(new URL(run.url).pathname, 200))}`)}
            >
              {shorten(pathOf(run.url), 120)}
            </button>{' '}
            <span class="quiet">{hostOf(run.url)}</span> {tell(run)}
          </li>
        ))}
      </List>
    </section>
  );
}

/** How many of the resources were also saved. */
function savedWords({ resources, saved }: Health): string {
  if (resources === 1) return say`it is saved too`;
  return saved === 1 ? say`1 of them is saved too` : say`${saved} of them are saved too`;
}

function HealthList({ health, open }: { readonly health: readonly Health[] } & OpenProps) {
  return (
    <section>
      <h3>{say`Health of the validators`}</h3>
      {health.length === 0 && <p>{say`Nothing wrong was seen with ETag and Last-Modified.`}</p>}
      <List name={say`Validators`} class="pattern-lines">
        {health.map((one) => {
          const text = ailmentText[one.ailment];
          return (
            <li key={`${one.origin} ${one.ailment}`} data-ailment={one.ailment}>
              <b>{text.title}</b>{' '}
              <button type="button" class="link" onClick={() => open(`tab:all site:${hostOf(one.origin)}`)}>
                {hostOf(one.origin)}
              </button>
              {', '}
              {one.resources === 1 ? say`1 resource` : say`${one.resources} resources`}
              {one.saved > 0 && ` (${savedWords(one)})`} <code>{shorten(pathOf(one.example), 120)}</code>
              <p>
                {text.why} <span class="quiet">{text.spec}</span>
              </p>
              {settingsFor(one.ailment, [...one.servers]).map((setting) => (
                <p class="setting" key={setting}>
                  {setting}
                </p>
              ))}
            </li>
          );
        })}
      </List>
    </section>
  );
}
