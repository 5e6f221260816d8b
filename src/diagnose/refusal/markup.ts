import type { Notes } from './said.ts';
import { localName, pieces } from './tags.ts';
import { wordsOfName } from './words.ts';

/** Elements of XML errors that hold a code or a sentence: S3, AWS, Azure, OData, WebDAV, SOAP, and those that imitate them. */
const telling = new Set(
  'code|message|msg|error|errors|exception|reason|detail|details|description|title|condition|header|faultstring|faultcode|text|type|status|errorcode|errormessage|hint|summary|cause|diagnostics'.split(
    '|',
  ),
);
/** Ids for the server's people, and echoes of the request. */
const silent = new Set('requestid|hostid|resource|href|stacktrace|trace|time|timestamp|type|status'.split('|'));

/** XML: text of telling elements; in a WebDAV `error` the empty elements are its precondition codes (RFC 4918 §16). */
export function readXml(text: string, notes: Notes): void {
  const open: string[] = [];
  let davError = -1;
  let content = '';
  for (const piece of pieces(text)) {
    if (piece.kind === 'text') {
      if (content.length < 4000) content += piece.text;
      continue;
    }
    const name = localName(piece.name);
    if (piece.kind === 'open') {
      content = '';
      notes.name(name);
      if (
        davError >= 0 &&
        open.length === davError + 1 &&
        !telling.has(name.toLowerCase()) &&
        !silent.has(name.toLowerCase())
      )
        notes.code(name);
      if (/^(\w+:)?error$/.test(piece.name) && /DAV:/.test(piece.attributes)) davError = open.length;
      if (!piece.closed && open.length < 64) open.push(name);
      continue;
    }
    const last = wordsOfName(name).at(-1) ?? '';
    const said = content.replace(/\s*\n\s*RequestId:[\s\S]*$/, '').trim();
    // WebDAV's 207: the refusal stands in a part (RFC 4918 §13).
    if (/^HTTP\/1\.\d 423/.test(said)) notes.code('resource-locked');
    if (said !== '' && !silent.has(name.toLowerCase()) && (telling.has(name.toLowerCase()) || telling.has(last)))
      notes.text(said);
    content = '';
    open.pop();
    if (open.length <= davError) davError = -1;
  }
}

/** Parts of a page that speak of the refusal before anything else. */
const headings = /^(title|h1|h2|h3)$/i;
/** Apache httpd's page for a status that it has no words for (2.4, `ap_send_error_response`): it stands there whatever happened. */
const stock =
  /^(the server encountered an internal error|please contact the server administrator|more information about this error)/i;
const breaks = /^(p|div|li|td|tr|br|section|article|pre|center|hr|ul|body|label|span)$/i;

/** A page: its title and headings, then its visible text, line by line, up to 12 lines. */
export function readHtml(text: string, notes: Notes): void {
  let line = '';
  let lines = 0;
  const flush = (): void => {
    const said = line.replace(/\s+/g, ' ').trim();
    line = '';
    // A page's numbers and its server's name say nothing.
    if (
      said.length < 4 ||
      lines >= 12 ||
      stock.test(said) ||
      /^(\d{3}\b.{0,30}|nginx.{0,20}|apache.{0,40})$/i.test(said)
    )
      return;
    lines++;
    notes.text(said.replace(/^\d{3}\s+/, ''));
  };
  for (const piece of pieces(text)) {
    if (piece.kind === 'text') {
      if (line.length < 2000) line += piece.text;
    } else if (headings.test(piece.name) || breaks.test(piece.name)) flush();
  }
  flush();
}
