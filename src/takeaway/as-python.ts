import type { Exchange } from '../record/exchange.ts';
import { expression, inPython } from './quote.ts';
import { type Save, saveOf } from './save.ts';
import type { Text } from './text.ts';
import { isMergesWork, type Place, spoken } from './token.ts';

/**
 * The save as a Python 3 script without other packages: read, merge, send under the fresh version, at most four rounds, each after a merge
 * of its own. Never without a version. Where there can be no script, a comment that says why.
 * @param before reads of the resource before the save, oldest first: they show where the version stands
 */
export function asPython(exchange: Exchange, before: readonly Exchange[] = []): string {
  const save = saveOf(exchange, before);
  if ('why' in save) return `# ${save.why}\n`;
  const { tokens } = save;
  const text = (value: Text) =>
    expression(value, inPython, (name, as) => `${{ raw: 'secret', json: 'in_json', url: 'in_url' }[as]}('${name}')`);
  const fields = (list: Save['headers']) => {
    const lines = list.map(([name, value]) => `(${inPython(name)}, ${text(value)}),`);
    return lines.length === 0 ? '[]' : `[\n    ${lines.join('\n    ')}\n]`;
  };
  return `#!/usr/bin/env python3
# ${save.title}
# Made by Resave. Fill in merge(). It reads what the server holds, merges, and sends under the fresh version: ${tokens.map(({ place }) => spoken(place).replace(/[^\x20-\x7e]/g, '?')).join(', ')}.
# Secrets are left out. Set them as environment variables: ${save.secrets.join(', ') || 'none is needed'}. Cookies: RESAVE_COOKIE.
import json, os, random, sys, time, urllib.error, urllib.parse, urllib.request, uuid


def merge(mine, theirs, base, versions):
    """The text to send. mine: what you tried to save; theirs: what the server holds now; base: what you started from, or None; versions: the fresh versions to send."""
    sys.exit('Fill in merge(): put your changes into theirs${tokens.some(({ place }) => isMergesWork(place)) ? ', under the fresh version' : ''}.')


def secret(name):
    return os.environ.get(name) or sys.exit('Set ' + name + ' first.')


def in_json(name):
    return json.dumps(secret(name))[1:-1]


def in_url(name):
    return urllib.parse.quote(secret(name), safe='')


def at(body, path):
    value = json.loads(body)
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def version(value, where):
    found = '' if value is None else str(value).strip()
    if found in ('', '*'):
        sys.exit('The server shows no version at ' + where + ', so nothing is sent.')
    return found


def ask(method, url, headers, body):
    request = urllib.request.Request(url, method=method, data=None if body is None else body.encode())
    for name, value in headers:
        request.add_header(name, value)
    if os.environ.get('RESAVE_COOKIE'):
        request.add_header('Cookie', os.environ['RESAVE_COOKIE'])
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode('utf-8', 'replace')
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read().decode('utf-8', 'replace')


MINE = ${save.body === null ? 'None' : text(save.body)}
BASE = ${save.base === null ? 'None' : text(save.base)}
URL = ${text(save.url)}
READ_URL = ${text(save.readUrl)}
HEADERS = ${fields(save.headers)}
READ_HEADERS = ${fields(save.readHeaders)}
ROUNDS = 4
for turn in range(1, ROUNDS + 1):
    try:
        status, answered, theirs = ask('GET', READ_URL, READ_HEADERS, None)
    except OSError as broken:
        sys.exit('The resource cannot be read: %s' % broken)
    if not 200 <= status < 300:
        sys.exit('The resource cannot be read: %d' % status)
    versions = [
${tokens.map(({ source, next }) => `        ${next ? 'str(1 + int(' : ''}version(${sourceOf(source)}, ${inPython(spoken(source))})${next ? '))' : ''},`).join('\n')}
    ]
    body = merge(MINE, theirs, BASE, versions)
${checks(save)}    conditions = [${tokens.flatMap(({ place }, i) => (place.via === 'header' ? [`(${inPython(place.name)}, versions[${i}])`] : [])).join(', ')}]
    query = '&'.join([${tokens.flatMap(({ place }, i) => (place.via === 'query' ? [`${inPython(`${encodeURIComponent(place.name)}=`)} + urllib.parse.quote(versions[${i}], safe='')`] : [])).join(', ')}])
    target = URL if query == '' else URL + ('&' if '?' in URL else '?') + query${
      save.idempotencyKey === null
        ? ''
        : `\n    conditions.append((${inPython(save.idempotencyKey)}, str(uuid.uuid4())))`
    }
    try:
        status, answered, said = ask(${inPython(save.method)}, target, HEADERS + conditions, body)
    except OSError as broken:
        sys.exit('No answer: it may have been saved. Read the resource before you try again. %s' % broken)
    if 200 <= status < 300:
        print('Saved: %d' % status)
        break
    if status not in (409, 412, 428):
        sys.exit('Not saved: %d %s' % (status, said))
    if turn < ROUNDS:
        time.sleep(0.25 * 2 ** turn + 0.25 * random.random())
else:
    sys.exit('Refused %d times. Nothing was overwritten.' % ROUNDS)
`;
}

function sourceOf(source: Place): string {
  return source.via === 'body' ? `at(theirs, ${path(source.path)})` : `answered.get(${inPython(source.name)})`;
}

const path = (steps: readonly (string | number)[]) =>
  `[${steps.map((step) => (typeof step === 'number' ? String(step) : inPython(step))).join(', ')}]`;

/** A version in the body is the merge's work; that it was done is checked before anything is sent. */
function checks({ tokens }: Save): string {
  return tokens
    .flatMap(({ place }, i) =>
      place.via === 'body'
        ? [
            `    if str(at(body, ${path(place.path)})) != versions[${i}]:\n        sys.exit('merge() must leave the fresh version at ' + ${inPython(spoken(place))})\n`,
          ]
        : place.via === 'form'
          ? [
              `    if dict(urllib.parse.parse_qsl(body, keep_blank_values=True)).get(${inPython(place.name)}) != versions[${i}]:\n        sys.exit('merge() must leave the fresh version at ' + ${inPython(spoken(place))})\n`,
            ]
          : place.via === 'patch'
            ? [
                `    if not any(each.get('op') == 'test' and each.get('path') == ${inPython(place.name)} and str(each.get('value')) == versions[${i}] for each in json.loads(body)):\n        sys.exit('merge() must leave the fresh version at ' + ${inPython(spoken(place))})\n`,
              ]
            : [],
    )
    .join('');
}
