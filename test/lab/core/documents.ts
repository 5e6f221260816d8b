import { isObject, type Json, type JsonObject } from './json.ts';

/** One state of a document. `by` says whose edit made it. */
export type Version = { readonly version: number; readonly value: JsonObject; readonly by: string };

/** A document and what it was before; the newest version is last. */
export type LabDocument = { readonly path: string; readonly versions: readonly Version[] };

/** Members that the server writes, whatever a client sends. */
const serverWritten = new Set(['id', 'updatedAt', 'updatedBy']);
const keptVersions = 50;

/** The newest version. A document always has one. */
export function current(document: LabDocument): Version {
  const last = document.versions.at(-1);
  if (last === undefined) throw new Error(`${document.path} has no version`);
  return last;
}

function emptyLike(value: Json): Json {
  if (Array.isArray(value)) return [];
  return typeof value === 'string' ? '' : null;
}

/** A member is taken when it is one that the document has and is of the same type; anything else from outside is dropped. */
function fits(was: Json, value: Json | undefined): value is Json {
  if (value === undefined) return false;
  if (Array.isArray(was)) return Array.isArray(value) && value.every((item) => typeof item === 'string');
  return typeof value === typeof was && isObject(value) === isObject(was);
}

/** Everything the server holds for one scenario. */
export class Documents {
  private readonly byPath = new Map<string, LabDocument>();

  get(path: string): LabDocument | undefined {
    return this.byPath.get(path);
  }

  all(): readonly LabDocument[] {
    return [...this.byPath.values()];
  }

  delete(path: string): boolean {
    return this.byPath.delete(path);
  }

  /** Puts a new document there, as version `version`. */
  create(path: string, value: JsonObject, by: string, version = 1): LabDocument {
    const document = { path, versions: [{ version, value: stamped(value, by), by }] };
    this.byPath.set(path, document);
    return document;
  }

  /**
   * Writes a new version. `merge` keeps members that `change` does not name (PATCH); else they become empty (PUT).
   * Returns undefined where there is no such document.
   */
  write(path: string, change: JsonObject, by: string, merge: boolean): LabDocument | undefined {
    const document = this.byPath.get(path);
    if (document === undefined) return undefined;
    const last = current(document);
    const value: { [name: string]: Json } = {};
    for (const [name, was] of Object.entries(last.value)) {
      const sent = Object.hasOwn(change, name) ? change[name] : undefined;
      if (serverWritten.has(name)) value[name] = was;
      else if (fits(was, sent)) value[name] = sent;
      else value[name] = merge || sent !== undefined ? was : emptyLike(was);
    }
    const next = { version: last.version + 1, value: stamped(value, by), by };
    const written = { path, versions: [...document.versions, next].slice(-keptVersions) };
    this.byPath.set(path, written);
    return written;
  }
}

function stamped(value: JsonObject, by: string): JsonObject {
  return { ...value, updatedAt: new Date().toISOString(), updatedBy: by };
}
