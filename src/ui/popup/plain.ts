import { say } from '../../texts/say.ts';

/** What somebody at a browser can do about a refusal, whoever they are. */
export type Fix =
  | 'save-again'
  | 'clear-copy'
  | 'clear-site'
  | 'look'
  | 'reload'
  | 'sign-in'
  | 'address'
  | 'extensions'
  | 'programs'
  | 'wait'
  | 'rename'
  | 'people'
  | 'nothing';

type Plain = { readonly why: string; readonly fix: Fix };

/** Every cause in words for somebody who has never heard of how browsers and servers talk. Held complete by a test. */
export const plain: { readonly [cause: string]: Plain } = {
  'already-exists': { fix: 'rename', why: say`Something with this name or number is there already.` },
  'ambiguous-target': {
    fix: 'people',
    why: say`The site finds several things there and does not know which is meant.`,
  },
  'background-churn': { fix: 'save-again', why: say`A program on the site changes this by itself, again and again.` },
  'batch-reuses-token': { fix: 'people', why: say`The page saved several things at once and mixed them up.` },
  'changed-by-someone-else': {
    fix: 'save-again',
    why: say`Somebody else saved in between, after you had opened this.`,
  },
  'changed-in-another-tab': {
    fix: 'save-again',
    why: say`You saved this in another tab, after you had opened it here.`,
  },
  'conflict-in-disguise': { fix: 'look', why: say`The site did not save this, although it did not say so clearly.` },
  'create-only-precondition': {
    fix: 'look',
    why: say`The page wanted to make something new, but it is there already.`,
  },
  'debug-proxy': {
    fix: 'programs',
    why: say`A program on this computer or in this network changes what the page sends or gets.`,
  },
  'encoding-suffixed-etag': {
    fix: 'save-again',
    why: say`The site changes its own version mark when it packs its answers, and then does not know it again.`,
  },
  'etag-dropped-by-proxy': {
    fix: 'look',
    why: say`Something between you and the site takes away the mark that tells versions apart.`,
  },
  'etag-not-exposed': {
    fix: 'save-again',
    why: say`The site does not let its own page see which version you are working on.`,
  },
  'etag-per-representation': {
    fix: 'people',
    why: say`The site keeps several forms of this and compares the wrong ones.`,
  },
  'etag-prefix-dropped': {
    fix: 'save-again',
    why: say`The page lost a part of the version mark that it was given.`,
  },
  'etag-quotes-mangled': { fix: 'save-again', why: say`The page garbled the version mark that it was given.` },
  'expected-by-app': { fix: 'nothing', why: say`The page expected this and dealt with it by itself.` },
  'field-ownership': { fix: 'people', why: say`Another program is in charge of this part.` },
  'firewall-in-disguise': {
    fix: 'people',
    why: say`A guard in front of the site did not like something in your text.`,
  },
  'first-token-reused': {
    fix: 'save-again',
    why: say`The page still works with the version that it got at first, although it has saved since.`,
  },
  'flapping-etag': {
    fix: 'save-again',
    why: say`The site names the same version differently each time it is asked.`,
  },
  'has-dependents': { fix: 'people', why: say`Other things still depend on this one.` },
  'header-changed-by-extension': {
    fix: 'extensions',
    why: say`Something in your browser, most often another extension, changed what the page and the site say to each other.`,
  },
  'hidden-duplicate': {
    fix: 'rename',
    why: say`Something with this name is there already, although you do not see it.`,
  },
  'idempotency-key-reuse': { fix: 'people', why: say`The page used the same number for two different saves.` },
  'immutable-version': { fix: 'rename', why: say`This version is published and cannot be changed any more.` },
  'incompatible-change': { fix: 'people', why: say`What you changed does not fit to what is there already.` },
  'inconsistent-replicas': {
    fix: 'save-again',
    why: say`The site runs on several computers, and they do not agree yet on what is newest.`,
  },
  locked: { fix: 'wait', why: say`Somebody is working on this just now and has locked it.` },
  'lost-response': { fix: 'look', why: say`Your save may have arrived: only the answer to it was lost.` },
  'lost-update': { fix: 'people', why: say`Your save went through and wiped out what somebody else had written.` },
  'merge-conflict': { fix: 'people', why: say`Your change and another one touch the same place.` },
  'operation-in-progress': { fix: 'wait', why: say`The site is still busy with an earlier step.` },
  'ordinary-error': {
    fix: 'people',
    why: say`The site refused this for a reason of its own. Nobody else is in your way.`,
  },
  'outdated-token': { fix: 'save-again', why: say`What you had open is no longer the newest version.` },
  'overlapping-saves': {
    fix: 'save-again',
    why: say`The page saved twice at the same moment, and the two got in each other’s way.`,
  },
  'own-earlier-save': {
    fix: 'save-again',
    why: say`An earlier save of yours made a new version, and the page did not notice.`,
  },
  'parent-missing': { fix: 'people', why: say`The folder or page that this belongs to is not there.` },
  'placeholder-token': { fix: 'save-again', why: say`The page sent a made-up version mark instead of a real one.` },
  'plugin-or-theme-update': {
    fix: 'reload',
    why: say`A plugin or theme of the site was updated after you had opened the page.`,
  },
  'precondition-never-sent': {
    fix: 'save-again',
    why: say`The page did not say which version your changes are meant for.`,
  },
  'quota-or-policy': { fix: 'people', why: say`You have reached a limit or a rule of this site.` },
  'refused-token-resent': { fix: 'save-again', why: say`The page tried again with the same old version.` },
  'reserved-name': { fix: 'rename', why: say`The site keeps this name for something else.` },
  'restored-form': {
    fix: 'reload',
    why: say`When you came back to the form, your browser filled it with what it had held before.`,
  },
  'save-returned-no-etag': {
    fix: 'save-again',
    why: say`After your last save the site did not tell the page the new version.`,
  },
  'save-returned-old-etag': {
    fix: 'save-again',
    why: say`After your last save the site told the page an old version.`,
  },
  'server-bug': { fix: 'people', why: say`Something goes wrong inside the site.` },
  'server-race': { fix: 'wait', why: say`Two things happened inside the site at the same moment.` },
  'stale-browser-cache': { fix: 'clear-copy', why: say`Your browser showed you an old copy that it had kept.` },
  'stale-service-worker': {
    fix: 'clear-site',
    why: say`A part of the site that lives in your browser showed you an old copy.`,
  },
  'stale-session': { fix: 'sign-in', why: say`You are no longer signed in as you were when you opened the page.` },
  'stale-shared-cache': {
    fix: 'people',
    why: say`Something between you and the site hands out an old copy. It is not in your browser.`,
  },
  'token-handshake': { fix: 'look', why: say`The page and the site have not agreed on a version yet.` },
  'token-never-issued': { fix: 'save-again', why: say`The site never told the page which version it is.` },
  unexplained: { fix: 'look', why: say`The site gave no reason that Resave understands.` },
  'upload-offset': { fix: 'look', why: say`An upload was broken off and did not go on where the site expected it.` },
  'url-typo': { fix: 'address', why: say`The page saved to an address that is slightly wrong.` },
  'volatile-body-etag': {
    fix: 'people',
    why: say`The site takes every look at this for a new version, because something in it always changes.`,
  },
  'weak-etag-in-if-match': {
    fix: 'save-again',
    why: say`The site names its versions in a way that it does not accept itself.`,
  },
  'wrong-state': { fix: 'people', why: say`In its present state this cannot be changed.` },
  'wrong-token-format': {
    fix: 'save-again',
    why: say`The page named the version in a form that the site does not understand.`,
  },
};

/** What to do, in words. */
export const advice: { readonly [F in Fix]: string } = {
  'save-again': say`Save it again: Resave gets the newest version, puts your changes into it, and asks you where both changed the same place.`,
  'clear-copy': say`Clear the old copy. Then save it again.`,
  'clear-site': say`Clear what the browser keeps of this site. Then load the page again and save once more.`,
  look: say`Let Resave look what the site has now. It only reads.`,
  reload: say`Copy what you wrote, load the page again, put it in and save.`,
  'sign-in': say`Copy what you wrote, load the page again and sign in, put it in and save.`,
  address: say`Check the address: the one below is spelt almost the same and works.`,
  extensions: say`See which extensions may interfere, and try it without them.`,
  programs: say`Turn off programs that watch or filter your network for one try, and save again.`,
  wait: say`Wait a little, then save once more.`,
  rename: say`Choose another name, or change what is there already.`,
  people: say`Only the people who run the site can mend this. Send them the report.`,
  nothing: say`There is nothing to do.`,
};
