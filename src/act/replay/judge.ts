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
  /** Nothing is there to read (404, 410). */
  readonly isGone?: boolean;
  /** A body was sent, and not all of it is there. */
  readonly isOther?: boolean;
  /** Places that stood there before, that the save was not to remove, and that are there no more. */
  readonly gone?: readonly string[];
  /** It is what stood there before sending, byte for byte or by its token. */
  readonly isAsBefore: boolean;
};

/** What became of the request that was sent. */
export type Sent =
  /** `under`: the status that came, where the answer means another one (a conflict under 200). */
  | {
      readonly answer: 'status';
      readonly status: number;
      readonly under?: number;
      readonly token: string | null;
      /** What speaks against its good answer, a sentence. */
      readonly doubt?: string | null;
      /** A field of the condition that something in the browser changed on its way. */
      readonly changed?: string | null;
      /** The address to which the server led the save on, and whose answer this is. */
      readonly led?: string | null;
    }
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
 * What may be said after sending. `held` null: the resource could not be read, or is not there to read;
 * `strange`: why what was read is no version of it, so that the good answer to the save may be none to it either.
 * Nothing is called saved without the server's word or sight of it, and nothing is called lost while it may still arrive.
 */
export function judge(sent: Sent, held: Held | null, strange: string | null = null): Verdict {
  if (sent.answer === 'none') return withoutAnswer(sent.why, held);
  const { status, under } = sent;
  const said = under === undefined ? `${status}` : say`the answer under ${under} means ${status}`;
  if (isSuccess(status)) return strange === null ? acknowledged(sent, held) : unrecognized(status, strange);
  if (status === 404 && held?.isGone === true)
    return {
      outcome: 'cannot-tell',
      sentence: say`The server answered 404, and nothing can be read there: somebody removed it before, or it is hidden from you. Look whether you are still signed in.`,
    };
  // A browser may repeat a request on a broken connection by itself, and the second is refused because the first went through.
  if (held?.hasMine === true && !held.isAsBefore)
    return {
      outcome: 'already-saved',
      sentence: say`The server answered ${status}, yet it holds your changes: they are saved.`,
    };
  if (again.has(status) && typeof sent.changed === 'string')
    return {
      outcome: 'refused-again',
      sentence: say`Refused again (${said}): ${sent.changed} was changed on its way, most likely by another extension, so the server did not get the fresh version. Nothing was overwritten. Find out which extension it is, and send without it.`,
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
  // Without a version to compare, other contents may be the server's own (a time, a counter).
  if (again.has(status) && held?.token === null)
    return {
      outcome: 'refused-again',
      sentence: say`Refused again (${said}), and what the server holds differs from what was read before. Nothing was overwritten. Start another round; it reads the newest version.`,
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

/** The save and the read were answered alike, and not by the resource. */
function unrecognized(status: number, strange: string): Verdict {
  return {
    outcome: 'cannot-tell',
    sentence: say`The server answered ${status}, but ${strange}, so this answer is no proof that it saved. You may have been signed out. Sign in again in the page, then look what the server holds.`,
  };
}

/** The save went on to another address: what that answers says nothing of the resource, only the read does. */
function ledAway(status: number, led: string, held: Held | null): Verdict {
  const what = say`The server led the save on to ${led}, which answered ${status}`;
  if (held?.hasMine === true && !held.isAsBefore)
    return { outcome: 'saved', sentence: say`${what}, and it holds your changes: saved.` };
  if (held?.isAsBefore === true)
    return {
      outcome: 'not-saved',
      sentence: say`${what}, but a read still shows the version from before: not saved. Look whether you are still signed in, then start another round; it cannot save twice.`,
    };
  return {
    outcome: 'cannot-tell',
    sentence: say`${what}. Whether it was saved cannot be told from what can be read. Load the page anew and look.`,
  };
}

function acknowledged(sent: Extract<Sent, { answer: 'status' }>, held: Held | null): Verdict {
  const { status, token } = sent;
  if (typeof sent.led === 'string') return ledAway(status, sent.led, held);
  if (typeof sent.doubt === 'string') return { outcome: 'cannot-tell', sentence: sent.doubt };
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
    return { outcome: 'saved', sentence: `${say`Saved (${status}).${holds}`}${otherThanSent(held)}` };
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

/** What stands there otherwise than it was sent, where nobody has saved since. */
function otherThanSent({ gone = [], isOther }: Held): string {
  if (gone.length > 0)
    return ` ${say`No longer there, though your save was not to remove it: ${gone.slice(0, 5).join(', ')}. The server seems to replace the whole by what a save names. Load the page anew and look.`}`;
  return isOther === true
    ? ` ${say`Not all of it stands there as it was sent: the server changed it itself. Load the page anew and look.`}`
    : '';
}

/** Proxies weaken and suffix the tags of reads and not those of writes' answers; both still name one version. */
export function sameTag(a: string, b: string): boolean {
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
