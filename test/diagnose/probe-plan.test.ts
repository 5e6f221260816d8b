import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/diagnose/contract.ts';
import { diagnose } from '../../src/diagnose/index.ts';
import { mostReads, probePlan } from '../../src/diagnose/probe-plan.ts';
import { caseOf } from './cases.ts';
import { load, refused } from './stories.ts';

const save = refused(30, '"1"', {
  url: 'https://api.test/Notes/1',
  sent: [
    ['Accept', 'text/turtle'],
    ['If-Match', '"1"'],
  ],
});
const read = load(0, '"1"', {
  url: 'https://api.test/Notes/1?lang=de',
  sent: [
    ['Accept', 'application/json'],
    ['If-None-Match', '"0"'],
  ],
});
const twin = load(-5, '"1"', { url: 'https://api.test/notes/1' });
const wants = (...names: NonNullable<Extract<Finding, { finding: 'unknown' }>['probe']>[]): Finding[] =>
  names.map((probe) => ({ cause: 'x', kind: 'unspecified', finding: 'unknown', missing: 'm', probe }));

describe('the reads of a check', () => {
  test('begin with one through the cache and two past it, at the page’s own URL, without its conditions', () => {
    const plan = probePlan(caseOf(save, [read]), []);
    expect(plan.map((p) => [p.probe, p.cache])).toEqual([
      ['cached-against-fresh', 'default'],
      ['cached-against-fresh', 'no-store'],
      ['cached-against-fresh', 'no-store'],
    ]);
    expect(plan.every((p) => p.url === read.url)).toBe(true);
    expect(plan[0]?.headers).toEqual([['Accept', 'application/json']]);
  });

  test('others come only where a finding is unknown for want of them', () => {
    const plan = probePlan(
      caseOf(save, [read], { neighbours: [twin] }),
      wants('head', 'read-as-the-write', 'unknown-query', 'parent', 'near-twins'),
    );
    expect(plan.slice(3).map((p) => [p.probe, p.method, p.url.replace(save.id, 'ID')])).toEqual([
      ['head', 'HEAD', read.url],
      ['read-as-the-write', 'GET', read.url],
      ['unknown-query', 'GET', `${read.url}&_=ID`],
      ['parent', 'HEAD', 'https://api.test/Notes/'],
      ['near-twins', 'HEAD', twin.url],
    ]);
    expect(plan[4]?.headers).toEqual([['Accept', 'text/turtle']]);
  });

  test(`are never more than ${mostReads}, and only GET and HEAD`, () => {
    const plan = probePlan(
      caseOf(save, [read]),
      wants('repeated-reads', 'head', 'read-as-the-write', 'unknown-query', 'parent', 'near-twins'),
    );
    expect(plan).toHaveLength(mostReads);
    expect(plan.every((p) => p.method === 'GET' || p.method === 'HEAD')).toBe(true);
  });

  test('follow from a real diagnosis', () => {
    const file = caseOf(save, [read]);
    expect(probePlan(file, diagnose(file)).length).toBeGreaterThanOrEqual(3);
  });
});
