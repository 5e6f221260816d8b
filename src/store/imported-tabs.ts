import { type Creator, type Glance, isOfOneTab } from '../capture/har-file/har-sighting.ts';

/** Programs that are told apart by their User-Agent. */
const mostPrograms = 64;

/** Whose request an entry of a file was. `file`: its number. */
export function createImportedTabs(file: number) {
  const programs = new Map<string, number>();
  let tellsTabs = true;
  return {
    get tellsTabs() {
      return tellsTabs;
    },
    /** A number as a tab has it: the file's where a Network panel made it, one for each tab that Resave saw, else one for each program. -1 where Resave saw no tab (a worker). */
    of({ agent: program }: Glance, creator: Creator | null, tab: number | null): number {
      const first = 1 + file * (mostPrograms + 1);
      if (tab !== null && tab < 0) return -1;
      if (isOfOneTab(creator)) return first;
      if (tab === null) tellsTabs = false;
      const agent = tab === null ? program : `tab ${tab}`;
      const known = programs.get(agent);
      if (known !== undefined) return known;
      const number = first + Math.min(programs.size, mostPrograms);
      if (programs.size < mostPrograms) programs.set(agent, number);
      return number;
    },
  };
}

export type ImportedTabs = ReturnType<typeof createImportedTabs>;
