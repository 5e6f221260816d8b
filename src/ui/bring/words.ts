import type { LogFault } from '../../capture/access-log/read-log.ts';
import type { HarFault } from '../../capture/har-file/read-har.ts';
import { say } from '../../texts/say.ts';
import type { BroughtFile } from './import-messages.ts';

const number = new Intl.NumberFormat('en-GB');

/** `12,345`. */
export function grouped(value: number): string {
  return number.format(value);
}

const harWhat: { readonly [W in HarFault['what']]: string } = {
  'no-json': say`This is no JSON, so it is no HAR file.`,
  'no-entries': say`This is JSON without log.entries, so it is no HAR file.`,
  'ends-early': say`The file ends in the middle.`,
  'control-in-string': say`A text has no closing quote.`,
  'too-large': say`An entry is too large to be read, even without its longest texts.`,
  unexpected: say`A character stands where it cannot.`,
  'no-json-entry': say`An entry is no JSON.`,
  'no-entry': say`An entry has no request or no response.`,
  unreadable: say`The file could not be read on, or its compression is broken.`,
};

const logWhat: { readonly [W in LogFault['what']]: string } = {
  'no-log': say`No line is one of a log that Resave knows: common, combined, their kin of Apache and nginx, or JSON.`,
  line: say`A line looks like a refusal and could not be read.`,
  'long-line': say`A line is longer than 1 MB and was left out.`,
  unreadable: say`The file could not be read on, or its compression is broken.`,
};

/** A fault with its place, as sentences. */
export function faultWords(fault: HarFault | LogFault): string {
  const byte = grouped(fault.byte);
  if (!('entry' in fault))
    return fault.what === 'no-log' ? logWhat[fault.what] : say`${logWhat[fault.what]} Byte ${byte}.`;
  const { what, entry, line } = fault;
  if (what === 'no-json' || what === 'no-entries') return harWhat[what];
  return entry === null
    ? say`${harWhat[what]} Line ${grouped(line)}, byte ${byte}.`
    : say`${harWhat[what]} Entry ${grouped(entry)}, line ${grouped(line)}, byte ${byte}.`;
}

/** What reading a file came to, in one sentence. */
export function resultWords(result: BroughtFile): string {
  if (result.kind === 'log') {
    if (result.refused === 0) return say`No request was refused with 409, 412, 423 or 428.`;
    return result.refused === 1 ? say`1 refused request.` : say`${grouped(result.refused)} refused requests.`;
  }
  const entries = grouped(result.entries);
  const kept = grouped(result.kept);
  if (result.conflicts === 0) return say`No conflict among ${kept} requests of ${entries} entries.`;
  return result.conflicts === 1
    ? say`1 conflict among ${kept} requests of ${entries} entries.`
    : say`${grouped(result.conflicts)} conflicts among ${kept} requests of ${entries} entries.`;
}

/** What else is worth knowing of a file. */
export function notesOf(result: BroughtFile): readonly string[] {
  if (result.kind === 'log') return [];
  const notes: string[] = [];
  if (result.again > 0) notes.push(say`${grouped(result.again)} entries were in another file too and count once.`);
  if (result.notLookedAt > 0)
    notes.push(
      say`The file is compressed, so only its last saves that named no version were looked at for what they overwrote: ${grouped(result.notLookedAt)} earlier ones were not.`,
    );
  if (result.kept > 0 && !result.tellsTabs)
    notes.push(
      say`The file was not written by a browser’s Network panel, so it does not tell tabs apart: each program (User-Agent) counts as one tab.`,
    );
  return notes;
}
