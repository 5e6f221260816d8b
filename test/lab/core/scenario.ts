import type { Call } from './call.ts';
import type { LabDocument } from './documents.ts';
import type { Json, JsonObject } from './json.ts';
import type { Reply } from './reply.ts';

/** How the page of a scenario behaves. Everything that is absent is what a careful app does. */
export type PageBehaviour = {
  /** Below the prefix; `api/notes/1` by default. */
  readonly readFrom?: string;
  readonly saveTo?: string;
  readonly saveMethod?: 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** The API lives on the lab's second origin. */
  readonly secondOrigin?: boolean;
  /** Where the version token goes. `if-match` by default. */
  readonly token?:
    | 'if-match'
    | 'none'
    | 'if-none-match-star'
    | 'if-unmodified-since'
    | 'body-rev'
    | 'query-rev'
    | 'next-version'
    | 'seq-and-term';
  /** What the page does to the tag before it sends it. */
  readonly mangle?: 'null' | 'no-quotes' | 'no-weak-prefix' | 'clock' | 'version-number';
  /** Which token the page goes on with after a 2xx: the answer's (else the old one), the first one, or that of another read. */
  /** What stands in the form when the page opens. */
  readonly draft?: { readonly title: string; readonly body: string; readonly tags: readonly string[] };
  readonly afterSave?: 'use-answer' | 'keep-first' | 'read-again';
  readonly readHeaders?: { readonly [name: string]: string };
  readonly saveHeaders?: { readonly [name: string]: string };
  /** Gives up on a save after so many milliseconds. */
  readonly abortAfterMs?: number;
  /** What the page does by itself after a refusal; nothing by default. */
  readonly afterRefusal?: 'send-the-same' | 'recover' | 'take-token-of-refusal';
  /** A script that the page registers as its service worker, below the prefix. */
  readonly serviceWorker?: string;
  /** How the save's body is wrapped. */
  readonly wrap?: 'graphql' | 'batch';
};

/** The API's rules. Each scenario changes those that are its point. */
export type Rules = {
  /** The tag the server compares with; undefined where the document has none. */
  readonly etag: (document: LabDocument, call: Call) => string | undefined;
  /** Whether a member of If-Match names the current version. Strong comparison by default (RFC 9110 §13.1.1). */
  readonly matches: (sent: string, tag: string) => boolean;
  /** The precondition failed. */
  readonly refuse: (document: LabDocument, tag: string, call: Call) => Reply;
  /** A write without a precondition; undefined lets it through. */
  readonly unconditional: (document: LabDocument, call: Call) => Reply | undefined;
  /** A document as it is shown. */
  readonly show: (document: LabDocument, call: Call) => JsonObject;
  /** Further headers of a 200 read. */
  readonly readHeaders: (document: LabDocument, call: Call) => Reply['headers'];
  /** The answer to a write that was applied. */
  readonly saved: (document: LabDocument, call: Call) => Reply;
  /** The tag that this answer carries. */
  readonly savedTag: (document: LabDocument, tag: string | undefined, call: Call) => string | undefined;
};

/** Handles a call; `next` is the ordinary API with the scenario's rules. */
export type Handler = (call: Call, next: () => Promise<Reply>) => Reply | Promise<Reply>;

/** Something that happens on the server apart from a save, as a button of the page and a form target `lab/NAME`. */
export type Happening = { readonly label: string; readonly happen: (call: Call) => string | Reply };

/**
 * One step of a story: a button of the page by its id, `type` (the person changes the title), or a happening by its name.
 * `else` is somebody else's edit.
 */
export type Step = string;

/** One story of a refused save. One small file each. */
export type Scenario = {
  /** The URL prefix, kebab-case; the file's name. */
  readonly id: string;
  readonly title: string;
  /** What to do on the page and what comes of it, two sentences or three. */
  readonly story: string;
  readonly group:
    | 'First stories'
    | 'The tag changed on its way'
    | 'The tag is unstable'
    | 'The page loses the token'
    | 'The copy is stale'
    | 'Others at work'
    | 'Not a version problem'
    | 'Other carriers'
    | 'In disguise'
    | 'Rough weather';
  /** How the story is played, on the page or by `play.ts`. */
  readonly steps: readonly Step[];
  /** Status of the last save; 0 where there is no answer. */
  readonly ends: number;
  /** Only a browser can play it: caches, service workers, CORS, form restoring. */
  readonly browserOnly?: true;
  /** A further page of the story, below the prefix; linked from the story. */
  readonly open?: string;
  /** Causes (their ids) that are true once the story was played. */
  readonly shows: readonly string[];
  /** Causes that look alike and are not true here. */
  readonly nearMissOf?: readonly string[];
  readonly page?: PageBehaviour;
  readonly rules?: Partial<Rules>;
  /** Comes before the ordinary API, for every request below `api/` and for `handles`. */
  readonly handle?: Handler;
  /** Further first path segments that `handle` answers. */
  readonly handles?: readonly string[];
  /** Answers other origins; `expose` is the value of Access-Control-Expose-Headers. */
  readonly cors?: { readonly expose?: string };
  readonly happenings?: { readonly [name: string]: Happening };
  /** Documents besides the usual ones: path to value. */
  readonly documents?: { readonly [path: string]: { readonly [name: string]: Json } };
  /** Further markup for the head of the page; trusted, from the scenario's own file. */
  readonly head?: (call: Call) => string;
};
