import { type Listing, pageHtml } from '../page/page.ts';
import { api, notFound, ordinaryRules } from './api.ts';
import { BadRequest, type Call, jsonBody } from './call.ts';
import { editElsewhere, subject } from './edit.ts';
import { problem, type Reply } from './reply.ts';
import { told } from './told.ts';
import type { World } from './world.ts';

/** `lab/…`: what happens on the server apart from the page's saves. Forms and JSON are both taken. */
function happening(call: Call, world: World): Reply {
  const name = call.path.slice('lab/'.length);
  if (call.method !== 'POST') return notFound(call);
  if (name === 'edit') {
    const change = (call.headers['content-type'] ?? '').startsWith('application/json') ? jsonBody(call) : undefined;
    const id = call.query.get('id') ?? subject(world.documents, world.scenario.page?.readFrom);
    const edited = editElsewhere(world.documents, id, change);
    return edited === undefined ? notFound(call) : told('Somebody else changed it on the server.');
  }
  const found = Object.hasOwn(world.scenario.happenings ?? {}, name) ? world.scenario.happenings?.[name] : undefined;
  if (found === undefined) return notFound(call);
  const came = found.happen(call);
  return typeof came === 'string' ? told(came) : came;
}

async function answer(call: Call, world: World, listing: Listing): Promise<Reply> {
  const { scenario } = world;
  if (call.path === '') return pageHtml(scenario, call, listing);
  if (call.path.startsWith('lab/')) return happening(call, world);
  const first = call.path.split('/')[0] ?? '';
  const ordinary = async (): Promise<Reply> =>
    first === 'api' ? api(call, { ...ordinaryRules, ...scenario.rules }) : notFound(call);
  const handled = first === 'api' || scenario.handles?.includes(first) === true;
  return handled && scenario.handle !== undefined ? scenario.handle(call, ordinary) : ordinary();
}

/** The answer of one scenario to one call. Never throws. */
export async function route(call: Call, world: World, listing: Listing): Promise<Reply> {
  try {
    return await answer(call, world, listing);
  } catch (error) {
    if (error instanceof BadRequest) return problem(400, 'Bad Request', error.message);
    return problem(500, 'Internal Server Error', error instanceof Error ? error.message : 'unknown');
  }
}
