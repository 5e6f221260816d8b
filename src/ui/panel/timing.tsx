import { type Phase, phases } from '../../capture/network-facts.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';

const phaseWord: { readonly [P in Phase]: string } = {
  blocked: say`Waiting in the browser`,
  dns: say`Looking up the host’s address`,
  connect: say`Connecting`,
  ssl: say`of that for TLS`,
  send: say`Sending the request`,
  wait: say`Waiting for the answer`,
  receive: say`Receiving the answer`,
};

/** Where the time of an exchange went, as numbers with bars. Nothing where nobody told it. */
export function Timing({ exchange: { network } }: { readonly exchange: Exchange }) {
  const told = network?.phases;
  if (told === undefined) return null;
  let start = 0;
  const rows = phases.flatMap((phase) => {
    const ms = told[phase];
    if (ms === undefined || ms === 0) return [];
    // TLS lies within the connecting, at its end.
    const from = phase === 'ssl' ? start - ms : start;
    if (phase !== 'ssl') start += ms;
    return [{ phase, ms, from }];
  });
  const whole = Math.max(start, 0.1);
  return (
    <>
      <h3>{say`Timing`}</h3>
      <div class="scroller">
        <table class="timing" aria-label={say`Timing`}>
          <tbody>
            {rows.map(({ phase, ms, from }) => (
              <tr key={phase} data-phase={phase}>
                <th scope="row">{phaseWord[phase]}</th>
                <td class="ms">{say`${ms} ms`}</td>
                <td class="bar">
                  <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect x={(from / whole) * 100} y="1" width={Math.max(0.6, (ms / whole) * 100)} height="8" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
