import { isSuccess } from '../../http/status.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { allAnswers } from '../facts/all-answers.ts';
import { howNear, nearTwins } from '../facts/near-twins.ts';
import { probeReads } from '../facts/probe-reads.ts';
import { reading } from '../facts/reading.ts';
import { refusal } from '../facts/refusal.ts';
import { plainly } from '../refusal/by-words.ts';
import type { Meaning } from '../refusal/vocabulary/meaning.ts';

/** What a refusal may plainly say or seem to say although nothing is at its address. */
const silentWords: readonly Meaning[] = ['ordinary', 'parent', 'version', 'race'];

const inWords = {
  slash: say`a slash at the end`,
  case: say`capital letters`,
  'doubled-slash': say`a doubled slash`,
  'one-edit': say`one character`,
} as const;

export default defineCause({
  id: 'url-typo',
  kind: 'missing-parent',
  specificity: 62,
  needs: { refusal, allAnswers, probeReads, reading: optional(reading) },
  text: {
    title: say`The save went to a slightly wrong address`,
    why: say`Nothing good has ever come from the address of the save, but an address that is spelt almost the same does answer. The page probably built the address wrongly.`,
    fix: say`Tell the site’s people; the page sends its save to the wrong place.`,
    fixServer: say`Redirect such spellings (308) or answer 404, so that the mistake is seen.`,
    spec: 'RFC 3986 §6 (normalisation and comparison), RFC 9110 §15.4.9 (308), §15.5.5 (404)',
  },
  remedy: 'tell',
  judge: ({ refusal: { exchange: save }, allAnswers: { ofResource, ofOrigin }, probeReads: probe, reading: words }) => {
    const good = ofResource.find((x) => isSuccess(x.status) && samePath(x.url, save.url));
    if (good !== undefined) return answer.ruledOut(evidence(say`This very address has answered well.`, good));
    const said = isMissingValue(words) ? null : plainly(words);
    if (said !== null && !silentWords.includes(said)) return answer.notApplicable;
    const [observed] = nearTwins(save, ofOrigin);
    const probed = probe.of('near-twins').find((x) => isSuccess(x.status));
    const absent = [probe.normal, ...probe.fresh].find((x) => x !== null && (x.status === 404 || x.status === 410));
    const gone =
      absent === undefined || absent === null
        ? []
        : [evidence(say`Reading the save’s address is answered ${absent.status}.`, absent)];
    const difference =
      observed?.difference ?? (probed === undefined ? null : howNear(path(save.url), path(probed.url)));
    const twin = observed?.exchange ?? probed;
    if (twin !== undefined && difference !== null) {
      const pieces = [
        evidence(say`Nothing good was seen from the address of the save.`, save),
        evidence(
          say`${path(twin.url).slice(0, 200)} differs by ${inWords[difference]} and answers ${twin.status}.`,
          twin,
        ),
        ...gone,
      ] as const;
      return difference === 'one-edit' && gone.length === 0 ? answer.possible(...pieces) : answer.likely(...pieces);
    }
    if (gone.length === 0) return answer.notApplicable;
    const [tried] = probe.of('near-twins');
    return tried !== undefined
      ? answer.ruledOut(evidence(say`Addresses that are spelt almost the same have nothing either.`, tried))
      : answer.unknown(say`Whether an address that is spelt almost the same answers was not tried.`, 'near-twins');
  },
});

function path(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function samePath(a: string, b: string): boolean {
  return path(a) === path(b);
}
