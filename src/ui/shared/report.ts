import type { CaseFile, Finding } from '../../diagnose/contract.ts';
import type { AnyCause } from '../../diagnose/define.ts';
import { headerValue } from '../../http/header-list.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { strengthWord } from './words.ts';

/** Header fields that matter to a refusal; no other leaves with a report, so that no secret can. */
const telling = [
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'content-type',
  'etag',
  'last-modified',
  'cache-control',
  'age',
  'vary',
  'retry-after',
  'date',
];

/** A report for the server's people as Markdown: what was sent, what came back, why, and what would mend it. No bodies, no secrets. */
export function report(
  file: CaseFile,
  findings: readonly Finding[],
  causeById: (id: string) => AnyCause | undefined,
): string {
  const x = file.refusal;
  const lines = [
    `# ${heading(x)}: ${x.status ?? say`no answer`} ${x.method} ${withoutQuery(x.url)}`,
    '',
    say`Time: ${new Date(x.startedAt).toISOString()}`,
    '',
    `## ${say`Sent`}`,
    ...fields(requestHeaders(x)),
    '',
    `## ${say`Answered`}`,
    ...fields(responseHeaders(x)),
    '',
    `## ${say`Why`}`,
  ];
  const found = findings.filter((finding) => finding.finding === 'cause').slice(0, 3);
  if (found.length === 0) lines.push('', say`Not known yet.`);
  for (const finding of found) {
    const text = causeById(finding.cause)?.text;
    lines.push('', `**${strengthWord[finding.strength]}: ${text?.title ?? finding.cause}**`, '');
    lines.push(...finding.evidence.map((item) => `- ${plain(item.text)}`));
    if (text !== undefined) lines.push('', say`What would mend it: ${text.fixServer}`, '', say`See ${text.spec}`);
  }
  return `${lines.join('\n')}\n`;
}

function heading({ flag }: Exchange): string {
  if (flag === 'lost-update') return say`A save overwrote what somebody else had saved`;
  return flag === 'disguised-refusal' ? say`A save was refused, and the status hides it` : say`A save was refused`;
}

function fields(list: ReturnType<typeof requestHeaders>): string[] {
  if (list === null) return ['', say`Not seen.`];
  const shown = telling.flatMap((name) => {
    const value = headerValue(list, name);
    return value === null ? [] : [`- \`${name}: ${plain(value).replaceAll('`', "'")}\``];
  });
  return ['', ...(shown.length === 0 ? [say`No field that matters here.`] : shown)];
}

/** A query may hold keys; the path is enough to find the place. */
function withoutQuery(url: Exchange['url']): string {
  return plain(url.split(/[?#]/, 1)[0] ?? url);
}

/** One line, so that nothing from the wire can open a heading or a list of its own. */
function plain(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ');
}
