import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused, saved } from '../stories.ts';

const post = { url: 'https://blog.test/wp-json/wp/v2/posts/1', method: 'POST' };
const page = (seconds: number, version: string) =>
  load(seconds, null, {
    url: 'https://blog.test/wp-admin/post.php?post=1&action=edit',
    resourceType: 'document',
    responseBody: `<!doctype html><script src="https://blog.test/wp-content/plugins/tidy-blocks/js/app.js?ver=${version}"></script>
<link href="/wp-content/themes/plain/style.css?x=1&amp;ver=6.5">`,
  });
const save = refused(30, null, { ...post, status: 409, responseBody: '{"code":"rest_conflict","message":"Conflict"}' });
const passed = saved(5, null, null, post);

fixtures('plugin-or-theme-update', {
  cause: [
    {
      story: 'a save passed, the plugin was updated, saves are refused',
      file: caseOf(save, [passed], { neighbours: [page(0, '2.1.4'), page(20, '2.2.0')] }),
      strength: 'likely',
      says: /plugin tidy-blocks was at 2\.1\.4[\s\S]*at 2\.2\.0/,
    },
    {
      story: 'updated, and whether saving worked before is not known',
      file: caseOf(save, [], { neighbours: [page(0, '2.1.4'), page(20, '2.2.0')] }),
      strength: 'possible',
    },
    {
      story: 'seen by the assets themselves',
      file: caseOf(save, [passed], {
        neighbours: ['6.5', '6.6'].map((v, i) =>
          load(i * 20, null, { url: `https://blog.test/wp-content/themes/plain/style.css?ver=${v}` }),
        ),
      }),
      strength: 'likely',
      says: /theme plain/,
    },
  ],
  ruledOut: [
    { story: 'the same versions', file: caseOf(save, [passed], { neighbours: [page(0, '2.1.4'), page(20, '2.1.4')] }) },
    {
      story: 'a save passed since',
      file: caseOf(save, [passed, saved(25, null, null, post)], { neighbours: [page(0, '2.1.4'), page(20, '2.2.0')] }),
      says: /passed after/,
    },
  ],
  unknown: [{ story: 'seen once', file: caseOf(save, [passed], { neighbours: [page(20, '2.2.0')] }) }],
  notApplicable: [{ story: 'no WordPress', file: caseOf(refused(30, '"1"'), [load(0, '"1"')]) }],
});
