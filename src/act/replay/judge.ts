import { tagDifference } from '../../http/entity-tag.ts';
import { isSuccess } from '../../http/status.ts';
import { say } from '../../texts/say.ts';

/** What the confirming read showed of the server's state, against what was sent and what stood there before. */
export type Held = {
  /** The token that the server holds, null where the read carried none. */
  readonly token: string | null;
  /** Nothing of what was sent is missing from it. */
  readonly hasMine: boolean;
  /** And nothing else is in it that was not there before. */
  readonly onlyMine: boolean;
  /** It is what stood there before sending, byte for byte or by its token. */
  readonly isAsBefore: boolean;
};

/** What became of the request that was sent. */
export type Sent =
  /** `under`: the status that came, where the answer means another one (a conflict under 200). */
  | { readonly answer: 'status'; readonly status: number; readonly under?: number; readonly token: string | null }
  /** All but a connection that broke leave the server perhaps still at it. */
  | { readonly answer: 'none'; readonly why: WhyNone };

/** Why no answer was heard. `ended`: the browser ended the background over it. */
export type WhyNone = 'broken' | 'late' | 'cancelled' | 'ended';

export type Verdict = {
  readonly outcome: 'saved' | 'already-saved' | 'refused-again' | 'overtaken' | 'not-saved' | 'cannot-tell';
  readonly sentence: string;
};

/** Refusals after which a next round starts from the server's new state. */
const again = new Set([409, 412, 428]);

/**
 * What may be said after sending. `held` null: the resource could not be read, or is not there to read.
 * Nothing is called saved without the server's word or sight of it, and nothing is called lost while it may still arrive.
 */
export function judge(sent: Sent, held: Held | null): Verdict {
  if (sent.answer === 'none') return withoutAnswer(sent.why, held);
  const { status, under } = sent;
  const said = under === undefined ? `${status}` : say`the answer under ${under} means ${status}`;
  if (isSuccess(status)) return acknowledged(sent, held);
  // A browser may repeat a request on a broken connection by itself, and the second is refused because the first went through.
  if (held?.hasMine === true && !held.isAsBefore)
    return {
      outcome: 'already-saved',
      sentence: say`The server answered ${status}, yet it holds your changes: they are saved.`,
    };
  if (again.has(status) && held?.isAsBefore === true)
    return {
      outcome: 'refused-again',
      sentence: say`Refused again (${said}), though the server still holds the version that was sent along: being out of date is not the reason now. Nothing was overwritten. Wait a moment, look at what the server says, then try another round.`,
    };
  if (again.has(status) && held === null)
    return {
      outcome: 'refused-again',
      sentence: say`Refused again (${said}). Nothing was overwritten. Start another round; it reads the newest version.`,
    };
  if (again.has(status))
    return {
      outcome: 'refused-again',
      sentence: say`Refused again (${said}): somebody saved in between once more. Nothing was overwritten. Start another round; it reads the newest version.`,
    };
  if (status >= 500) {
    if (held?.isAsBefore === true)
      return {
        outcome: 'not-saved',
        sentence: say`The server failed (${status}) and still holds the version from before. Try again when it works.`,
      };
    return {
      outcome: 'cannot-tell',
      sentence: say`The server failed (${status}), and whether it saved cannot be told from what it holds. Load the page anew and look.`,
    };
  }
  return {
    outcome: 'not-saved',
    sentence: say`The server did not accept it (${status}). Nothing was saved. ${status === 401 || status === 403 ? say`Sign in again in the page, then try once more.` : say`Its answer is in the recorded request.`}`,
  };
}

function acknowledged(sent: { readonly status: number; readonly token: string | null }, held: Held | null): Verdict {
  const { status, token } = sent;
  if (held === null)
    return {
      outcome: 'saved',
      sentence: say`The server answered ${status}: saved. It could not be read again to confirm it.`,
    };
  if (held.isAsBefore && !held.hasMine)
    return {
      outcome: 'cannot-tell',
      sentence: say`The server answered ${status}, but a read still shows the version from before. It may take a while, or a cache answered. Check the server once more.`,
    };
  const holds = held.token === null ? '' : ` ${say`The server now holds ${held.token}.`}`;
  const otherTag = token !== null && held.token !== null && !sameTag(token, held.token);
  const sameVersion = token !== null && held.token !== null && !otherTag;
  // Some servers answer a save with another tag than the next read has; only other contents speak of another hand.
  if (sameVersion || (held.hasMine && (!otherTag || held.onlyMine)))
    return { outcome: 'saved', sentence: say`Saved (${status}).${holds}` };
  if (held.hasMine)
    return {
      outcome: 'overtaken',
      sentence: say`Saved (${status}), and most likely somebody has saved since; your changes are still in it.${holds}`,
    };
  if (otherTag)
    return {
      outcome: 'overtaken',
      sentence: say`Saved (${status}), but somebody has saved since, and not all of your changes are in it any more.${holds} Load the page anew and look.`,
    };
  return {
    outcome: 'cannot-tell',
    sentence: say`The server answered ${status}, but what it holds now differs from what was sent: it changed it itself, or somebody has saved since. Load the page anew and look.`,
  };
}

/** Proxies weaken and suffix the tags of reads and not those of writes' answers; both still name one version. */
function sameTag(a: string, b: string): boolean {
  return a === b || tagDifference(a, b) !== null;
}

const noAnswer: { readonly [W in WhyNone]: string } = {
  broken: say`The connection broke after sending`,
  late: say`No answer came in time`,
  cancelled: say`Cancelled after the save had gone out`,
  ended: say`The browser ended Resave’s background while the save was under way`,
};

function withoutAnswer(why: WhyNone, held: Held | null): Verdict {
  const what = noAnswer[why];
  if (held === null)
    return {
      outcome: 'cannot-tell',
      sentence: say`${what}, and the resource cannot be read now. Whether it was saved cannot be told. Check the server before saving again.`,
    };
  if (held.hasMine && !held.isAsBefore)
    return { outcome: 'already-saved', sentence: say`${what}, yet the server holds your changes: they are saved.` };
  if (held.isAsBefore && why === 'broken')
    return {
      outcome: 'not-saved',
      sentence: say`${what}. The server still holds the version from before: not saved. Start another round; it cannot save twice.`,
    };
  if (held.isAsBefore)
    return {
      outcome: 'cannot-tell',
      sentence: say`${what}. The server still holds the version from before, but the save may yet arrive. Check the server before saving again.`,
    };
  return {
    outcome: 'cannot-tell',
    sentence: say`${what}, and the server holds another version, without all of your changes: somebody saved before yours arrived, or after it. Start another round; it reads the newest version.`,
  };
}
