import { required } from '../../lab/scenarios/required.ts';
import { startLab } from '../../lab/server.ts';
import { expectCause, insist, openDiagnosis, type Story, withPanel } from './story.ts';

/** A server that demands If-Match, and a page that sends what it was given. */
const demanding = { ...required, id: 'demanding', page: {} };

function headerStripped(header: string, extension: string): Story {
  return {
    id: `stripped-${header.toLowerCase()}`,
    title: `another extension takes ${header} away: the first cause, with the field`,
    extensions: [extension],
    play: async (stage) => {
      const lab = await startLab({ scenarios: [demanding] });
      await stage.browser.grant(['http://localhost/*']);
      await withPanel({ ...stage, lab }, demanding.id, async (notebook, panel) => {
        stage.say(`load: ${(await notebook.load()).text}`);
        await notebook.write({ title: 'My title' });
        const refused = await notebook.save();
        stage.say(`save: ${refused.text}`);
        insist(refused.status === 428, `The save was to be refused with 428, not ${refused.status}`);
        await openDiagnosis(stage, panel, /^428 PUT/);
        await expectCause(stage, panel, 'header-changed-by-extension', 'likely');
        const [found] = await panel.causes();
        insist(found?.text.includes(header) === true, `The cause does not name ${header}: ${found?.text}`);
      });
      await lab.close();
    },
  };
}

export const strippedIfMatch = headerStripped('If-Match', 'strip-if-match');
export const strippedEtag = headerStripped('ETag', 'strip-etag');
