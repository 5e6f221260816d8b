import { createHmac } from 'node:crypto';

/** The account that every Azurite knows; its key is public (Microsoft's documentation of the emulator). */
export const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** An account SAS for everything on blobs, for an hour, as a query. */
export function signature(): string {
  const given = {
    sp: 'rwdlac',
    ss: 'b',
    srt: 'sco',
    st: '',
    se: new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z'),
    sip: '',
    spr: 'https,http',
    sv: '2019-12-12',
  };
  const toSign = [account, ...Object.values(given), ''].join('\n');
  const sig = createHmac('sha256', Buffer.from(key, 'base64')).update(toSign, 'utf8').digest('base64');
  const { st: _st, sip: _sip, ...sent } = given;
  return new URLSearchParams({ ...sent, sig }).toString();
}
