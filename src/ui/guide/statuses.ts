import { say } from '../../texts/say.ts';

/** A status beside 409: when a server should answer it, and what a client does then. Own words after RFC 9110, 6585 and 4918. */
export type StatusRow = {
  readonly status: string;
  readonly when: string;
  readonly remedy: string;
  readonly spec: string;
};

export const statuses: readonly StatusRow[] = [
  {
    status: '400 Bad Request',
    when: say`The request cannot be understood: broken JSON, a missing part, a header that does not parse.`,
    remedy: say`Mend the request. Sending it again unchanged never helps.`,
    spec: 'RFC 9110 §15.5.1',
  },
  {
    status: '404 Not Found',
    when: say`There is nothing at this address, or the server does not want to say that there is.`,
    remedy: say`Check the address. For a save: somebody may have deleted it, so saving would create it anew.`,
    spec: 'RFC 9110 §15.5.5',
  },
  {
    status: '405 Method Not Allowed',
    when: say`The thing exists but does not take this method. The answer must list those that it takes in Allow.`,
    remedy: say`Use a method from Allow. Often a trailing slash or a wrong address leads here.`,
    spec: 'RFC 9110 §15.5.6',
  },
  {
    status: '409 Conflict',
    when: say`The request is sound but does not fit the present state: an old version, a name that is taken, a step out of order, something that others depend on. The answer should say what is in the way.`,
    remedy: say`Read anew, settle the difference, send again. Never the same request in a loop.`,
    spec: 'RFC 9110 §15.5.10',
  },
  {
    status: '412 Precondition Failed',
    when: say`The client itself set a condition (If-Match, If-Unmodified-Since, If-None-Match) and it does not hold.`,
    remedy: say`The same as for a version conflict: read anew, merge, send with the new validator.`,
    spec: 'RFC 9110 §13.1, §15.5.13',
  },
  {
    status: '422 Unprocessable Content',
    when: say`The content parses, but its meaning is wrong: a date in the past, an unknown category. It would be wrong in any state of the server.`,
    remedy: say`Change the content. If it would be right in another state, 409 is the better answer.`,
    spec: 'RFC 9110 §15.5.21',
  },
  {
    status: '423 Locked',
    when: say`Somebody holds a lock on it (WebDAV, and file stores that follow it).`,
    remedy: say`Wait for the lock to end or ask its holder. A newer version does not help.`,
    spec: 'RFC 4918 §11.3',
  },
  {
    status: '428 Precondition Required',
    when: say`The server takes writes only with a condition, so that nobody overwrites blindly, and this one had none.`,
    remedy: say`Read, take the ETag, and send it back as If-Match.`,
    spec: 'RFC 6585 §3',
  },
  {
    status: '429 Too Many Requests',
    when: say`Too many in too short a time.`,
    remedy: say`Wait as long as Retry-After says. The content is not in question.`,
    spec: 'RFC 6585 §4',
  },
  {
    status: '5xx',
    when: say`The server failed. Whether the save arrived is not known.`,
    remedy: say`Read before sending again: it may have been saved. A 409 that hides a crash is a bug, and so is a 500 for a conflict.`,
    spec: 'RFC 9110 §15.6',
  },
];
