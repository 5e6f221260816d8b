import { say } from '../../texts/say.ts';
import type { Ailment, ServerName } from './validators.ts';

/** What an ailment is, what it does to saves, and the section that says so. */
export const ailmentText: {
  readonly [A in Ailment]: { readonly title: string; readonly why: string; readonly spec: string };
} = {
  missing: {
    title: say`No validator`,
    why: say`Reads come without ETag and Last-Modified, so a save cannot say which version it was made for. Two people overwrite each other unseen.`,
    spec: 'RFC 9110 §8.8',
  },
  weak: {
    title: say`Weak ETag`,
    why: say`A weak tag never fits in If-Match, so every save that sends it back is refused, or the page sends none.`,
    spec: 'RFC 9110 §8.8.3.2, §13.1.1',
  },
  suffix: {
    title: say`ETag with a compression mark`,
    why: say`Compression added a mark such as -gzip to the tag. A save sends it back uncompressed, and the server does not know it again.`,
    spec: 'RFC 9110 §8.8.3.3',
  },
  'not-exposed': {
    title: say`ETag hidden from the page`,
    why: say`The page is of another origin and may not read the ETag, so it cannot send it back.`,
    spec: 'Fetch standard, Access-Control-Expose-Headers',
  },
  malformed: {
    title: say`ETag not in quotes`,
    why: say`The tag is not written as the standard asks. Caches and proxies may drop it or change it.`,
    spec: 'RFC 9110 §8.8.3',
  },
  flapping: {
    title: say`ETag goes back and forth`,
    why: say`Reads gave one tag, another, and the first again, while no save was seen. Servers that stand in for each other seem to make their own tags, so a save is refused for nothing.`,
    spec: 'RFC 9110 §8.8.1',
  },
};

type Advice = { readonly anywhere: string } & { readonly [S in ServerName]?: string };

/** The setting that mends it; where the server is not known, what to ask its people for. */
const settings: { readonly [A in Ailment]: Advice } = {
  missing: {
    anywhere: say`Send an ETag made from a version number or from the content with every read of what can be saved.`,
    nginx: say`nginx: the application has to send the ETag, for what nginx passes on gets none. For files: “etag on;”. Look that no “proxy_hide_header ETag;” stands there.`,
    apache: say`Apache: “FileETag MTime Size” for files, and no “Header unset ETag”. Other answers get theirs from the application.`,
    express: say`Express: leave “app.set('etag', 'strong')” on, or set the header from the record’s version before the answer is sent.`,
  },
  weak: {
    anywhere: say`Keep the tag strong on routes that are edited: no compression there, or tags of versions and not of bytes.`,
    nginx: say`nginx: “gzip off;” in the location of the API. nginx makes a strong tag weak when it compresses.`,
    express: say`Express: “app.set('etag', 'strong')”. Its own tags are weak unless told otherwise.`,
    apache: say`Apache: switch compression off where things are saved: “SetEnvIf Request_URI ^/api/ no-gzip”.`,
  },
  suffix: {
    anywhere: say`Take the mark off before the tag is compared, or do not compress what is edited.`,
    apache: say`Apache: “DeflateAlterETag NoChange” (2.4.58 and later), for Brotli “BrotliAlterETag NoChange”; before that “SetEnvIf Request_URI ^/api/ no-gzip”.`,
    jetty: say`Jetty: leave the API’s paths out of the GzipHandler (“excludedPaths”).`,
  },
  'not-exposed': {
    anywhere: say`Add “Access-Control-Expose-Headers: ETag” to every answer that carries an ETag, 304 among them.`,
    nginx: say`nginx: “add_header Access-Control-Expose-Headers ETag always;”`,
    apache: say`Apache: “Header always append Access-Control-Expose-Headers ETag”`,
    express: say`Express: “cors({ exposedHeaders: ['ETag'] })”`,
    iis: say`IIS: in web.config <add name="Access-Control-Expose-Headers" value="ETag" /> under <customHeaders>.`,
    caddy: say`Caddy: “header Access-Control-Expose-Headers ETag”`,
  },
  malformed: {
    anywhere: say`Write the tag in one pair of double quotes: ETag: "abc".`,
    express: say`Express: “res.set('ETag', '"' + version + '"')”. With the quotes.`,
  },
  flapping: {
    anywhere: say`Make the ETag from the content or from a version number, or keep a session on one server.`,
    apache: say`Apache: “FileETag MTime Size”, without INode, which differs from server to server; and copy files with their times.`,
    nginx: say`nginx: the tag is the file’s time and size. Give all servers the same file times, or “ip_hash;” in the upstream.`,
    iis: say`IIS: copy the files with their times to every server of the farm.`,
  },
};

/** What mends an ailment: the settings of the servers that were seen, or what holds for all. */
export function settingsFor(ailment: Ailment, seen: readonly ServerName[]): readonly string[] {
  const known = seen.flatMap((name) => settings[ailment][name] ?? []);
  return known.length > 0 ? known : [settings[ailment].anywhere];
}
