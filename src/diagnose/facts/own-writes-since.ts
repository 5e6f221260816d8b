import { sameVersion } from '../../http/same-version.ts';
import { say } from '../../texts/say.ts';
import type { Evidence } from '../contract.ts';
import { defineFact, evidence, isMissingValue } from '../define.ts';
import { currentVersion } from './current-version.ts';
import { laterWrites } from './later-writes.ts';
import { holdsWhatWasSent } from './repeated-attempt.ts';
import { versionPlace } from './version-place.ts';

/**
 * What this browser's own writes since the base read leave open about others:
 * `none` came in between; `explain` the version that the server holds; `beside`: the server holds yet another version;
 * `gone`: one broke off, and the server holds something else than it sent; `open`: cannot be told (yet).
 */
export type OwnWritesSince = {
  readonly state: 'none' | 'explain' | 'beside' | 'gone' | 'open';
  readonly evidence: readonly Evidence[];
};

export const ownWritesSince = defineFact<OwnWritesSince>('own writes since', (_, read) => {
  const [later, current, place] = [read(laterWrites), read(currentVersion), read(versionPlace)];
  if (isMissingValue(later)) return later;
  const own = later.filter((w) => w.landed !== 'no');
  const last = own.at(-1);
  if (last === undefined) return { state: 'none', evidence: [] };
  if (isMissingValue(current) || isMissingValue(place)) return { state: 'open', evidence: [] };
  const [fresh] = current.reads;
  const maker = own.find((w) => w.version !== null && sameVersion(w.version, current.version));
  if (maker !== undefined)
    return {
      state: 'explain',
      evidence: [evidence(say`The server holds ${current.version}, which this browser saved itself.`, maker.exchange)],
    };
  if (own.every((w) => w.landed === 'perhaps' && holdsWhatWasSent(w.exchange, fresh, place.name) === false))
    return {
      state: 'gone',
      evidence: [
        evidence(
          say`A save of this browser broke off, and the server holds something else than it sent.`,
          last.exchange,
        ),
      ],
    };
  return last.version === null || last.differs !== true
    ? { state: 'open', evidence: [] }
    : { state: 'beside', evidence: [evidence(say`This browser saved ${last.version} in between.`, last.exchange)] };
});
