import type { Exchange } from './exchange.ts';
import type { Entry } from './join.ts';
import type { Part } from './part.ts';

/** The source's own name for a request, as it is kept in a row: `source:key`. */
export function keysOf(entry: Entry): string[] {
  return entry.parts.flatMap((part) => (part.key === null ? [] : [`${part.source}:${part.key}`]));
}

/**
 * An entry made again from a stored exchange, so that what comes in after the end of the worker still joins it.
 * Who gave which header is no longer known; the first source stands for all of it, the others for their names.
 */
export function unfold(exchange: Exchange, keys: readonly string[]): Entry {
  const keyOf = (source: string) => {
    const found = keys.find((key) => key.startsWith(`${source}:`));
    return found === undefined ? null : found.slice(source.length + 1);
  };
  const isOpen = exchange.missed.includes('end');
  const shared = {
    method: exchange.method,
    url: exchange.url,
    startedAt: exchange.startedAt,
    ...(exchange.endedAt === null ? {} : { endedAt: exchange.endedAt }),
    tabId: exchange.tabId,
    ...(exchange.missed.includes('beginning') ? { late: true as const } : {}),
    ...(exchange.status === null ? {} : { status: exchange.status }),
    state: isOpen ? 'open' : exchange.status === null ? 'failed' : 'done',
  } as const;
  const { set, sent, received, seen } = exchange.headers;
  const parts = exchange.sources.map((source, at): Part => {
    const bare = { ...shared, source, key: keyOf(source), headers: {}, requestBody: null, responseBody: null };
    if (at > 0) return bare;
    return {
      ...bare,
      ...(exchange.sharers === undefined ? {} : { sharers: exchange.sharers }),
      ...(exchange.frameId === null ? {} : { frameId: exchange.frameId }),
      ...(exchange.initiator === null ? {} : { initiator: exchange.initiator }),
      ...(exchange.resourceType === null ? {} : { resourceType: exchange.resourceType }),
      ...(exchange.error === null ? {} : { error: exchange.error }),
      ...(exchange.parent === null ? {} : { parent: exchange.parent }),
      ...(exchange.network === undefined ? {} : { network: exchange.network }),
      servedBy: exchange.servedBy,
      headers: {
        ...(set === null ? {} : { set }),
        ...(sent === null ? {} : { sent }),
        ...(received === null ? {} : { received }),
        ...(seen === null ? {} : { seen }),
      },
      requestBody: exchange.requestBody,
      responseBody: exchange.responseBody,
    };
  });
  return { id: exchange.id, parts };
}
