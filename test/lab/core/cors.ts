import type { IncomingMessage } from 'node:http';
import type { Reply } from './reply.ts';
import type { Scenario } from './scenario.ts';

/** The CORS headers of an answer to another origin (Fetch standard, §3.2). None where the scenario has no CORS. */
export function corsHeaders(scenario: Scenario, headers: IncomingMessage['headers']): Reply['headers'] {
  const { origin } = headers;
  if (scenario.cors === undefined || origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
    ...(scenario.cors.expose === undefined ? {} : { 'access-control-expose-headers': scenario.cors.expose }),
  };
}

export function isPreflight(method: string, headers: IncomingMessage['headers']): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

export function preflight(headers: IncomingMessage['headers']): Reply {
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
      'access-control-max-age': '0',
    },
    body: '',
  };
}
