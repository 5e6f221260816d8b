import { say } from '../../texts/say.ts';
import { defineFact, isMissingValue, missing } from '../define.ts';
import { baseRead } from './base-read.ts';
import { currentVersion } from './current-version.ts';
import { jsonDifference } from './json-values.ts';
import { versionPlace } from './version-place.ts';

/** What differs between the page's copy and the server's, by who writes such fields. */
export type MachineWritten = {
  /** Fields that programs write: times of change, counters, reported status. */
  readonly machine: readonly string[];
  /** All others. */
  readonly people: readonly string[];
};

const machineName =
  /^(resourceVersion|(observed)?generation|managedFields|(last)?_?(updated|modified|changed|touched|seen|synced|synchronized|accessed|checked|polled|heartbeat|run|transition)_?(at|on|time|date|timestamp)?|last(Transition|Update|Heartbeat|Probe|Sync|Run|Seen)(Time|At|Date)?|timestamp|heartbeat|uptime|_?etag|_?rev|revision|version|lock_?version|row_?version|view_?count|views|hits|_?ts|request_?id|trace_?id|(generated|rendered|served)_?(at|on|by)|server_?time|seen_?at|(last)?_?(updated|modified|changed)_?by)$/i;

/** `$.status.runs` is what a machine reports; a bare `$.status` is often a person's choice (open, done). */
export function writtenByMachine(path: string): boolean {
  const names = path
    .replace(/\[\d+\]/g, '')
    .split('.')
    .slice(1);
  return names.some((name, i) => machineName.test(name) || (name === 'status' && i < names.length - 1));
}

export const machineWritten = defineFact<MachineWritten>('machine written', (_, read) => {
  const [base, current, place] = [read(baseRead), read(currentVersion), read(versionPlace)];
  if (isMissingValue(base)) return base;
  if (isMissingValue(current)) return current;
  if (isMissingValue(place)) return place;
  const differs = jsonDifference(base.exchange.responseBody, current.reads[0].responseBody);
  if (differs === null)
    return missing(say`The bodies of the page’s read and of a fresh one were not kept whole, or are no JSON.`);
  const paths = differs.map((d) => d.path).filter((path) => path !== place.name);
  return { machine: paths.filter(writtenByMachine), people: paths.filter((path) => !writtenByMachine(path)) };
});
