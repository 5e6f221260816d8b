import { isScalar, type Json, JsonNumber } from './json.ts';

/** A key without case and punctuation: `last_modified`, `lastModified` and `Last-Modified` are one name. */
export function plainName(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const stamps = new Set(
  'updatedat updatedon updated updatetime updatetimestamp updateddate modified modifiedat modifiedon modifiedtime modifieddate modificationdate lastmodified lastmodifiedat lastmodifiedtime lastmodifieddatetime lastmodifieddate lastupdated lastupdatedat lastupdate lastchanged changedat changed dateupdated datemodified mtime savedat lastsaved modifiedgmt systemmodstamp'.split(
    ' ',
  ),
);

const bookkeeping = new Set(
  'id uid uuid guid self selflink href url uri links meta metadata embedded createdat createdon created createdby createtime createddate creationtimestamp creationdate datecreated updatedby modifiedby lastmodifiedby etag odataetag odatacontext odataid odatatype rev revision version versionid lockversion resourceversion generation seqno primaryterm managedfields status state kind type object permissions capabilities actions'.split(
    ' ',
  ),
);

/** A name under which machines write when a thing was changed. */
export function isStampName(key: string): boolean {
  return stamps.has(plainName(key));
}

/** A name that a server usually fills in itself. Only ever counts together with "mine left it alone" or "mine does not have it". */
export function isManagedName(key: string): boolean {
  const name = plainName(key);
  return (
    stamps.has(name) || bookkeeping.has(name) || key.startsWith('@') || key.startsWith('$') || key.includes('@odata.')
  );
}

/** A moment: an ISO 8601 or HTTP date, or seconds or milliseconds since 1970 (from 2001 on). */
export function isMoment(value: Json | undefined): boolean {
  if (value instanceof JsonNumber) return /^\d{10}(\d{3})?(\.\d+)?$/.test(value.text);
  if (typeof value !== 'string' || value.length > 40) return false;
  return /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d|$)/.test(value) || /^\w{3}, \d\d \w{3} \d{4} /.test(value);
}

/** A time stamp that machines write and that everybody changed: no person's words are in it. */
export function isStamp(key: string, ...sides: readonly (Json | undefined)[]): boolean {
  return isStampName(key) && sides.every((side) => isScalar(side) && isMoment(side));
}
