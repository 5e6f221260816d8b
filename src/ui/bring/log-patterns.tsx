import type { ComponentChildren } from 'preact';
import type { ByStatus, LogPatterns } from '../../capture/access-log/log-patterns.ts';
import type { Run } from '../../capture/access-log/runs.ts';
import { say } from '../../texts/say.ts';
import { Region } from '../shared/parts.tsx';
import { duration } from '../shared/words.ts';
import { Bar, moment, TimeFigure } from './bars.tsx';
import { grouped } from './words.ts';

/** Rows that are shown of a list; the worker holds at most 100. */
const shown = 20;

/** What the refused requests of the logs have in common. */
export function LogPatternsView({ patterns: p }: { readonly patterns: LogPatterns }) {
  return (
    <Region name={say`Patterns`} class="patterns">
      <h2>{say`What the logs show`}</h2>
      <p>
        {p.refused === 1 ? say`1 refused request` : say`${grouped(p.refused)} refused requests`}
        {p.from !== null && p.to !== null && say`, from ${moment(p.from)} to ${moment(p.to)}`}:{' '}
        {statusWords(p.byStatus)}
      </p>
      {p.isApproximate && (
        <p class="quiet">
          {say`There were too many different paths or clients to count each of them: the numbers below are the least that there were.`}
        </p>
      )}
      {p.times !== null && <TimeFigure times={p.times} />}
      <Table
        title={say`Where`}
        note={say`By endpoint; numbers and made-up names in a path stand as {id}.`}
        columns={[say`Method`, say`Endpoint`, say`Refused`, say`Statuses`]}
        rows={p.endpoints.map((each) => [
          each.method,
          <code key="path" title={each.paths.join('\n')}>
            {each.template}
          </code>,
          <Bar key="bar" value={each.count} most={p.endpoints[0]?.count ?? 0} />,
          statusWords(each.byStatus),
        ])}
      />
      <Table
        title={say`Again and again the same resource`}
        columns={[say`Method`, say`Path`, say`Refused`, say`Statuses`]}
        rows={p.resources.map((each) => [
          each.method,
          <code key="path">{each.path}</code>,
          <Bar key="bar" value={each.count} most={p.resources[0]?.count ?? 0} />,
          statusWords(each.byStatus),
        ])}
      />
      <Runs
        title={say`Several at the same resource within a minute`}
        note={say`Different clients were refused there: most likely they worked on the same thing. Only refused requests are looked at.`}
        runs={p.overlaps}
      />
      <Runs
        title={say`The same client, again and again`}
        note={say`Three times and more at one resource, each within a minute of the one before: somebody who tries again, or a program that does not give up.`}
        runs={p.repeats}
      />
      <Runs
        title={say`Bursts`}
        note={say`Five and more at one endpoint, each within ten seconds of the one before.`}
        runs={p.bursts}
      />
      <Table
        title={say`Crawlers that met a refusal on a read`}
        note={say`A read does not conflict with anything, so this is nearly always a fault of the site, and it drops the page from the search engine’s index.`}
        columns={[say`Crawler`, say`Endpoint`, say`Refused`, say`Statuses`]}
        rows={p.crawlers.map((each) => [
          each.name,
          <code key="path">{each.template}</code>,
          <Bar key="bar" value={each.count} most={p.crawlers[0]?.count ?? 0} />,
          statusWords(each.byStatus),
        ])}
      />
      <Table
        title={say`Who was refused`}
        columns={[say`Client`, say`Refused`, say`Where`]}
        rows={p.clients.map((each) => [
          <code key="client">{each.client}</code>,
          <Bar key="bar" value={each.count} most={p.clients[0]?.count ?? 0} />,
          each.templates.join(', '),
        ])}
      />
    </Region>
  );
}

/** `409 × 3, 412 × 1`. */
function statusWords(byStatus: ByStatus): string {
  return Object.entries(byStatus)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${status} × ${grouped(count)}`)
    .join(', ');
}

function Runs({ title, note, runs }: { readonly title: string; readonly note: string; readonly runs: readonly Run[] }) {
  return (
    <Table
      title={title}
      note={note}
      columns={[say`Method`, say`Path`, say`Refused`, say`When`, say`Clients`]}
      rows={runs.map((run) => [
        run.method,
        <code key="path">{run.path}</code>,
        <Bar key="bar" value={run.count} most={runs[0]?.count ?? 0} />,
        say`${moment(run.from)}, within ${duration(run.to - run.from)}`,
        run.clients.join(', '),
      ])}
    />
  );
}

type TableProps = {
  readonly title: string;
  readonly note?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ComponentChildren[])[];
};

/** Nothing where there is nothing to show. */
function Table({ title, note, columns, rows }: TableProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      {note !== undefined && <p class="quiet">{note}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <div class="scroller" tabIndex={0}>
        <table aria-label={title}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && <p class="quiet">{say`The first ${shown} of ${rows.length}.`}</p>}
    </>
  );
}
