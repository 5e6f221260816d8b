import { type Families, type Phrase, phrase } from '../phrase.ts';

/** What a refusal can mean, finer than a kind and before the request is looked at. */
export const meanings = [
  'exists',
  'published',
  'held-name',
  'reserved',
  'in-use',
  'version',
  'race',
  'busy',
  'locked',
  'state',
  'required',
  'token-format',
  'parent',
  'merge',
  'owned',
  'ambiguous',
  'idempotency',
  'incompatible',
  'limit',
  'ordinary',
  'firewall',
] as const;
export type Meaning = (typeof meanings)[number];

/**
 * A family of phrases for one meaning. Weight: 4 unmistakable, 3 strong, 2 usual, 1 thin.
 * `unless`: phrases that take the meaning away where they stand in the same text.
 */
export type Entry = {
  readonly meaning: Meaning;
  readonly weight: number;
  readonly phrases: readonly Phrase[];
  readonly unless: readonly Phrase[];
};

/** Words that phrases share. */
export const families: Families = {
  not: 'not|cannot|never|no|unable',
  be: 'is|are|was|were|be|been|being|has|have|had|gets|got|seems|appears|remains',
  version:
    'version|versions|revision|revisions|rev|revs|etag|etags|revisionid|versionid|resourceversion|lockversion|timestamp|seqno|sha|checksum|fingerprint|generation|metageneration|stamp|changetoken|cas|concurrencystamp|rowversion|changeset|vector|oid|commit',
  thing:
    'object|objects|record|records|row|rows|resource|resources|document|documents|doc|entity|entities|item|items|page|article|post|file|content|data|it|entry|model|configuration|config|policy|profile|state|value|dashboard|form|node|card|issue|ticket|order|cart',
  label:
    'name|names|username|login|email|emails|mail|address|addresses|title|slug|domain|domains|hostname|host|port|ports|path|alias|identifier|id|ids|key|keys|code|number|url|uri|handle|label|phone|nickname|namespace|prefix|route|sku|isbn|subdomain|identity|external|shortname|serial|ip|value|values|combination|path|tag|reference|vat|account|nombre|nom|titel',
  operation:
    'event|events|operation|operations|process|task|tasks|job|jobs|scan|request|requests|import|export|sync|synchronization|synchronisation|migration|backup|restore|build|deployment|update|updates|upgrade|prune|transaction|transactions|command|action|replication|reindex|reindexing|indexing|transfer|snapshot|run|runs|rebuild|creation|deletion|removal|rollback|workflow|execution|pipeline|query|analysis|change|changes|installation|provisioning|failover|resize|reset|check|calculation|generation|conversion|merge|copy|upload|download|publish|session|recovery|refresh',
  other: 'another|other|someone|somebody|else|different|others',
  change: 'modif*|chang*|updat*|edit*|alter*|written|overwritten|saved|touched',
  simultaneous: 'concurrent*|simultaneous*|parallel*|conflicting',
  cannot: 'cannot|unable|could|can|may|must|must|not|impossible|failed|refusing',
  write:
    'delet*|remov*|updat*|modif*|chang*|edit*|creat*|add*|save*|saving|writ*|start*|stop*|cancel*|clos*|open*|mov*|renam*|archiv*|publish*|submit*|transition*|assign*|attach*|detach*|destroy*|drop*|perform*|process*|execut*|run*|perform*|proceed|continue|complete*|restart*|resum*|paus*|refund*|pay*|approv*|reject*|merg*|retry*|releas*|reopen*|accept*|send*|ship*|convert*|enabl*|disabl*|activat*|deactivat*|promot*|restor*|upload*|exec*|schedul*|reschedul*',
  state:
    'archived|closed|paused|disabled|enabled|deleted|stopped|suspended|cancelled|canceled|completed|complete|finished|terminated|terminating|inactive|active|activated|deactivated|expired|frozen|finalized|finalised|draft|published|unpublished|approved|rejected|paid|unpaid|void|voided|shipped|delivered|merged|started|ended|done|sealed|submitted|confirmed|unconfirmed|verified|unverified|fulfilled|refunded|captured|settled|resolved|revoked|accepted|declined|released|signed|locked|offline|online|unavailable|retired|deprecated|decommissioned|withdrawn|dissolved|ready|initialized|initialised|installed|uninstalled|configured|deployed|undeployed|registered|running|stopping|starting|booting|poweredon|poweredoff|hibernated|readonly|immutable|sent|dispatched|posted|booked|invoiced|billed|concluded|committed|aborted|drained|cordoned|blocked|banned|empty|open|opened|unlocked|mounted|unmounted|connected|disconnected',
  passing:
    'provisioning|deprovisioning|updating|deleting|creating|stopping|starting|attaching|detaching|resizing|pending|building|rebuilding|migrating|initializing|scaling|restarting|rebooting|restoring|upgrading|configuring|processing|deploying',
  token:
    'match|etag|etags|version|revision|rev|lockversion|resourceversion|precondition|preconditions|conditional|cas|revisionid',
  many: '2|3|4|5|6|7|8|9|10|multiple|several|two|three|many',
  need: 'required|requires|require|missing|mandatory|needed|needs|absent|omitted|expected|necessary',
  give: 'provide|provided|specify|specified|supply|supplied|include|included|given|sent|present|set|pass|passed|contain|send|carry|name',
};

/** Declares phrases of one meaning and weight. */
export function says(
  meaning: Meaning,
  weight: number,
  phrases: readonly string[],
  unless: readonly string[] = [],
): Entry {
  return {
    meaning,
    weight,
    phrases: phrases.map((notation) => phrase(notation, families)),
    unless: unless.map((notation) => phrase(notation, families)),
  };
}
