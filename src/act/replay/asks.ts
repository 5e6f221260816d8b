import { isSuccess } from '../../http/status.ts';
import type { PageRequest } from '../../messages/protocol.ts';
import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import type { Errand, Reading, Running } from '../running.ts';
import type { Asks } from './learn.ts';
import { oldCopy } from './old-copy.ts';

/** What may be asked of the server while a token is learnt, each by a read like the fresh one. */
export function asksOf(
  running: Running,
  { conflict, crossOrigin }: Pick<Errand, 'conflict' | 'crossOrigin'>,
  request: PageRequest,
  reading: Reading,
  fresh: Exchange,
): Asks {
  const under = async (name: string, tag: string) => {
    const { result } = await running.send(
      { ...request, headers: [...request.headers, [name, tag]] },
      { conflict, role: 'probe', note: say`whether the plain tag names the same`, crossOrigin },
    );
    running.checkpoint();
    return result.ok ? result : null;
  };
  return {
    isUnchanged: async (tag) => (await under('If-None-Match', tag))?.status === 304,
    async takesStrong({ strong, weak }) {
      // Another origin need not allow a read with that field (CORS).
      if (crossOrigin) return false;
      const plain = await under('If-Match', strong);
      const isSame = plain !== null && isSuccess(plain.status) && plain.body === reading.answer.body;
      return isSame && (await under('If-Match', weak))?.status === 412;
    },
    oldCopy: () => oldCopy(running, fresh, reading),
  };
}
