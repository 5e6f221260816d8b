import { awsJson } from './aws-json.ts';
import { fhir } from './fhir.ts';
import type { Format } from './format.ts';
import { googleRpc } from './google-rpc.ts';
import { graphql } from './graphql.ts';
import { jmap } from './jmap.ts';
import { jsonApi } from './json-api.ts';
import { kubernetes } from './kubernetes.ts';
import { odata } from './odata.ts';
import { problemDetails } from './problem-details.ts';
import { scim } from './scim.ts';
import { validation } from './validation.ts';
import { violations } from './violations.ts';

/** Families of JSON errors, the narrower first. What none of them knows is walked as plain members. */
export const formats: readonly Format[] = [
  fhir,
  scim,
  jmap,
  kubernetes,
  awsJson,
  graphql,
  jsonApi,
  googleRpc,
  odata,
  violations,
  problemDetails,
  validation,
];
