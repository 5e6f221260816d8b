import { say } from '../../texts/say.ts';
import type { Answer } from '../contract.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { parentRead } from '../facts/parent-read.ts';
import { type RefusalReading, reading } from '../facts/reading.ts';
import { traffic } from '../facts/traffic.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'parent-missing',
  kind: 'missing-parent',
  specificity: 32,
  needs: { reading, traffic, parentRead: optional(parentRead) },
  text: {
    title: say`What it belongs into does not exist`,
    why: say`The folder, collection or parent that should hold it is not there.`,
    fix: say`Create the parent first, or correct the address.`,
    fixServer: say`Name the parent that is missing.`,
    spec: 'RFC 4918 §9.3.1, §9.7.1 (409 where an ancestor is missing)',
  },
  remedy: 'tell',
  judge({ reading: said, traffic: seen, parentRead: parent }): Answer {
    const words = byWords(said, 'parent');
    if (words.finding !== 'unknown' || !mayLackParent(said) || seen.reads.length > 0) return words;
    if (isMissingValue(parent)) return answer.unknown(`${words.missing} ${parent.missing}`, parent.probe);
    const { exchange, there, selfGone } = parent;
    const above = evidence(say`The folder above answered ${exchange.status}.`, exchange);
    if (there) return answer.ruledOut(above);
    const refused = evidence(say`A 409 to it may say that the collection it belongs into is missing.`, said.exchange);
    if (selfGone === null) return answer.possible(above, refused);
    return answer.likely(above, evidence(say`Nothing is there yet: ${selfGone.status}.`, selfGone), refused);
  },
});

/** Servers that say nothing of it are asked: RFC 4918 §9.7.1 (PUT) and §9.3.1 (MKCOL) want a 409 there. */
function mayLackParent({ status, exchange }: RefusalReading): boolean {
  return status === 409 && /^(PUT|MKCOL)$/i.test(exchange.method);
}
