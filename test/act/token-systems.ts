import type { Told } from './token-exchanges.ts';

/** One system: an earlier read, the refused save, the fresh read, and where the token must be found. */
export type System = {
  readonly system: string;
  readonly base: Told;
  readonly save: Told;
  readonly fresh: Told;
  readonly carriers: { readonly [carrier: string]: string };
};

const tag = (value: string): { readonly ETag: string } => ({ ETag: value });

export const systems: readonly System[] = [
  {
    system: 'plain If-Match',
    base: { response: tag('"v1"'), answer: { title: 'a' } },
    save: {
      method: 'PUT',
      status: 412,
      request: { 'If-Match': '"v1"' },
      sent: { title: 'b' },
      response: tag('"error-page"'),
    },
    fresh: { response: tag('"v2"'), answer: { title: 'c' } },
    carriers: { 'header:If-Match': '"v2"' },
  },
  {
    system: 'Kubernetes',
    base: { answer: { metadata: { name: 'x', resourceVersion: '100' }, spec: { replicas: 1 } } },
    save: {
      method: 'PUT',
      status: 409,
      sent: { metadata: { name: 'x', resourceVersion: '100' }, spec: { replicas: 3 } },
    },
    fresh: { answer: { metadata: { name: 'x', resourceVersion: '107' }, spec: { replicas: 2 } } },
    carriers: { 'body:$.metadata.resourceVersion': '107' },
  },
  {
    system: 'CouchDB, body',
    base: { response: tag('"1-abc0def"'), answer: { _id: 'n', _rev: '1-abc0def', text: 'a' } },
    save: {
      method: 'PUT',
      status: 409,
      sent: { _id: 'n', _rev: '1-abc0def', text: 'b' },
      answer: { error: 'conflict', reason: 'Document update conflict.' },
    },
    fresh: { response: tag('"2-9e8d7c6"'), answer: { _id: 'n', _rev: '2-9e8d7c6', text: 'c' } },
    carriers: { 'body:$._rev': '2-9e8d7c6' },
  },
  {
    system: 'CouchDB, query',
    base: { answer: { _id: 'n', _rev: '1-abc0def' } },
    save: { method: 'PUT', status: 409, url: 'https://app.test/db/n?batch=ok&rev=1-abc0def', sent: { _id: 'n' } },
    fresh: { answer: { _id: 'n', _rev: '2-9e8d7c6' } },
    carriers: { 'query:rev': '2-9e8d7c6' },
  },
  {
    system: 'Elasticsearch',
    base: { answer: { _id: '7', _seq_no: 5, _primary_term: 1, _source: { title: 'a', views: 5 } } },
    save: {
      method: 'PUT',
      status: 409,
      url: 'https://app.test/i/_doc/7?if_seq_no=5&if_primary_term=1',
      sent: { title: 'b', views: 5 },
    },
    fresh: { answer: { _id: '7', _seq_no: 9, _primary_term: 2, _source: { title: 'c', views: 6 } } },
    carriers: { 'query:if_seq_no': '9', 'query:if_primary_term': '2' },
  },
  {
    system: 'Kibana saved objects',
    base: { answer: { id: 'x', version: 'WzQsMV0=', attributes: { title: 'a' } } },
    save: { method: 'PUT', status: 409, sent: { version: 'WzQsMV0=', attributes: { title: 'b' } } },
    fresh: { answer: { id: 'x', version: 'WzksMV0=', attributes: { title: 'c' } } },
    carriers: { 'body:$.version': 'WzksMV0=' },
  },
  {
    system: 'Azure Table, weak',
    base: { response: tag(`W/"datetime'2024-01-01T10%3A00%3A00Z'"`), answer: { n: 'a' } },
    save: {
      method: 'PUT',
      status: 412,
      request: { 'If-Match': `W/"datetime'2024-01-01T10%3A00%3A00Z'"` },
      sent: { n: 'b' },
    },
    fresh: { response: tag(`W/"datetime'2024-01-01T10%3A05%3A00Z'"`), answer: { n: 'c' } },
    carriers: { 'header:If-Match': `W/"datetime'2024-01-01T10%3A05%3A00Z'"` },
  },
  {
    system: 'Cosmos DB, body _etag',
    base: { answer: { id: '1', _etag: '"00000-0001"', n: 1 } },
    save: { method: 'PUT', status: 412, request: { 'If-Match': '"00000-0001"' }, sent: { id: '1', n: 2 } },
    fresh: { answer: { id: '1', _etag: '"00000-0002"', n: 3 } },
    carriers: { 'header:If-Match': '"00000-0002"' },
  },
  {
    system: 'Azure DevOps',
    base: { answer: { id: 12, rev: 4, fields: { 'System.Title': 'a' } } },
    save: {
      method: 'PATCH',
      status: 412,
      request: { 'Content-Type': 'application/json-patch+json' },
      sent: [
        { op: 'test', path: '/rev', value: 4 },
        { op: 'add', path: '/fields/System.Title', value: 'b' },
      ],
    },
    fresh: { answer: { id: 12, rev: 6, fields: { 'System.Title': 'c' } } },
    carriers: { 'patch:/rev': '6' },
  },
  {
    system: 'AWS IoT group',
    base: { answer: { name: 'g', version: 3, properties: { description: 'a' } } },
    save: { method: 'PATCH', status: 409, sent: { expectedVersion: 3, properties: { description: 'b' } } },
    fresh: { answer: { name: 'g', version: 5, properties: { description: 'c' } } },
    carriers: { 'body:$.expectedVersion': '5' },
  },
  {
    system: 'Google IAM',
    base: { answer: { etag: 'BwXhqDVABPw=', bindings: [] } },
    save: { method: 'POST', status: 409, sent: { policy: { etag: 'BwXhqDVABPw=', bindings: [{ role: 'r' }] } } },
    fresh: { answer: { etag: 'BwXhqDVBBQw=', bindings: [] } },
    carriers: { 'body:$.policy.etag': 'BwXhqDVBBQw=' },
  },
  {
    system: 'Google Cloud Storage',
    base: { answer: { name: 'o', generation: '1700000001', metageneration: '1' } },
    save: {
      method: 'PATCH',
      status: 412,
      url: 'https://app.test/o?ifGenerationMatch=1700000001',
      sent: { metadata: { a: 'b' } },
    },
    fresh: { answer: { name: 'o', generation: '1700000099', metageneration: '1' } },
    carriers: { 'query:ifGenerationMatch': '1700000099' },
  },
  {
    system: 'GitHub contents',
    base: { answer: { path: 'README', sha: '3d21ec53a331a6f037a91c368710b99387d012c1', content: 'YQ==' } },
    save: {
      method: 'PUT',
      status: 409,
      sent: { message: 'm', content: 'Yg==', sha: '3d21ec53a331a6f037a91c368710b99387d012c1' },
    },
    fresh: { answer: { path: 'README', sha: '7c258a9869f33c1e1e1f74fbb32f07c86cb5a75b', content: 'Yw==' } },
    carriers: { 'body:$.sha': '7c258a9869f33c1e1e1f74fbb32f07c86cb5a75b' },
  },
  {
    system: 'GitLab merge (head.sha)',
    base: { answer: { iid: 3, head: { sha: '3d21ec53a331a6f037a91c368710b99387d012c1' } } },
    save: { method: 'PUT', status: 409, sent: { sha: '3d21ec53a331a6f037a91c368710b99387d012c1' } },
    fresh: { answer: { iid: 3, head: { sha: '7c258a9869f33c1e1e1f74fbb32f07c86cb5a75b' } } },
    carriers: { 'body:$.sha': '7c258a9869f33c1e1e1f74fbb32f07c86cb5a75b' },
  },
  {
    system: 'Bitbucket Server merge',
    base: { answer: { id: 9, version: 2, title: 'a' } },
    save: { method: 'POST', status: 409, url: 'https://app.test/pr/9/merge?version=2', sent: {} },
    fresh: { answer: { id: 9, version: 4, title: 'c' } },
    carriers: { 'query:version': '4' },
  },
  {
    system: 'Confluence',
    base: { answer: { id: '1', title: 'a', version: { number: 4 }, body: { storage: { value: '<p>a</p>' } } } },
    save: {
      method: 'PUT',
      status: 409,
      sent: { id: '1', title: 'b', version: { number: 5 }, body: { storage: { value: '<p>a</p>' } } },
    },
    fresh: { answer: { id: '1', title: 'a', version: { number: 7 }, body: { storage: { value: '<p>c</p>' } } } },
    carriers: { 'body:$.version.number': '8' },
  },
  {
    system: 'Contentful',
    base: { answer: { sys: { id: 'e', version: 5 }, fields: { count: { en: 5 } } } },
    save: {
      method: 'PUT',
      status: 409,
      request: { 'X-Contentful-Version': '5' },
      sent: { fields: { count: { en: 5 } } },
    },
    fresh: { answer: { sys: { id: 'e', version: 6 }, fields: { count: { en: 9 } } } },
    carriers: { 'header:X-Contentful-Version': '6' },
  },
  {
    system: 'Sanity (in an array element)',
    base: { answer: { documents: [{ _id: 'd', _rev: 'hPZk2mBa01' }] } },
    save: {
      method: 'POST',
      status: 409,
      sent: { mutations: [{ patch: { id: 'd', ifRevisionID: 'hPZk2mBa01', set: { t: 'b' } } }] },
    },
    fresh: { answer: { documents: [{ _id: 'd', _rev: 'qK81xYzR77' }] } },
    carriers: { 'body:$.mutations[0].patch.ifRevisionID': 'qK81xYzR77' },
  },
  {
    system: 'Grafana',
    base: { answer: { dashboard: { uid: 'u', version: 11, title: 'a' }, meta: { version: 11 } } },
    save: { method: 'POST', status: 412, sent: { dashboard: { uid: 'u', version: 11, title: 'b' }, message: '' } },
    fresh: { answer: { dashboard: { uid: 'u', version: 12, title: 'c' }, meta: { version: 12 } } },
    carriers: { 'body:$.dashboard.version': '12' },
  },
  {
    system: 'OpenProject',
    base: { answer: { id: 1, lockVersion: 3, subject: 'a' } },
    save: { method: 'PATCH', status: 409, sent: { lockVersion: 3, subject: 'b' } },
    fresh: { answer: { id: 1, lockVersion: 4, subject: 'c' } },
    carriers: { 'body:$.lockVersion': '4' },
  },
  {
    system: 'Node-RED',
    base: { answer: { rev: '5f2c9b8a01', flows: [] } },
    save: { method: 'POST', status: 409, sent: { rev: '5f2c9b8a01', flows: [{ id: 'n' }] } },
    fresh: { answer: { rev: '77aa10cc5e', flows: [] } },
    carriers: { 'body:$.rev': '77aa10cc5e' },
  },
  {
    system: 'Appwrite',
    base: { answer: { $id: 'a', $updatedAt: '2024-01-01T10:00:00.000+00:00', n: 1 } },
    save: {
      method: 'PATCH',
      status: 409,
      request: { 'X-Appwrite-Timestamp': '2024-01-01T10:00:00.000+00:00' },
      sent: { data: { n: 2 } },
    },
    fresh: { answer: { $id: 'a', $updatedAt: '2024-01-01T10:09:00.000+00:00', n: 3 } },
    carriers: { 'header:X-Appwrite-Timestamp': '2024-01-01T10:09:00.000+00:00' },
  },
  {
    system: 'commercetools, DELETE',
    base: { answer: { id: 'p', version: 8 } },
    save: { method: 'DELETE', status: 409, url: 'https://app.test/p?version=8' },
    fresh: { answer: { id: 'p', version: 10 } },
    carriers: { 'query:version': '10' },
  },
  {
    system: 'Box, bare tag',
    base: { answer: { id: 'f', etag: '3', name: 'a', size: 3 } },
    save: { method: 'PUT', status: 412, request: { 'If-Match': '3' }, sent: { name: 'b' } },
    fresh: { answer: { id: 'f', etag: '5', name: 'c', size: 4 } },
    carriers: { 'header:If-Match': '5' },
  },
  {
    system: 'Eve, body _etag quoted by the page',
    base: { answer: { _id: 'x', _etag: '7776cdb01f44354af8bfa4db0c56eebcb1378975', n: 1 } },
    save: {
      method: 'PATCH',
      status: 412,
      request: { 'If-Match': '"7776cdb01f44354af8bfa4db0c56eebcb1378975"' },
      sent: { n: 2 },
    },
    fresh: { answer: { _id: 'x', _etag: '18093c54d0a2a4f0d7b6bbd5a1d4b7d0c0d1e2f3', n: 3 } },
    carriers: { 'header:If-Match': '"18093c54d0a2a4f0d7b6bbd5a1d4b7d0c0d1e2f3"' },
  },
  {
    system: 'Planner, @odata.etag',
    base: { answer: { '@odata.etag': 'W/"JzEtVGFzayAgQEBA"', id: 't' } },
    save: { method: 'PATCH', status: 412, request: { 'If-Match': 'W/"JzEtVGFzayAgQEBA"' }, sent: { title: 'b' } },
    fresh: { answer: { '@odata.etag': 'W/"JzEtVGFzayBAQFBA"', id: 't' } },
    carriers: { 'header:If-Match': 'W/"JzEtVGFzayBAQFBA"' },
  },
  {
    system: 'Nextcloud, OC-ETag',
    base: { response: { ETag: '"65a1-gzip"', 'OC-ETag': '"65a1"' }, answer: 'text' },
    save: { method: 'PUT', status: 412, request: { 'If-Match': '"65a1"' }, sent: 'my text' },
    fresh: { response: { ETag: '"77b2-gzip"', 'OC-ETag': '"77b2"' }, answer: 'their text' },
    carriers: { 'header:If-Match': '"77b2"' },
  },
  {
    system: 'WebDAV If',
    base: { response: tag('"1a2b-5f00c1d2"'), answer: 'text' },
    save: { method: 'PUT', status: 412, request: { If: '(["1a2b-5f00c1d2"])' }, sent: 'my text' },
    fresh: { response: tag('"1a2c-5f00c9e9"'), answer: 'their text' },
    carriers: { 'header:If': '(["1a2c-5f00c9e9"])' },
  },
  {
    system: 'Fedora state token',
    base: { response: { ETag: '"aa"', 'X-State-Token': 'E2A9F00D' }, answer: 'x' },
    save: { method: 'PUT', status: 412, request: { 'X-If-State-Token': 'E2A9F00D' }, sent: 'y' },
    fresh: { response: { ETag: '"bb"', 'X-State-Token': 'B7C1BEEF' }, answer: 'z' },
    carriers: { 'header:X-If-State-Token': 'B7C1BEEF' },
  },
  {
    system: 'Rails form',
    base: { answer: { id: 7, title: 'a', lock_version: 2 } },
    save: {
      method: 'POST',
      status: 409,
      request: { 'Content-Type': 'application/x-www-form-urlencoded' },
      sent: '_method=patch&article%5Btitle%5D=b&article%5Block_version%5D=2',
    },
    fresh: { answer: { id: 7, title: 'c', lock_version: 3 } },
    carriers: { 'form:article[lock_version]': '3' },
  },
  {
    system: 'Neutron, prefix',
    base: { answer: { network: { id: 'n', revision_number: 4, mtu: 1500 } } },
    save: {
      method: 'PUT',
      status: 412,
      request: { 'If-Match': 'revision_number=4' },
      sent: { network: { mtu: 1400 } },
    },
    fresh: { answer: { network: { id: 'n', revision_number: 6, mtu: 1450 } } },
    carriers: { 'header:If-Match': 'revision_number=6' },
  },
  {
    system: 'Nomad variables',
    base: { answer: { Path: 'a', ModifyIndex: 120, Items: { k: 'a' } } },
    save: { method: 'PUT', status: 409, url: 'https://app.test/v1/var/a?cas=120', sent: { Items: { k: 'b' } } },
    fresh: { answer: { Path: 'a', ModifyIndex: 131, Items: { k: 'c' } } },
    carriers: { 'query:cas': '131' },
  },
  {
    system: 'NiFi',
    base: { answer: { id: 'p', revision: { version: 3, clientId: 'c1' }, component: { name: 'a' } } },
    save: {
      method: 'PUT',
      status: 409,
      sent: { revision: { version: 3, clientId: 'c1' }, component: { id: 'p', name: 'b' } },
    },
    fresh: { answer: { id: 'p', revision: { version: 5, clientId: 'c1' }, component: { name: 'c' } } },
    carriers: { 'body:$.revision.version': '5' },
  },
  {
    system: 'If-Unmodified-Since',
    base: { response: { 'Last-Modified': 'Mon, 01 Jan 2024 10:00:00 GMT' }, answer: 'x' },
    save: {
      method: 'PUT',
      status: 412,
      request: { 'If-Unmodified-Since': 'Mon, 01 Jan 2024 10:00:00 GMT' },
      sent: 'y',
    },
    fresh: { response: { 'Last-Modified': 'Mon, 01 Jan 2024 10:09:00 GMT' }, answer: 'z' },
    carriers: { 'header:If-Unmodified-Since': 'Mon, 01 Jan 2024 10:09:00 GMT' },
  },
  {
    system: 'Dropbox, in JSON within a header, read from the body',
    base: { answer: { name: 'a.txt', rev: '015a7b3c9d2e4f10', size: 3 } },
    save: {
      method: 'POST',
      status: 409,
      request: {
        'Dropbox-API-Arg': '{"path":"/a.txt","mode":{".tag":"update","update":"015a7b3c9d2e4f10"},"autorename":false}',
      },
      sent: 'my text',
    },
    fresh: { answer: { name: 'a.txt', rev: '015a7b3c9d2e4f99', size: 5 } },
    carriers: {
      'header:Dropbox-API-Arg':
        '{"path":"/a.txt","mode":{".tag":"update","update":"015a7b3c9d2e4f99"},"autorename":false}',
    },
  },
  {
    system: 'Dropbox, read from JSON within a header',
    base: { response: { 'Dropbox-API-Result': '{"name":"a.txt","rev":"015a7b3c9d2e4f10"}' }, answer: 'text' },
    save: {
      method: 'POST',
      status: 409,
      request: { 'Dropbox-API-Arg': '{"path":"/a.txt","mode":{".tag":"update","update":"015a7b3c9d2e4f10"}}' },
      sent: 'my text',
    },
    fresh: { response: { 'Dropbox-API-Result': '{"name":"a.txt","rev":"015a7b3c9d2e4f99"}' }, answer: 'their text' },
    carriers: {
      'header:Dropbox-API-Arg': '{"path":"/a.txt","mode":{".tag":"update","update":"015a7b3c9d2e4f99"}}',
    },
  },
  {
    system: 'no list names it: a header of its own making',
    base: { answer: { doc: { zustand: 'k7f3a9c2e1', text: 'a' } } },
    save: { method: 'PUT', status: 409, request: { 'X-Zustand': 'k7f3a9c2e1' }, sent: { text: 'b' } },
    fresh: { answer: { doc: { zustand: 'p0d4b8e6a7', text: 'c' } } },
    carriers: { 'header:X-Zustand': 'p0d4b8e6a7' },
  },
  {
    system: 'no list names it: deep in the body, opaque',
    base: { answer: { payload: { inner: { marke: 'A81fK20sPq', name: 'a' } } } },
    save: { method: 'PUT', status: 409, sent: { payload: { inner: { marke: 'A81fK20sPq', name: 'b' } } } },
    fresh: { answer: { payload: { inner: { marke: 'Z19mN77tRv', name: 'c' } } } },
    carriers: { 'body:$.payload.inner.marke': 'Z19mN77tRv' },
  },
  {
    system: 'no list names it: a counter',
    base: { answer: { stand: 41, name: 'a' } },
    save: { method: 'PUT', status: 409, sent: { stand: 41, name: 'b' } },
    fresh: { answer: { stand: 43, name: 'c' } },
    carriers: { 'body:$.stand': '43' },
  },
];
