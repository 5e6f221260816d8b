import { scenarios } from '../lab/scenarios/index.ts';
import { startLab } from '../lab/server.ts';
import { diagnosed } from './lab-case.ts';

/** How the diagnosis of one of the lab's stories went, after the check. */
export type LabResult = {
  readonly scenario: string;
  /** Causes that are true; none where the story is only a near miss. */
  readonly shows: readonly string[];
  /** The first cause that was found. */
  readonly first: string | null;
  /** Named as likely or proven although they only look so. */
  readonly taken: readonly string[];
  /** Proven, and not true. */
  readonly wrongProven: readonly string[];
};

/** Plays every story that needs no browser on a watched site and diagnoses it. Those that do are test/e2e/stories. */
export async function labResults(): Promise<readonly LabResult[]> {
  const lab = await startLab();
  try {
    const results: LabResult[] = [];
    for (const scenario of scenarios.filter((s) => s.browserOnly !== true)) {
      const { after } = await diagnosed(lab, scenario, 'watched');
      const found = after.filter((f) => f.finding === 'cause');
      const { shows, nearMissOf = [] } = scenario;
      results.push({
        scenario: scenario.id,
        shows,
        first: found[0]?.cause ?? null,
        taken: found.filter((f) => f.strength !== 'possible' && nearMissOf.includes(f.cause)).map((f) => f.cause),
        wrongProven: found.filter((f) => f.strength === 'proven' && !shows.includes(f.cause)).map((f) => f.cause),
      });
    }
    return results;
  } finally {
    await lab.close();
  }
}
