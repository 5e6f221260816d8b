import { headerValue } from '../../http/header-list.ts';
import { isSuccess } from '../../http/status.ts';
import { requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { refusal } from '../facts/refusal.ts';
import { said } from '../facts/said.ts';
import { traffic } from '../facts/traffic.ts';
import { pieces as piecesOf, plainly } from '../refusal/by-words.ts';

/** Fields in which a server hands over what the next request must carry. */
const handshake =
  /^(x-)?([\w-]+-)?(session-(id|token)|csrf(-token)?|xsrf(-token)?|anti-?forgery(-token)?|transaction-token|write-token)$/i;

export default defineCause({
  id: 'token-handshake',
  kind: 'precondition-missing',
  specificity: 66,
  needs: { refusal, reading, said, traffic },
  text: {
    title: say`The refusal hands over a token to send`,
    why: say`The server answers the first request with a token and takes the second one, which carries it. It is a greeting more than a refusal.`,
    fix: say`Send the same request again with the token. Pages that know the server do so by themselves.`,
    fixServer: say`Answer 403 or 428 and name the field that is wanted.`,
    spec: 'RFC 9110 §15.5.10 (409: the user might resolve it and send again)',
  },
  remedy: 'tell',
  judge: ({ refusal: { exchange, status }, reading: read, said: { messages }, traffic: { after } }) => {
    const handed = (responseHeaders(exchange) ?? []).find(([name, value]) => handshake.test(name) && value !== '');
    if (handed === undefined) {
      const headers = responseHeaders(exchange);
      return headers === null
        ? answer.unknown(say`The header fields of the answer were not seen.`)
        : answer.ruledOut(evidence(say`The answer hands over no token.`, exchange));
    }
    const [name, value] = handed;
    const sent = headerValue(requestHeaders(exchange), name);
    if (sent === value) return answer.ruledOut(evidence(say`The request carried the same ${name} already.`, exchange));
    const again = after.find((x) => isSuccess(x.status) && headerValue(requestHeaders(x), name) === value);
    if (again !== undefined)
      return answer.ruledOut(evidence(say`The app sent it again with ${name} by itself.`, again));
    const pieces = [
      evidence(say`The answer (${status}) hands over ${name}.`, exchange),
      evidence(sent === null ? say`The request carried none.` : say`The request carried another one.`, exchange),
    ] as const;
    const named = messages.some((text) => text.toLowerCase().includes(name.toLowerCase()));
    // Many answers carry such a field; where the words tell of something else, it is no greeting.
    const other = plainly(read);
    if (!named && other !== null && other !== 'ordinary' && other !== 'required')
      return answer.ruledOut(...piecesOf(read.ranked[0]?.reasons ?? [], read));
    if (named && sent === null)
      return answer.proven(...pieces, evidence(say`The answer says that it is wanted.`, exchange));
    return status === 409 || status === 428 ? answer.likely(...pieces) : answer.possible(...pieces);
  },
});
