/**
 * `npm run new-cause ID [KIND]`: a cause's rule with its text, its fixtures, and its place in the list.
 * The catalogue's test then holds its form; its own test fails until the three stories are told.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kinds } from '../src/diagnose/contract.ts';

/** Writes the files below `root`. @returns their paths. @throws Error with a sentence where the id or the kind will not do. */
export function scaffold(root: string, id: string, kind: string): readonly string[] {
  if (!/^[a-z]+(-[a-z]+)*$/.test(id)) throw new Error(`${id} is no kebab-case name`);
  if (!kinds.some((known) => known === kind)) throw new Error(`${kind} is no kind; one of: ${kinds.join(', ')}`);
  const rule = join('src/diagnose/causes', `${id}.ts`);
  const test = join('test/diagnose/causes', `${id}.test.ts`);
  for (const path of [rule, test]) if (existsSync(join(root, path))) throw new Error(`${path} is there already`);
  const list = 'src/diagnose/index.ts';
  const listed = addToList(readFileSync(join(root, list), 'utf8'), id);
  writeFileSync(join(root, rule), ruleOf(id, kind));
  writeFileSync(join(root, test), testOf(id));
  writeFileSync(join(root, list), listed);
  return [rule, test, list];
}

/** The import stands in its alphabetical place, where the linter wants it; the cause before the last of the list. */
function addToList(source: string, id: string): string {
  const name = id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const imports = [...source.matchAll(/^import \w+ from '\.\/causes\/(.+)\.ts';\n/gm)];
  const before = imports.findLast(([, other = '']) => other < id) ?? imports[0];
  const end = /\n {2}unexplained,?\n?\];/;
  if (before === undefined || !end.test(source))
    throw new Error('src/diagnose/index.ts does not end its list with unexplained');
  const own = `import ${name} from './causes/${id}.ts';\n`;
  const first = before[1] !== undefined && before[1] > id;
  return source
    .replace(before[0], first ? own + before[0] : before[0] + own)
    .replace(end, (tail) => `\n  ${name},${tail}`);
}

const ruleOf = (id: string, kind: string): string => `import { say } from '../../texts/say.ts';
import { answer, defineCause } from '../define.ts';
import { refusal } from '../facts/refusal.ts';

export default defineCause({
  id: '${id}',
  kind: '${kind}',
  specificity: 30,
  needs: { refusal },
  text: {
    title: say\`One short line that says what happened\`,
    why: say\`Why that leads to a refusal, in two or three sentences.\`,
    fix: say\`What the person at the browser does now.\`,
    fixServer: say\`What the server’s people change so that it does not come back.\`,
    spec: 'RFC 9110 §15.5.10',
  },
  remedy: 'tell',
  // Say \`cause\` only with the exchange that shows it, \`ruled-out\` with what speaks against it, else what is missing.
  judge: () => answer.notApplicable,
});
`;

const testOf = (id: string): string => `import { caseOf, exchange } from '../cases.ts';
import { fixtures } from '../fixtures.ts';

// TODO: three real stories. They fail as they stand.
fixtures('${id}', {
  cause: [{ story: 'what shows it', file: caseOf(exchange({ method: 'PUT', status: 409 })) }],
  ruledOut: [{ story: 'what speaks against it', file: caseOf(exchange({ method: 'PUT', status: 409 })) }],
  unknown: [{ story: 'what is missing', file: caseOf(exchange({ method: 'PUT', status: 409 })) }],
});
`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [id = '', kind = 'unspecified'] = process.argv.slice(2);
  try {
    for (const path of scaffold(process.cwd(), id, kind)) console.log(path);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error('usage: npm run new-cause -- ID [KIND]');
    process.exitCode = 1;
  }
}
