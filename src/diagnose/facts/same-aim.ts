import type { Body, Exchange } from '../../record/exchange.ts';
import { wordsOfName } from '../refusal/words.ts';
import { bodyValues, sameContent } from './json-values.ts';

/** Last words of the names under which a body says which thing it means. */
const naming = new Set(['id', 'ids', 'uuid', 'guid', 'uid', 'slug', 'key']);
/** The word before, where the id is that of the version, of the request or of who asks. */
const ofOther = new Set(
  'version,revision,rev,request,trace,span,session,client,mutation,idempotency,transaction,correlation,message,device,tab,user,author,owner,nonce,csrf,snapshot,object,commit'.split(
    ',',
  ),
);

/**
 * Whether two writes to one address write the same thing. A PUT does by its address (RFC 9110 §9.3.4); a POST may go to an endpoint
 * that serves many things (GraphQL, RPC, the form of a whole site), and then only the ids in its body tell. null: that cannot be told.
 */
export function aimsAtSame(x: Exchange, save: Exchange): boolean | null {
  if (x.id === save.id) return true;
  if (!isPost(x)) return true;
  if (sameContent(x.requestBody, save.requestBody) === true) return true;
  const [one, other] = [idsIn(x.requestBody), idsIn(save.requestBody)];
  // The outermost id is that of the thing; those within it belong to its parts.
  const shared = [...one.keys()].filter((path) => other.has(path)).sort((a, b) => depthOf(a) - depthOf(b));
  const [top] = shared;
  if (top !== undefined)
    return shared.every((path) => depthOf(path) > depthOf(top) || one.get(path) === other.get(path));
  // Where saves are made by PUT, a POST there does something else (`like`, `touch`) as well as not.
  return isPost(save) && endsInOneThing(save.url) ? true : null;
}

function depthOf(path: string): number {
  return path.split(/[.[]/).length;
}

function isPost(x: Exchange): boolean {
  return x.method.toUpperCase() === 'POST';
}

/** `/notes/7`, `/notes/5f2c…`: the address itself names one thing. */
function endsInOneThing(url: string): boolean {
  const last = URL.canParse(url)
    ? (new URL(url).pathname
        .split('/')
        .filter((part) => part !== '')
        .at(-1) ?? '')
    : '';
  return /\d/.test(last) && !last.includes('.');
}

/** The ids in a JSON body or a form, by where they stand. */
function idsIn(body: Body): ReadonlyMap<string, string> {
  const json = bodyValues(body).map(({ path, key, value }) => [path, key, value] as const);
  const form = json.length > 0 || body.state !== 'kept' ? [] : formValues(body.data);
  return new Map([...json, ...form].flatMap(([path, key, value]) => (namesOne(key) ? [[path, value] as const] : [])));
}

function formValues(text: string): readonly (readonly [string, string, string])[] {
  if (text.length > 20_000 || !/^[^\s={}<]{1,200}=/.test(text)) return [];
  return [...new URLSearchParams(text)].slice(0, 200).map(([name, value]) => [name, name, value] as const);
}

function namesOne(key: string): boolean {
  const words = wordsOfName(key);
  return naming.has(words.at(-1) ?? '') && !ofOther.has(words.at(-2) ?? '');
}
