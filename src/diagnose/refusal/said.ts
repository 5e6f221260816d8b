import { type DatabaseCode, databaseCodesIn } from './database-codes.ts';
import type { Meaning } from './vocabulary/meaning.ts';
import { wordsOfName } from './words.ts';

/** A version that the refusal itself names, under the name it stood under. */
export type NamedVersion = { readonly name: string; readonly value: string };

/** What a refusal says, whatever its format. Everything is bounded in number and length. */
export type Said = {
  /** The family whose structure was recognised: `problem-details`, `aws`, `html`, … or `none`. */
  readonly format: string;
  /** What a code means by the specification of its format: SCIM's `uniqueness`, FHIR's `lock-error`. */
  readonly registered: readonly { readonly code: string; readonly meaning: Meaning }[];
  /** Identifiers: `AlreadyExists`, `version_conflict_engine_exception`, the last part of a problem's type. */
  readonly codes: readonly string[];
  /** Sentences for people. */
  readonly messages: readonly string[];
  /** Fields of the request that the refusal points at (`/data/attributes/email`, `slug`). */
  readonly fields: readonly string[];
  /** Names of the members in the body: `currentVersion` says something even where no sentence does. */
  readonly names: readonly string[];
  /** Values of members that hold a state: `archived`. */
  readonly states: readonly string[];
  readonly databaseCodes: readonly DatabaseCode[];
  /** Seconds to wait, from Retry-After or the body; null: not said. */
  readonly retryAfter: number | null;
  /** The version that the server holds, where the body hands it over. */
  readonly current: readonly NamedVersion[];
  /** The version that the server says it was sent. */
  readonly sent: readonly NamedVersion[];
};

const most = { codes: 24, messages: 16, fields: 16, names: 200, states: 8, versions: 8 };
const longest = { code: 160, message: 2000 };

/** Status names repeat the status line and say nothing more. */
const echoes = new Set(
  'conflict|precondition failed|precondition required|locked|http conflict|error|errors|err|failure|failed|fail|false|true|null|exception|http error|status|user|sender|client|unknown|about blank'.split(
    '|',
  ),
);

/** MongoDB's codes are numbers. */
const mongoCode = /^1100[01]$/;

/** The RFC's own description of a 409, which many servers send for every cause. */
const boilerplate =
  /(?:the )?request could not be (?:completed|processed) (?:due to|because of) a conflict with the (?:current )?state of the (?:target )?resource[^.]{0,40}\.?|conflict with (?:the )?(?:current )?state of (?:the )?(?:target )?(?:resource|server)|there was a conflict when trying to complete your request\.?/gi;

/** Collects what the readers of one refusal find. */
export class Notes {
  format = 'none';
  retryAfter: number | null = null;
  private readonly codes = new Set<string>();
  private readonly numbers = new Set<string>();
  private readonly messages = new Set<string>();
  private readonly fields = new Set<string>();
  private readonly names = new Set<string>();
  private readonly states = new Set<string>();
  private readonly registered = new Map<string, Meaning>();
  private readonly current: NamedVersion[] = [];
  private readonly sent: NamedVersion[] = [];

  /** The first family that recognises the body names the format. */
  recognised(format: string): void {
    if (this.format === 'none') this.format = format;
  }

  /** An identifier or a sentence, told apart by its shape. Echoes of the status line are dropped. */
  text(value: string): void {
    const trimmed = value.slice(0, 20_000).replace(boilerplate, ' ').trim();
    if (
      trimmed === '' ||
      echoes.has(
        wordsOfName(trimmed.slice(0, 60))
          .filter((w) => !/^\d+$/.test(w))
          .join(' '),
      )
    )
      return;
    if (isIdentifier(trimmed)) add(this.codes, trimmed.slice(0, longest.code), most.codes);
    else add(this.messages, trimmed.slice(0, longest.message), most.messages);
  }

  code(value: string): void {
    const trimmed = value.trim().slice(0, longest.code);
    if (trimmed !== '' && !echoes.has(wordsOfName(trimmed).join(' '))) add(this.codes, trimmed, most.codes);
  }

  /** A code that is a number: a SQL state never is (it is five characters), applications number their own errors so. */
  number(value: string): void {
    this.code(value);
    this.numbers.add(value);
  }

  /** A code whose meaning its format's specification fixes. */
  means(code: string, meaning: Meaning): void {
    if (this.registered.size < most.states) this.registered.set(code.slice(0, longest.code), meaning);
  }

  field(value: string): void {
    add(this.fields, value.slice(0, longest.code), most.fields);
  }

  name(value: string): void {
    add(this.names, value.slice(0, longest.code), most.names);
  }

  state(value: string): void {
    add(this.states, value.slice(0, 40), most.states);
  }

  version(whose: 'current' | 'sent', name: string, value: string): void {
    const list = this[whose];
    if (list.length < most.versions) list.push({ name, value: value.slice(0, 200) });
  }

  get nothing(): boolean {
    return this.codes.size + this.messages.size === 0;
  }

  said(): Said {
    const [codes, messages] = [[...this.codes], [...this.messages]];
    return {
      format: this.format,
      registered: [...this.registered].map(([code, meaning]) => ({ code, meaning })),
      codes,
      messages,
      fields: [...this.fields],
      names: [...this.names],
      states: [...this.states],
      retryAfter: this.retryAfter,
      databaseCodes: databaseCodesIn(
        codes.filter((code) => !this.numbers.has(code) || mongoCode.test(code)),
        messages,
      ),
      current: this.current,
      sent: this.sent,
    };
  }
}

/** One token with letters in it: a code, a class name, a URN; not a sentence. */
function isIdentifier(text: string): boolean {
  return text.length <= longest.code && !/\s/.test(text) && /\p{L}/u.test(text) && /^[\p{ASCII}]+$/u.test(text);
}

function add(set: Set<string>, value: string, limit: number): void {
  if (set.size < limit) set.add(value);
}
