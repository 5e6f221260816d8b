import { expect, it } from 'vitest';
import { pageSigns } from '../../src/record/page-signs.ts';

it('keeps hidden versions and the addresses of assets with a version, and nothing else of a page', () => {
  const page = `<!doctype html><html><head>
<link rel='stylesheet' href='https://site.test/wp-content/themes/paper/style.css?ver=1.8' media='all'>
<script src="/wp-content/plugins/tidy/tidy.js?x=1&#038;ver=2.1.4"></script>
<script>var nonce = "planted";</script></head><body>
<p>Planted text</p><input name="version" value="planted">
<input type="hidden" name="csrf_token" value="planted">
<input type="hidden" name="note" value="planted">
<input type="hidden" name="version" value="not a version but planted words">
<input type="hidden" id="v" name="lock_version" value="3">
<input value='2026-01-02 10:11:12' type=hidden name=revision></body></html>`;
  const signs = pageSigns(page) ?? '';
  expect(signs).not.toContain('planted');
  expect(signs).not.toContain('Planted');
  expect(signs.split('\n')).toEqual([
    '<link href="/wp-content/themes/paper/style.css?ver=1.8">',
    '<link href="/wp-content/plugins/tidy/tidy.js?x=1&#038;ver=2.1.4">',
    '<input type="hidden" name="lock_version" value="3">',
    '<input type="hidden" name="revision" value="2026-01-02 10:11:12">',
  ]);
});

it('keeps nothing of a page without such signs', () => {
  expect(pageSigns('<!doctype html><title>Notes</title><input type="hidden" name="id" value="7">')).toBeNull();
});

it('is bounded on hostile pages', () => {
  const started = performance.now();
  for (const part of ['<', '<input ', '<input type="hidden" name="', '<script src="/wp-content/plugins/', ' name='])
    pageSigns(part.repeat(2_000_000 / part.length));
  expect(pageSigns('<input type=hidden name=version value=1>'.repeat(100_000))?.split('\n')).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(4_000);
});
