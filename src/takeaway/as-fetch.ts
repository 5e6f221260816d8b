import type { Exchange } from '../record/exchange.ts';
import { expression, inJavaScript } from './quote.ts';
import { type Save, saveOf } from './save.ts';
import type { Text } from './text.ts';
import { isMergesWork, type Place, spoken } from './token.ts';

/**
 * The save as JavaScript, for the console of a page of the site or for Node 18 and newer: read, merge, send under the fresh version,
 * at most four rounds, each after a merge of its own. Never without a version. Where there can be no script, a comment that says why.
 * @param before reads of the resource before the save, oldest first: they show where the version stands
 */
export function asFetch(exchange: Exchange, before: readonly Exchange[] = []): string {
  const save = saveOf(exchange, before);
  if ('why' in save) return `// ${save.why}\n`;
  const { tokens } = save;
  const text = (value: Text) =>
    expression(value, inJavaScript, (name, as) => `${{ raw: 'secret', json: 'inJson', url: 'inUrl' }[as]}('${name}')`);
  const fields = (list: Save['headers']) => {
    const lines = list.map(([name, value]) => `[${inJavaScript(name)}, ${text(value)}],`);
    return lines.length === 0 ? '[]' : `[\n    ${lines.join('\n    ')}\n  ]`;
  };
  return `// ${save.title}
// Made by Resave. Fill in merge(). It reads what the server holds, merges, and sends under the fresh version: ${tokens.map(({ place }) => spoken(place).replace(/[^\x20-\x7e]/g, '?')).join(', ')}.
// Secrets are left out. Set them as environment variables or on globalThis: ${save.secrets.join(', ') || 'none is needed'}.
// In Node, cookies come from RESAVE_COOKIE; in a page the browser sends its own.
(async () => {
  /** The text to send. mine: what you tried to save; theirs: what the server holds now; base: what you started from, or null; versions: the fresh versions to send. */
  function merge(mine, theirs, base, versions) {
    throw new Error('Fill in merge(): put your changes into theirs${bodyTokens(save)}.');
  }

  const secret = (name) => {
    const value = globalThis.process?.env?.[name] ?? globalThis[name];
    if (!value) throw new Error('Set ' + name + ' first.');
    return String(value);
  };
  const inJson = (name) => JSON.stringify(secret(name)).slice(1, -1);
  const inUrl = (name) => encodeURIComponent(secret(name));
  const cookie = globalThis.process?.env?.RESAVE_COOKIE;
  const cookies = cookie ? [['Cookie', cookie]] : [];
  const mine = ${save.body === null ? 'null' : text(save.body)};
  const base = ${save.base === null ? 'null' : text(save.base)};
  const url = ${text(save.url)};
  const readUrl = ${text(save.readUrl)};
  const headers = ${fields(save.headers)};
  const readHeaders = ${fields(save.readHeaders)};
  const at = (body, path) => path.reduce((value, step) => value?.[step], JSON.parse(body));
  const version = (value, where) => {
    const found = value === undefined || value === null ? '' : String(value).trim();
    if (found === '' || found === '*') throw new Error('The server shows no version at ' + where + ', so nothing is sent.');
    return found;
  };
  // The save carries the number after the one that the server holds.
  const next = (found) => String(BigInt(found) + 1n);
  const rounds = 4;
  for (let round = 1; round <= rounds; round++) {
    const read = await fetch(readUrl, { headers: [...readHeaders, ...cookies], cache: 'no-store', signal: AbortSignal.timeout(30000) });
    if (!read.ok) throw new Error('The resource cannot be read: ' + read.status);
    const theirs = await read.text();
    const versions = [
${tokens.map(({ source, next }) => `      ${next ? 'next(' : ''}version(${sourceOf(source)}, ${inJavaScript(spoken(source))})${next ? ')' : ''},`).join('\n')}
    ];
    const body = merge(mine, theirs, base, versions);
${checks(save)}    const conditions = [${tokens.flatMap(({ place }, i) => (place.via === 'header' ? [`[${inJavaScript(place.name)}, versions[${i}]]`] : [])).join(', ')}];
    const query = [${tokens.flatMap(({ place }, i) => (place.via === 'query' ? [`${inJavaScript(`${encodeURIComponent(place.name)}=`)} + encodeURIComponent(versions[${i}])`] : [])).join(', ')}].join('&');
    const target = query === '' ? url : url + (url.includes('?') ? '&' : '?') + query;${
      save.idempotencyKey === null
        ? ''
        : `\n    conditions.push([${inJavaScript(save.idempotencyKey)}, crypto.randomUUID()]);`
    }
    let sent;
    try {
      sent = await fetch(target, {
        method: ${inJavaScript(save.method)},
        headers: [...headers, ...cookies, ...conditions],
        body: body ?? undefined,
        signal: AbortSignal.timeout(30000),
      });
    } catch (error) {
      throw new Error('No answer: it may have been saved. Read the resource before you try again. ' + error.message);
    }
    if (sent.ok) return console.log('Saved: ' + sent.status);
    if (![409, 412, 428].includes(sent.status)) throw new Error('Not saved: ' + sent.status + ' ' + (await sent.text()));
    if (round < rounds) await new Promise((go) => setTimeout(go, 250 * 2 ** round + 250 * Math.random()));
  }
  throw new Error('Refused ' + rounds + ' times. Nothing was overwritten.');
})().catch((error) => {
  console.error(error.message);
  if (globalThis.process) process.exitCode = 1;
});
`;
}

function sourceOf(source: Place): string {
  if (source.via === 'body') return `at(theirs, ${path(source.path)})`;
  return `read.headers.get(${inJavaScript(source.name)})`;
}

const path = (steps: readonly (string | number)[]) =>
  `[${steps.map((step) => (typeof step === 'number' ? String(step) : inJavaScript(step))).join(', ')}]`;

function bodyTokens({ tokens }: Save): string {
  return tokens.some(({ place }) => isMergesWork(place)) ? ', under the fresh version' : '';
}

/** A version in the body is the merge's work; that it was done is checked before anything is sent. */
function checks({ tokens }: Save): string {
  return tokens
    .flatMap(({ place }, i) =>
      place.via === 'body'
        ? [
            `    if (String(at(body, ${path(place.path)})) !== versions[${i}])\n      throw new Error('merge() must leave the fresh version at ' + ${inJavaScript(spoken(place))});\n`,
          ]
        : place.via === 'form'
          ? [
              `    if (new URLSearchParams(body).get(${inJavaScript(place.name)}) !== versions[${i}])\n      throw new Error('merge() must leave the fresh version at ' + ${inJavaScript(spoken(place))});\n`,
            ]
          : place.via === 'patch'
            ? [
                `    if (!JSON.parse(body).some(({ op, path, value }) => op === 'test' && path === ${inJavaScript(place.name)} && String(value) === versions[${i}]))\n      throw new Error('merge() must leave the fresh version at ' + ${inJavaScript(spoken(place))});\n`,
              ]
            : [],
    )
    .join('');
}
