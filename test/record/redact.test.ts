import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretName } from '../../src/http/secret-name.ts';
import { redactBody, redactHeaders, redactMarkup } from '../../src/record/redact.ts';
import { redactForm, redactJson, redactJwts, redactMultipart, redactUrl } from '../../src/record/redact-text.ts';
import { secretTag } from '../../src/record/tag.ts';

const key = 'session key';

function namesASecret(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => isSecretName(name) || namesASecret(inner));
}
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJl';

describe('redaction of headers', () => {
  it.each([
    'Authorization',
    'Cookie',
    'Set-Cookie',
    'Proxy-Authorization',
    'X-Api-Key',
    'X-CSRF-Token',
    'X-Auth-Token',
    'X-Session-Id',
    'X-Amz-Security-Token',
    'ocp-apim-subscription-key',
    'X-XSRF-TOKEN',
    'client_secret',
  ])('takes the value of %s out', (name) => {
    expect(JSON.stringify(redactHeaders(key, [[name, 'planted']]))).not.toContain('planted');
  });

  it.each([
    'If-Match',
    'If-None-Match',
    'ETag',
    'OC-ETag',
    'X-Contentful-Version',
    'Lock-Token',
    'X-If-State-Token',
    'X-State-Token',
    'x-goog-generation',
    'x-ms-lease-id',
    'Idempotency-Key',
    'If',
    'If-Unmodified-Since',
  ])('leaves %s as it is', (name) => {
    expect(redactHeaders(key, [[name, '"7f3a"']])).toEqual([[name, '"7f3a"']]);
  });

  it('leaves a validator alone even where it looks like a token', () => {
    for (const name of ['ETag', 'If-Match', 'X-State-Token'])
      expect(redactHeaders(key, [[name, jwt]])).toEqual([[name, jwt]]);
  });

  it('keeps the scheme of credentials and shows by the tag that they changed', () => {
    const value = (secret: string) => redactHeaders(key, [['Authorization', `Bearer ${secret}`]])[0]?.[1];
    expect(value('one')).toMatch(/^Bearer ‹redacted #[0-9a-f]{4}›$/);
    expect(value('one')).toBe(value('one'));
    expect(value('one')).not.toBe(value('two'));
    expect(secretTag(key, 'one')).not.toBe(secretTag('another key', 'one'));
  });

  it('cleans URLs in Location and Referer', () => {
    expect(redactHeaders(key, [['Location', '/done?access_token=planted&rev=3']])[0]?.[1]).toMatch(
      /^\/done\?access_token=[^&]*&rev=3$/,
    );
  });
});

describe('redaction of URLs and forms', () => {
  it('replaces secrets of query, fragment and user information, and nothing else', () => {
    const url = redactUrl(
      key,
      'https://me:planted@app.example/a?rev=2&api_key=planted&q=a+b#access_token=planted&state=x',
    );
    expect(url).not.toContain('planted');
    expect(url).toContain('?rev=2&api_key=');
    expect(url).toContain('&q=a+b#');
    expect(redactUrl(key, 'https://app.example/a?rev=2#top')).toBe('https://app.example/a?rev=2#top');
  });

  it('replaces fields of forms and of forms with files', () => {
    expect(redactForm(key, 'title=a&password=planted&lock_version=3')).toMatch(
      /^title=a&password=[^&]*&lock_version=3$/,
    );
    const multipart = [
      '--b',
      'Content-Disposition: form-data; name="password"',
      '',
      'planted',
      '--b',
      'Content-Disposition: form-data; name="title"',
      '',
      'mine',
      '--b--',
      '',
    ].join('\r\n');
    const clean = redactMultipart(key, multipart);
    expect(clean).not.toContain('planted');
    expect(clean).toContain('\r\n\r\nmine\r\n--b--');
  });

  it('replaces what looks like a JSON Web Token wherever it stands', () => {
    expect(redactJwts(key, `a ${jwt} b`)).toMatch(/^a ‹redacted #[0-9a-f]{4}› b$/);
    expect(redactJwts(key, 'eyJ is not one; eyJhbGciOiJIUzI1NiJ9 alone is none')).toBe(
      'eyJ is not one; eyJhbGciOiJIUzI1NiJ9 alone is none',
    );
    expect(redactUrl(key, `https://app.example/magic/${jwt}`)).not.toContain(jwt);
  });

  it('replaces hidden fields of pages', () => {
    const html = `<meta content="planted" name="csrf-token"><input type="hidden" name="authenticity_token" value='planted'><input name="title" value="mine"><input type="password" value="planted">`;
    const clean = redactMarkup(key, html);
    expect(clean).not.toContain('planted');
    expect(clean).toContain('value="mine"');
  });
});

describe('redaction of JSON', () => {
  it('replaces secrets at any depth and keeps every other character', () => {
    const text = `{ "id": 90071992547409931, "_rev":"3-a", "user":{"password" : "planted","pin\\u0043ode":1},\n "tokens": 150, "accessToken":"planted", "keys":[{"apiKey":"planted"}] }`;
    const clean = redactJson(key, text);
    expect(clean).not.toContain('planted');
    expect(clean).toContain('{ "id": 90071992547409931, "_rev":"3-a", "user":{"password" : "‹redacted');
    expect(clean).toContain('"tokens": 150');
    expect(() => JSON.parse(clean)).not.toThrow();
  });

  it('replaces all that stands under a secret name, but for what speaks of a version', () => {
    const clean = redactJson(key, '{"credentials":{"user":"planted","list":["planted",12345],"version":7}}');
    expect(clean).not.toMatch(/planted|12345/);
    expect(clean).toContain('"version":7');
  });

  it.each([
    '_rev',
    'rev',
    'etag',
    '@odata.etag',
    'version',
    'lock_version',
    'resourceVersion',
    'sha',
    'revision',
    'syncToken',
    'nextPageToken',
    'concurrencyToken',
    'if_seq_no',
  ])('never touches the version token %s', (name) => {
    const text = JSON.stringify({ [name]: 'abc123' });
    expect(redactJson(key, text)).toBe(text);
  });

  it('changes no JSON without secrets, and leaves JSON with them readable', () => {
    // Random names are now and then those of secrets.
    const withoutSecrets = fc.jsonValue().filter((value) => !namesASecret(value));
    fc.assert(
      fc.property(withoutSecrets, (value) => {
        const text = JSON.stringify(value);
        expect(redactJson(key, text)).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), withoutSecrets, (secret, other) => {
        const text = JSON.stringify({ password: secret, other });
        expect(JSON.parse(redactJson(key, text))).toMatchObject({ other: JSON.parse(JSON.stringify(other)) });
      }),
    );
  });

  it('finds secrets in JSON that was cut', () => {
    const text = JSON.stringify({ title: 'x', password: 'planted-secret', note: 'y' });
    for (let end = 0; end <= text.length; end++) {
      const clean = redactJson(key, text.slice(0, end));
      expect(clean).not.toContain('planted-secret');
    }
  });

  it('marks the body', () => {
    const body = {
      state: 'kept',
      encoding: 'text',
      data: '{"password":"p1"}',
      length: 17,
      truncated: false,
      redacted: false,
    } as const;
    expect(redactBody(key, body, [['Content-Type', 'application/json']])).toMatchObject({ redacted: true, length: 17 });
    const plain = { ...body, data: '{"title":"p1"}' };
    expect(redactBody(key, plain, null)).toBe(plain);
  });
});

describe('hostile input', () => {
  /** Doubling the input must not much more than double the time: the slowest of these would show a square. */
  it.each([
    ['quotes', '"'],
    ['brackets', '['],
    ['open tags', '<input name="token" '],
    ['beginnings of tokens', 'eyJ'],
    ['tokens without end', 'eyJaaaaaaaaaa.'],
    ['ampersands', '&token='],
    ['backslashes', '\\"'],
    ['attributes', ' value='],
    ['boundaries', '--\r\n'],
  ])('takes time in proportion to %s', (_what, piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const started = performance.now();
    for (const redact of [redactJson, redactForm, redactJwts, redactMultipart, redactMarkup, redactUrl])
      redact(key, text);
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});
