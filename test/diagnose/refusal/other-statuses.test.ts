import { describe, expect, test } from 'vitest';
import { asLine } from '../../../scripts/causes.ts';
import { readDocumented } from '../../../scripts/documented-refusal.ts';
import { diagnose } from '../../../src/diagnose/index.ts';

/** Conflicts under other statuses, and tokens in unusual places (written down from the systems' own references). */
const lines = String.raw`
{"id": "mediawiki", "request": {"method": "POST", "url": "https://w.example/api.php", "headers": {"Content-Type": "application/x-www-form-urlencoded"}, "body": "action=edit&title=A&basetimestamp=2024-01-01T00:00:00Z&text=x"}, "response": {"status": 200, "headers": {"MediaWiki-API-Error": "editconflict"}, "body": "{\"error\":{\"code\":\"editconflict\",\"info\":\"Edit conflict.\"}}"}, "label": "stale-version"}
{"id": "dynamodb-create", "request": {"method": "POST", "url": "https://dynamodb.us-east-1.amazonaws.com/", "headers": {"Content-Type": "application/x-amz-json-1.0"}, "body": "{\"TableName\":\"t\",\"ConditionExpression\":\"attribute_not_exists(pk)\"}"}, "response": {"status": 400, "headers": {}, "body": "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\",\"message\":\"The conditional request failed\"}"}, "label": "duplicate"}
{"id": "dynamodb-version", "request": {"method": "POST", "url": "https://dynamodb.us-east-1.amazonaws.com/", "headers": {"Content-Type": "application/x-amz-json-1.0"}, "body": "{\"TableName\":\"t\",\"ConditionExpression\":\"version = :v\"}"}, "response": {"status": 400, "headers": {}, "body": "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\",\"message\":\"The conditional request failed\"}"}, "label": "stale-version"}
{"id": "github-no-sha", "request": {"method": "PUT", "url": "https://api.github.com/repos/o/r/contents/a.md", "headers": {}, "body": "{\"message\":\"m\",\"content\":\"eA==\"}"}, "response": {"status": 422, "headers": {}, "body": "{\"message\":\"Invalid request.\\n\\n\\\"sha\\\" wasn't supplied.\",\"documentation_url\":\"https://docs.github.com/\"}"}, "label": "precondition-missing"}
{"id": "github-old-sha", "request": {"method": "PUT", "url": "https://api.github.com/repos/o/r/contents/a.md", "headers": {}, "body": "{\"message\":\"m\",\"content\":\"eA==\",\"sha\":\"95b966\"}"}, "response": {"status": 409, "headers": {}, "body": "{\"message\":\"a.md does not match 95b966ae1c166bd92f8ae7d1c313e738c731dfc3\",\"documentation_url\":\"https://docs.github.com/\"}"}, "label": "stale-version"}
{"id": "github-not-mergeable", "request": {"method": "PUT", "url": "https://api.github.com/repos/o/r/pulls/1/merge", "headers": {}, "body": "{\"merge_method\":\"squash\"}"}, "response": {"status": 405, "headers": {}, "body": "{\"message\":\"Pull Request is not mergeable\"}"}, "label": "merge-conflict"}
{"id": "github-head-moved", "request": {"method": "PUT", "url": "https://api.github.com/repos/o/r/pulls/1/merge", "headers": {}, "body": "{\"sha\":\"abc\"}"}, "response": {"status": 409, "headers": {}, "body": "{\"message\":\"Head branch was modified. Review and try the merge again.\"}"}, "label": "stale-version"}
{"id": "nifi", "request": {"method": "PUT", "url": "https://nifi.example/nifi-api/processors/p", "headers": {}, "body": "{\"revision\":{\"version\":3,\"clientId\":\"c\"},\"component\":{}}"}, "response": {"status": 400, "headers": {}, "body": "[3, c, p] is not the most up-to-date revision. This component appears to have been modified"}, "label": "stale-version"}
{"id": "nomad", "request": {"method": "POST", "url": "https://nomad.example/v1/jobs", "headers": {}, "body": "{\"EnforceIndex\":true,\"JobModifyIndex\":4,\"Job\":{}}"}, "response": {"status": 500, "headers": {}, "body": "Enforcing job modify index 4: job exists with conflicting job modify index: 8"}, "label": "stale-version"}
{"id": "service-broker", "request": {"method": "PUT", "url": "https://b.example/v2/service_instances/1", "headers": {}, "body": "{}"}, "response": {"status": 422, "headers": {}, "body": "{\"error\":\"ConcurrencyError\",\"description\":\"Another operation for this Service Instance is in progress\"}"}, "label": "concurrent-write"}
{"id": "terraform-lock", "request": {"method": "POST", "url": "https://s.example/state?ID=x", "headers": {}, "body": "{}"}, "response": {"status": 423, "headers": {}, "body": "{\"ID\":\"11\",\"Operation\":\"OperationTypeApply\",\"Who\":\"a@b\",\"Version\":\"1.5\",\"Created\":\"2024\"}"}, "label": "lock"}
{"id": "couchdb-bulk", "request": {"method": "POST", "url": "http://c/db/_bulk_docs", "headers": {}, "body": "{\"docs\":[{\"_id\":\"a\",\"_rev\":\"1-a\"}]}"}, "response": {"status": 201, "headers": {}, "body": "[{\"id\":\"a\",\"error\":\"conflict\",\"reason\":\"Document update conflict.\"}]"}, "label": "stale-version"}
{"id": "webdav-207", "request": {"method": "DELETE", "url": "http://c/folder", "headers": {}, "body": null}, "response": {"status": 207, "headers": {"Content-Type": "application/xml"}, "body": "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\"><d:response><d:href>/folder/a</d:href><d:status>HTTP/1.1 423 Locked</d:status><d:error><d:lock-token-submitted/></d:error></d:response></d:multistatus>"}, "label": "lock"}
{"id": "graphql-200", "request": {"method": "POST", "url": "http://c/graphql", "headers": {}, "body": "{\"query\":\"mutation { save }\",\"variables\":{\"input\":{\"id\":1,\"version\":3}}}"}, "response": {"status": 200, "headers": {"Content-Type": "application/json"}, "body": "{\"data\":null,\"errors\":[{\"message\":\"Version conflict\",\"extensions\":{\"code\":\"CONFLICT\"}}]}"}, "label": "stale-version"}
{"id": "iceberg", "request": {"method": "POST", "url": "http://c/v1/namespaces/n/tables/t", "headers": {}, "body": "{\"requirements\":[{\"type\":\"assert-ref-snapshot-id\",\"ref\":\"main\",\"snapshot-id\":1}],\"updates\":[]}"}, "response": {"status": 409, "headers": {}, "body": "{\"error\":{\"message\":\"Requirement failed: branch main has changed: expected id 1 != 2\",\"type\":\"CommitFailedException\",\"code\":409}}"}, "label": "stale-version"}
{"id": "vault", "request": {"method": "POST", "url": "http://c/v1/secret/data/a", "headers": {}, "body": "{\"options\":{\"cas\":1},\"data\":{}}"}, "response": {"status": 400, "headers": {}, "body": "{\"errors\":[\"check-and-set parameter did not match the current version\"]}"}, "label": "stale-version"}
`;

describe('the same causes under other statuses', () => {
  test.each(
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map(readDocumented)
      .map((item) => [item.id, item.label, item.file] as const),
  )('%s: %s', (id, label, file) => {
    expect(asLine(id, diagnose(file)).label).toBe(label);
  });
});
