import { broughtIn } from './brought-in.ts';
import { editedByHand, tokenCorrected } from './by-hand.ts';
import { byKeyboard } from './by-keyboard.ts';
import { cachedRead } from './cached-read.ts';
import { changedBySomeoneElse } from './changed-by-someone-else.ts';
import { containerCleared, twoContainerTabs } from './containers.ts';
import { cookiesRemoved } from './cookies-removed.ts';
import { workedExample } from './example.ts';
import { fewClicksInPanel, fewClicksInPopup } from './few-clicks.ts';
import { flaggedStories } from './flagged.ts';
import { strippedEtag, strippedIfMatch } from './header-stripped.ts';
import { browserStories } from './in-the-browser.ts';
import { listAndPatterns } from './list-and-patterns.ts';
import { replayPastWorker, tabElsewhere } from './not-believed.ts';
import { ownSecondSave } from './own-second-save.ts';
import type { Story } from './story.ts';
import { suspectBackOn, suspectByHand, suspectProven } from './suspects.ts';
import { suspectBySave, suspectBySaveByHand } from './suspects-by-save.ts';
import { watchedWithoutDevtools } from './watched-without-devtools.ts';

/** Every story, in the order of the way through Resave. Both browsers play all of them, save where `notIn` gives the reason. */
export const stories: readonly Story[] = [
  changedBySomeoneElse,
  editedByHand,
  tokenCorrected,
  ownSecondSave,
  replayPastWorker,
  tabElsewhere,
  listAndPatterns,
  cachedRead,
  watchedWithoutDevtools,
  fewClicksInPanel,
  fewClicksInPopup,
  byKeyboard,
  workedExample,
  cookiesRemoved,
  twoContainerTabs,
  containerCleared,
  strippedIfMatch,
  strippedEtag,
  suspectProven,
  suspectBackOn,
  suspectByHand,
  suspectBySave,
  suspectBySaveByHand,
  ...browserStories,
  ...flaggedStories,
  broughtIn,
];
