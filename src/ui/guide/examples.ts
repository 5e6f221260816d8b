import { say } from '../../texts/say.ts';

/** Short code for the two ways to keep writers from overwriting each other. Shown as text. */
export type Example = { readonly name: string; readonly note: string; readonly code: string };

export const optimistic: readonly Example[] = [
  {
    name: say`Browser, fetch`,
    note: say`Read with its ETag, write under it, and on a refusal read again and merge. A few rounds, not for ever.`,
    code: `async function save(url, change, rounds = 3) {
  for (let round = 0; round < rounds; round++) {
    const read = await fetch(url, { cache: 'no-store' });
    if (!read.ok) throw new Error(\`cannot read: \${read.status}\`);
    const tag = read.headers.get('ETag');
    if (tag === null) throw new Error('no ETag: a safe save is not possible');

    const answer = await fetch(url, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'If-Match': tag },
      body: JSON.stringify(change(await read.json())),
    });
    if (answer.ok) return answer;
    if (answer.status !== 409 && answer.status !== 412) throw new Error(\`not saved: \${answer.status}\`);
  }
  throw new Error('others keep saving: ask the person');
}`,
  },
  {
    name: say`Python, requests`,
    note: say`The tag goes back exactly as it came, quotes included.`,
    code: `import requests

def save(url, change, rounds=3):
    for _ in range(rounds):
        read = requests.get(url, timeout=10)
        read.raise_for_status()
        answer = requests.put(
            url,
            json=change(read.json()),
            headers={"If-Match": read.headers["ETag"]},
            timeout=10,
        )
        if answer.status_code not in (409, 412):
            answer.raise_for_status()
            return answer
    raise RuntimeError("others keep saving: ask the person")`,
  },
  {
    name: say`Java, JPA`,
    note: say`The provider adds the version to the UPDATE and throws when no row matched. Turn that into 409, or 412 when the client sent If-Match.`,
    code: `@Entity
class Article {
  @Id Long id;
  @Version long version;
  String title;
}

@ExceptionHandler(OptimisticLockException.class)
ResponseEntity<ProblemDetail> conflict() {
  var problem = ProblemDetail.forStatus(HttpStatus.CONFLICT);
  problem.setTitle("The article was changed meanwhile");
  return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
}`,
  },
  {
    name: say`SQL`,
    note: say`One statement compares and writes. No row touched means that somebody was faster.`,
    code: `UPDATE article
   SET title = :title, version = version + 1
 WHERE id = :id AND version = :version_read;
-- 1 row: saved.  0 rows: answer 409, or 404 if the id is gone.`,
  },
];

export const pessimistic: readonly Example[] = [
  {
    name: say`SQL`,
    note: say`The row is held from reading to commit. Others wait, or fail at once with NOWAIT. Only for short work: a person at a form is too slow.`,
    code: `BEGIN;
SELECT title FROM article WHERE id = :id FOR UPDATE NOWAIT;
UPDATE article SET title = :title WHERE id = :id;
COMMIT;`,
  },
  {
    name: say`HTTP, WebDAV`,
    note: say`A lock with an end, and its token on every write. The server answers 423 to everybody else.`,
    code: `LOCK /files/plan.txt HTTP/1.1
Timeout: Second-300

HTTP/1.1 200 OK
Lock-Token: <urn:uuid:…>

PUT /files/plan.txt HTTP/1.1
If: (<urn:uuid:…>)`,
  },
];
