/** What a database's own error code says. Registered numbers, so the strongest words a refusal can hold. */
export type DatabaseFault = 'unique' | 'foreign-key' | 'serialization' | 'lock-timeout' | 'check';
export type DatabaseCode = { readonly code: string; readonly fault: DatabaseFault; readonly database: string };

/** Codes that stand alone in a code's place. Sources: each database's error reference. */
const alone: { readonly [code: string]: readonly [DatabaseFault, string] } = {
  '23505': ['unique', 'SQLSTATE (PostgreSQL)'],
  '23503': ['foreign-key', 'SQLSTATE'],
  '23001': ['foreign-key', 'SQLSTATE'],
  '23P01': ['unique', 'SQLSTATE (exclusion constraint)'],
  '40001': ['serialization', 'SQLSTATE'],
  '40P01': ['serialization', 'SQLSTATE (deadlock)'],
  '55P03': ['lock-timeout', 'SQLSTATE (lock not available)'],
  '23514': ['check', 'SQLSTATE'],
  P2002: ['unique', 'Prisma'],
  P2003: ['foreign-key', 'Prisma'],
  P2014: ['foreign-key', 'Prisma'],
  P2034: ['serialization', 'Prisma'],
  E11000: ['unique', 'MongoDB'],
  '11000': ['unique', 'MongoDB'],
  '11001': ['unique', 'MongoDB'],
  ER_DUP_ENTRY: ['unique', 'MySQL'],
  ER_ROW_IS_REFERENCED: ['foreign-key', 'MySQL'],
  ER_ROW_IS_REFERENCED_2: ['foreign-key', 'MySQL'],
  ER_NO_REFERENCED_ROW: ['foreign-key', 'MySQL'],
  ER_NO_REFERENCED_ROW_2: ['foreign-key', 'MySQL'],
  ER_LOCK_DEADLOCK: ['serialization', 'MySQL'],
  ER_LOCK_WAIT_TIMEOUT: ['lock-timeout', 'MySQL'],
  SQLITE_CONSTRAINT_UNIQUE: ['unique', 'SQLite'],
  SQLITE_CONSTRAINT_PRIMARYKEY: ['unique', 'SQLite'],
  SQLITE_CONSTRAINT_FOREIGNKEY: ['foreign-key', 'SQLite'],
  SQLITE_BUSY: ['lock-timeout', 'SQLite'],
  SQLITE_LOCKED: ['lock-timeout', 'SQLite'],
};

/** The same, as they stand in a sentence: the words before them make the number sure. */
const inSentences: readonly (readonly [RegExp, DatabaseFault, string])[] = [
  [/\bSQLSTATE\W{0,3}(?:23505|23P01)\b|\bE11000\b|\bORA-00001\b/, 'unique', 'in the message'],
  [/\bSQLSTATE\W{0,3}2300[13]\b|\bSQLSTATE\W{0,3}23503\b|\bORA-0229[12]\b/, 'foreign-key', 'in the message'],
  [/\bSQLSTATE\W{0,3}40(?:001|P01)\b|\bORA-0(?:0060|8177)\b/, 'serialization', 'in the message'],
  [
    /\b1062\b.{0,20}Duplicate entry|Duplicate entry .{1,200} for key|UNIQUE constraint failed/,
    'unique',
    'in the message',
  ],
  [/\b145[12]\b.{0,20}Cannot (?:delete|add) or update|FOREIGN KEY constraint failed/, 'foreign-key', 'in the message'],
  [/violates unique constraint|violates exclusion constraint/, 'unique', 'in the message'],
  [/violates foreign key constraint/, 'foreign-key', 'in the message'],
  [/could not serialize access|deadlock detected|Deadlock found when trying/, 'serialization', 'in the message'],
];

/** Database codes among the refusal's codes, and those that its sentences name unmistakably. */
export function databaseCodesIn(codes: readonly string[], messages: readonly string[]): readonly DatabaseCode[] {
  const found = new Map<string, DatabaseCode>();
  for (const code of codes) {
    const known = Object.hasOwn(alone, code) ? alone[code] : undefined;
    if (known !== undefined) found.set(code, { code, fault: known[0], database: known[1] });
  }
  for (const message of messages)
    for (const [pattern, fault, database] of inSentences) {
      const match = pattern.exec(message.slice(0, 2000));
      if (match !== null) found.set(match[0], { code: match[0].slice(0, 60), fault, database });
    }
  return [...found.values()];
}
