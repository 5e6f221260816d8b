import { headerValue } from '../../http/header-list.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { allAnswers } from '../facts/all-answers.ts';
import { missingToken } from '../facts/missing-token.ts';
import { refusal } from '../facts/refusal.ts';

/** Names by which debugging proxies sign in `Via`, `Server` or a field of their own. */
const tools =
  /\b(mitmproxy|charles|fiddler|burp ?suite|burp|owasp|zap|proxyman|whistle|anyproxy|http ?toolkit|requestly|hoverfly|polarproxy|debug(ging)?[- ]?proxy)\b/i;
const signed = ['Via', 'Server', 'X-Via', 'X-Proxy', 'X-Proxied-By', 'X-Forwarded-By', 'X-Powered-By'];

export default defineCause({
  id: 'debug-proxy',
  kind: 'precondition-missing',
  specificity: 85,
  needs: { refusal, missingToken, allAnswers },
  text: {
    title: say`A debugging proxy takes the versions away`,
    why: say`A tool between browser and server answers in its own name, and in its no-cache mode it removes ETag and Last-Modified from everything. The page then has no version to send.`,
    fix: say`Turn the tool’s no-cache mode off, or the tool, load the page again and save.`,
    fixServer: say`Nothing is wrong on the server.`,
    spec: 'RFC 9110 §7.6.3 (Via), §8.8 (validators)',
  },
  remedy: 'tell',
  judge: ({ refusal: { exchange: save }, missingToken: wanting, allAnswers: { ofOrigin } }) => {
    if (wanting.sent) return answer.ruledOut(evidence(say`The save did carry a version.`, save));
    if (wanting.refusal === 'elsewhere') return answer.notApplicable;
    const tool = ofOrigin.map((x) => [x, signOf(x)] as const).find(([, sign]) => sign !== null);
    if (tool === undefined) {
      const [first] = ofOrigin;
      return first === undefined
        ? answer.unknown(say`No answer of this server was seen.`)
        : answer.ruledOut(evidence(say`No answer names a debugging tool on its way.`, first));
    }
    const named = evidence(say`An answer names a tool on its way (${tool[1]}).`, tool[0]);
    const good = ofOrigin.filter((x) => x.method === 'GET' && (x.status ?? 0) < 300);
    const valid = good.find(
      (x) => headerValue(responseHeaders(x), 'ETag') ?? headerValue(responseHeaders(x), 'Last-Modified'),
    );
    if (valid !== undefined)
      return answer.ruledOut(evidence(say`Validators pass through: this answer has one.`, valid));
    const [read] = good;
    if (read === undefined)
      return answer.unknown(say`No read shows whether validators pass through the tool.`, 'cached-against-fresh');
    return answer.likely(named, evidence(say`None of the reads has an ETag or Last-Modified.`, read));
  },
});

function signOf(x: Exchange): string | null {
  const headers = responseHeaders(x);
  for (const name of signed) {
    const value = headerValue(headers, name)?.slice(0, 200) ?? '';
    if (tools.test(value)) return `${name}: ${value.slice(0, 80)}`;
  }
  return null;
}
