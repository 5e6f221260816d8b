import type { Call } from '../core/call.ts';
import { escaped } from '../core/escaped.ts';
import { html, type Reply } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

/** Data for a script element: `<` cannot end it. */
function embedded(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** A form whose target is a hidden frame: the server does it, the page's own scripts send nothing. */
function happening(name: string, label: string, id: string): string {
  return `<form method="post" action="lab/${name}" target="elsewhere"><button id="${id}">${escaped(label)}</button></form>`;
}

/** What the navigation shows of each scenario. */
export type Listing = readonly Pick<Scenario, 'id' | 'title' | 'group'>[];

function navigation(here: string, listing: Listing): string {
  const groups = [...new Set(listing.map((one) => one.group))];
  const links = (group: string): string =>
    listing
      .filter((one) => one.group === group)
      .map(({ id, title }) => {
        const now = id === here ? ' aria-current="page"' : '';
        return `<li><a href="/${id}/"${now} title="${escaped(title)}">${id}</a></li>`;
      })
      .join('');
  return groups.map((group) => `<h2>${escaped(group)}</h2><ul>${links(group)}</ul>`).join('');
}

/** The note-taking page of one scenario. */
export function pageHtml(scenario: Scenario, call: Call, listing: Listing): Reply {
  const api = scenario.page?.secondOrigin === true ? `${call.origins.api}/${scenario.id}/` : `/${scenario.id}/`;
  const more = Object.entries(scenario.happenings ?? {})
    .map(([name, { label }]) => happening(name, label, name))
    .join('');
  const link = scenario.open === undefined ? '' : ` <a href="${scenario.open}">Open it</a>.`;
  return html(
    200,
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(scenario.id)} · Resave lab</title>
<link rel="icon" href="/lab/icon.svg">
<link rel="stylesheet" href="/lab/page.css">
${scenario.head?.(call) ?? ''}
<script type="application/json" id="scenario">${embedded({ id: scenario.id, api, page: scenario.page ?? {} })}</script>
<script type="module" src="/lab/page.js"></script>
</head>
<body>
<header>
<a class="home" href="/"><img src="/lab/icon.svg" alt="" width="28" height="28">Resave lab</a>
<p>A small notebook whose server refuses saves, one reason at a time.</p>
</header>
<div class="columns">
<nav aria-label="Scenarios">${navigation(scenario.id, listing)}</nav>
<main>
<section class="story" aria-label="Story">
<p class="prefix">/${scenario.id}/</p>
<h1>${escaped(scenario.title)}</h1>
<p>${escaped(scenario.story)}${link}</p>
</section>
<section class="card" aria-label="Note">
<div class="pair">
<div><label for="title">Title</label><input id="title" autocomplete="off"></div>
<div><label for="tags">Tags</label><input id="tags" autocomplete="off" placeholder="with commas in between"></div>
</div>
<label for="body">Body</label>
<textarea id="body" rows="4" autocomplete="off"></textarea>
<div class="buttons">
<button id="load" type="button">Load</button>
<button id="save" type="button" class="main">Save</button>
<button id="twice" type="button">Save twice</button>
</div>
<div class="buttons server" role="group" aria-label="On the server">
<span>On the server</span>
${happening('edit', 'Somebody else edits', 'else')}${more}${happening('reset', 'Start over', 'reset')}
</div>
<div id="status" role="status" aria-label="Save status" data-state="idle"><p class="said">Load the note to begin.</p></div>
</section>
<iframe name="elsewhere" id="elsewhere" hidden title="What happens on the server"></iframe>
</main>
</div>
</body>
</html>
`,
    { 'cache-control': 'no-cache' },
  );
}
