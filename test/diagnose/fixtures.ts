import { describe, expect, test } from 'vitest';
import type { CaseFile, Finding, Strength } from '../../src/diagnose/contract.ts';
import { causeById, diagnose } from '../../src/diagnose/index.ts';

/** One story, and what the cause must say of it. */
export type Fixture = {
  /** What the story is about; the test's name. */
  readonly story: string;
  readonly file: CaseFile;
  /** Held where it is given; only a story told as a cause has one. */
  readonly strength?: Strength;
  /** Must stand in one of the pieces of evidence (or in what is missing). */
  readonly says?: string | RegExp;
  /** The probe that an unknown names. */
  readonly probe?: string | null;
};

type Some = readonly [Fixture, ...Fixture[]];

export type Fixtures = {
  readonly cause: Some;
  readonly ruledOut: Some;
  /** A rule that can always tell says here why. */
  readonly unknown: Some | { readonly impossible: string };
  /** Stories in which the cause has no place, where that is worth holding. */
  readonly notApplicable?: Some;
};

/**
 * The fixtures of one cause, as tests. `test/diagnose/causes/<id>.test.ts` calls it once;
 * the catalogue's test holds that each cause has such a file.
 */
export function fixtures(id: string, { cause, ruledOut, unknown, notApplicable }: Fixtures): void {
  describe(id, () => {
    for (const story of cause) tell(id, 'cause', story);
    for (const story of ruledOut) tell(id, 'ruled-out', story);
    for (const story of notApplicable ?? []) tell(id, 'not-applicable', story);
    if ('impossible' in unknown) test('says why it is never unknown', () => expect(unknown.impossible).not.toBe(''));
    else for (const story of unknown) tell(id, 'unknown', story);
  });
}

function tell(id: string, expected: Finding['finding'], { story, file, strength, says, probe }: Fixture): void {
  test(`${expected}: ${story}`, () => {
    const found = diagnose(file).find((finding) => finding.cause === id);
    if (found === undefined) throw new Error(`${id} is not listed in src/diagnose/index.ts`);
    if (found.finding === 'error') throw new Error(`${id} threw: ${found.message}`);
    expect(found.finding, said(found)).toBe(expected);
    if (strength !== undefined) expect(found).toMatchObject({ strength });
    if (probe !== undefined) expect(found).toMatchObject({ probe });
    if (says !== undefined) expect(said(found)).toMatch(says);
    if (expected === 'cause') expect(causeById(id)?.text.title).toBeTruthy();
  });
}

/** All words of a finding, for messages and for `says`. */
function said(found: Finding): string {
  if (found.finding === 'unknown') return found.missing;
  return 'evidence' in found ? found.evidence.map((piece) => piece.text).join('\n') : '';
}
