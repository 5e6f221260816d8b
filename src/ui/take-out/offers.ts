import type { CaseFile } from '../../diagnose/contract.ts';
import { isSuccess } from '../../http/status.ts';
import type { Exchange } from '../../record/exchange.ts';
import type { Taken } from '../../takeaway/taken.ts';
import { say } from '../../texts/say.ts';
import type { Panel } from '../panel/model.ts';
import { offered } from '../panel/state/headline.ts';
import { report } from '../shared/report.ts';
import type { World } from '../world.ts';

/** Fetched when the menu opens: nobody else needs the writers. */
export const writers = () => import('./writers.ts');

/** Told while exchanges are read. */
export type Making = { readonly signal: AbortSignal; readonly progress: (done: number, all: number) => void };

/** Something that can be taken out. `why`: the sentence why it cannot. */
export type Offer = {
  readonly name: string;
  readonly make: (making: Making) => Promise<Taken | { readonly why: string }>;
};

/** Most conflicts whose cases are taken out together, and most characters of one file. */
const most = { conflicts: 200, length: 64 * 1024 * 1024 };

/** What can be taken out now: of the selected conflict, of those that the list shows, of everything. */
export function offersOf(panel: Panel, world: World): readonly Offer[] {
  const file = panel.file.value;
  if (file === null) return [];
  const ofOne: Offer[] = [
    {
      name: say`This conflict as HAR`,
      make: async () => {
        const { harFile } = await writers();
        return harFile('resave-conflict.har', sorted([...file.history, ...file.neighbours, file.refusal]));
      },
    },
    {
      name: say`This conflict as JSON`,
      make: async () => {
        const { takenOf } = await writers();
        const taken = { format: 'resave-case', version: 1, file, findings: panel.findings.value };
        const text = `${JSON.stringify(taken, null, 2)}\n`;
        const exchanges = sorted([...file.history, ...file.neighbours, file.refusal]).length;
        return takenOf('resave-conflict.json', 'application/json', [text], exchanges);
      },
    },
    {
      name: say`Report for the server’s people (Markdown)`,
      make: async () => {
        const { takenOf } = await writers();
        const text = report(file, panel.findings.value, panel.cause);
        return takenOf('resave-report.md', 'text/markdown', [text], 1, [
          say`It holds no bodies and no query, and of the headers only those that matter to a refusal.`,
        ]);
      },
    },
    // A script saves again, which after a lost update could only overwrite once more.
    ...(offered(file.refusal).includes('replay') ? (['cURL', 'fetch', 'Python'] as const) : []).map((kind) => ({
      name: say`Copy as ${kind}`,
      make: () => scriptOf(kind, file),
    })),
  ];
  const shown = panel.list.shown.value.entries.flatMap(({ line }) => (line.own ? [] : [line.id]));
  return [
    ...ofOne,
    ...(shown.length > 1
      ? [{ name: say`Shown conflicts as HAR`, make: (making: Making) => ofShown(world, shown, making) }]
      : []),
    { name: say`Everything as HAR`, make: (making) => ofEverything(world, making) },
  ];
}

async function scriptOf(kind: 'cURL' | 'fetch' | 'Python', { refusal, history }: CaseFile): ReturnType<Offer['make']> {
  const { scripts, takenOf } = await writers();
  const before = history.filter((x) => isRead(x) && x.startedAt < refusal.startedAt);
  const { write, name, type } = scripts[kind];
  const script = write(refusal, before);
  // One line only: the reason why there is no script.
  if (script.indexOf('\n') === script.length - 1) return { why: script.replace(/^\W+/, '').trim() };
  return takenOf(name, type, [script], 1, [say`Fill in its merge before you run it. Secrets are left out.`]);
}

const isRead = (x: Exchange): boolean => x.method === 'GET' && x.parent === null && isSuccess(x.status);

/** Each once, oldest first. */
function sorted(exchanges: readonly Exchange[]): Exchange[] {
  return [...new Map(exchanges.map((x) => [x.id, x])).values()].sort((a, b) => a.startedAt - b.startedAt);
}

async function ofShown(world: World, ids: readonly string[], { signal, progress }: Making): ReturnType<Offer['make']> {
  const { harFile } = await writers();
  const found = new Map<string, Exchange>();
  const wanted = ids.slice(0, most.conflicts);
  for (const [done, id] of wanted.entries()) {
    signal.throwIfAborted();
    const file = await world.caseFile(id);
    for (const x of file === null ? [] : [...file.history, file.refusal]) {
      // The same exchange may stand in two cases, in one of them without its bodies.
      const known = found.get(x.id);
      if (known === undefined || hasBody(x)) found.set(x.id, x);
    }
    progress(done + 1, wanted.length);
  }
  const notes = [say`Each conflict with the other exchanges of its resource.`];
  if (ids.length > wanted.length)
    notes.push(say`Only the newest ${wanted.length} of ${ids.length} conflicts are in it.`);
  return harFile('resave-conflicts.har', sorted([...found.values()]), notes);
}

const hasBody = (x: Exchange): boolean => x.requestBody.state === 'kept' || x.responseBody.state === 'kept';

async function ofEverything(world: World, { signal, progress }: Making): ReturnType<Offer['make']> {
  const { harParts } = await writers();
  const file = harParts('resave-everything.har');
  const all = await world.total();
  let cut = false;
  let place: Parameters<World['walk']>[0] = null;
  do {
    signal.throwIfAborted();
    const page: Awaited<ReturnType<World['walk']>> = await world.walk(place, 100);
    for (const row of page.rows) {
      // Heads come without bodies.
      file.add((await world.exchange(row.id)) ?? row);
      cut = file.length() > most.length;
      if (cut) break;
    }
    progress(Math.min(all, file.count()), all);
    place = cut ? null : page.next;
  } while (place !== null);
  return file.taken(
    cut ? [say`The file would be too large: only the first ${file.count()} of ${all} exchanges are in it.`] : [],
  );
}
