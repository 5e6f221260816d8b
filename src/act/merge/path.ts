/** A place inside a body, from the outside in: keys are strings, array positions numbers. */
export type Step = string | number;
export type Path = readonly Step[];

const plainKey = /^[A-Za-z_\u0080-\u{10ffff}][\w\u0080-\u{10ffff}]*$/u;

/** One step as JSONPath spells it (RFC 9535 §2.5): `.title`, `[2]`, `["odd key"]`. */
export function spellStep(step: Step): string {
  if (typeof step === 'number') return `[${step}]`;
  return plainKey.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

/** `$.title`, `$.tags[2]`, `$["@odata.etag"]`; the whole body is `$`. */
export function spellPath(path: Path): string {
  return `$${path.map(spellStep).join('')}`;
}

const stepAt = /\.([A-Za-z_\u0080-\u{10ffff}][\w\u0080-\u{10ffff}]*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\]/uy;

/** Reads what `spellPath` wrote, null where it is something else. */
export function readPath(text: string): Path | null {
  if (!text.startsWith('$')) return null;
  const path: Step[] = [];
  for (let at = 1; at < text.length; at = stepAt.lastIndex) {
    stepAt.lastIndex = at;
    const found = stepAt.exec(text);
    if (found === null) return null;
    if (found[1] !== undefined) path.push(found[1]);
    else if (found[2] !== undefined) path.push(Number(found[2]));
    else {
      const key = readKey(found[3] ?? '');
      if (key === null) return null;
      path.push(key);
    }
  }
  return path;
}

function readKey(quoted: string): string | null {
  try {
    const key: unknown = JSON.parse(quoted);
    return typeof key === 'string' ? key : null;
  } catch {
    return null;
  }
}
