import { headerValue } from '../../http/header-list.ts';
import { responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { carried } from '../facts/carried.ts';
import { reading } from '../facts/reading.ts';
import { said } from '../facts/said.ts';
import { plain } from '../refusal/scores.ts';

const guards =
  /cloudflare|sucuri|akamai|imperva|incapsula|barracuda|big-?ip|fortiweb|awselb|cloudfront|ddos-guard|wordfence|mod_security|varnish/i;

export default defineCause({
  id: 'firewall-in-disguise',
  kind: 'not-a-conflict',
  specificity: 40,
  needs: { reading, carried, said },
  text: {
    title: say`A firewall stopped the save`,
    why: say`The answer is a page and not from the application. A firewall before the site took the content for an attack and chose this status for its answer.`,
    fix: say`Give the page’s number (incident, ray or support id) to the site’s people. Shorter text, or text without code, often passes.`,
    fixServer: say`Make an exception for this route in the firewall’s rules, and let it answer 403.`,
    spec: 'RFC 9110 §15.5.4 (403)',
  },
  remedy: 'tell',
  judge: ({ reading: read, carried: { tokens, createOnly }, said: { format, messages } }) => {
    const { exchange, status, ranked, bodyKnown } = read;
    if (!bodyKnown) return answer.unknown(say`The body of the answer was not kept, so who wrote it is not known.`);
    if (format !== 'html')
      return answer.ruledOut(evidence(say`The answer is no page; the application itself wrote it.`, exchange));
    if (tokens.length > 0 || createOnly !== null)
      return answer.ruledOut(evidence(say`The request carried a condition, and the status fits it.`, exchange));
    const words = ranked.find(({ meaning }) => meaning === 'firewall');
    const guard = ['Server', 'Via', 'X-CDN', 'X-Sucuri-ID', 'CF-RAY']
      .map((name) => [name, headerValue(responseHeaders(exchange), name)] as const)
      .find(([name, value]) => value !== null && (guards.test(value) || /^(CF-RAY|X-Sucuri)/.test(name)));
    const by = guard === undefined ? [] : [evidence(say`The answer passed a guard: ${guard[0]} ${guard[1]}`, exchange)];
    if (words !== undefined && words.score >= plain)
      return answer.likely(
        evidence(say`A page answered ${status}: ${messages[0] ?? ''}`.slice(0, 200), exchange),
        ...by,
      );
    if (guard !== undefined && (ranked[0]?.score ?? 0) < plain)
      return answer.possible(
        evidence(say`A page answered ${status}, and the request carried no condition.`, exchange),
        ...by,
      );
    return answer.ruledOut(evidence(say`Nothing in the page or its fields speaks of a firewall.`, exchange));
  },
});
