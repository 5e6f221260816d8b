// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { cell, limits } from '../../src/texts/limits.ts';
import { limitOfFinding, limitsOfExchange } from '../../src/ui/panel/state/limits-met.ts';
import { WholeBrowser } from '../../src/ui/panel/whole-browser.tsx';
import { BrowserLimits } from '../../src/ui/settings/browser-limits.tsx';
import { LimitNote } from '../../src/ui/shared/limit-note.tsx';
import { exchange } from '../diagnose/cases.ts';

afterEach(() => {
  render(null, document.body);
  delete document.documentElement.dataset.host;
});

describe.each(['chromium', 'firefox'] as const)('what %s does not allow', (browser) => {
  it('is told where it matters, and nothing is told of what is allowed', () => {
    document.documentElement.dataset.host = browser;
    render(
      limits.map(({ id }) => <LimitNote key={id} id={id} />),
      document.body,
    );
    const told = [...document.querySelectorAll('[data-limit]')].map((one) => one.getAttribute('data-limit'));
    expect(told).toEqual(limits.filter((limit) => limit[browser].can !== 'yes').map(({ id }) => id));
  });

  it('stands in the settings as a whole', () => {
    document.documentElement.dataset.host = browser;
    render(<BrowserLimits />, document.body);
    const rows = [...document.querySelectorAll('tr')].map((row) => [...row.children].map((one) => one.textContent));
    expect(rows).toEqual(limits.map((limit) => [limit.what, cell(limit[browser])]));
  });
});

it('the whole browser’s cache is offered only where one site’s cannot be cleared, with the reason', () => {
  render(<WholeBrowser busy={null} clear={() => undefined} />, document.body);
  expect(document.body.textContent).toBe('');
  document.documentElement.dataset.host = 'firefox';
  render(<WholeBrowser busy={null} clear={() => undefined} />, document.body);
  expect(document.querySelector('[data-limit=clear-site]')).not.toBeNull();
  expect(document.body.textContent).toContain('only the whole browser’s cache is cleared for all of them');
});

describe('what a browser may have kept', () => {
  const unknown = { finding: 'unknown', missing: 'x', probe: null, kind: 'stale-version' } as const;

  it('from a rule: only where it says that it does not know, and where this browser recorded', () => {
    const own = exchange({ sources: ['devtools-network'] });
    expect(limitOfFinding({ ...unknown, cause: 'stale-browser-cache' }, own)).toBe('cached-read');
    expect(limitOfFinding({ ...unknown, cause: 'locked' }, own)).toBeNull();
    expect(limitOfFinding({ finding: 'not-applicable', kind: 'lock', cause: 'stale-browser-cache' }, own)).toBeNull();
    const file = exchange({ sources: ['har-file'] });
    expect(limitOfFinding({ ...unknown, cause: 'stale-browser-cache' }, file)).toBeNull();
  });

  it('from an exchange', () => {
    const sources = ['devtools-network'] as const;
    expect(limitsOfExchange(exchange({ sources, servedBy: 'unknown' }))).toEqual(['cached-read', 'worker-read']);
    expect(limitsOfExchange(exchange({ sources, servedBy: 'network' }))).toEqual([]);
    expect(limitsOfExchange(exchange({ sources: ['har-file'], servedBy: 'unknown' }))).toEqual([]);
  });
});
