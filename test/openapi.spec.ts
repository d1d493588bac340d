import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type BuiltServer, type Document, type Operation, type Schema } from './support/server.js';

/** Every route, who it is for, and what it takes: the interface that clients rely on. */
const ROUTES: readonly [method: string, path: string, anyone: boolean, body?: string][] = [
  ['get', '/api/v1/outlets', true],
  ['post', '/api/v1/outlets', false, 'RegisterOutlet'],
  ['get', '/api/v1/outlets/{id}', false],
  ['post', '/api/v1/outlets/{id}/names', false, 'RenameOutlet'],
  ['post', '/api/v1/outlets/{id}/description', false, 'DescribeOutlet'],
  ['post', '/api/v1/outlets/{id}/domains', false, 'AddDomain'],
  ['post', '/api/v1/outlets/{id}/domains/{domain}/removal', false, 'RemoveDomain'],
  ['post', '/api/v1/outlets/{id}/merge', false, 'MergeOutlet'],
  ['post', '/api/v1/outlets/{id}/split', false, 'SplitOutlet'],
  ['get', '/api/v1/origins', false],
  ['post', '/api/v1/origins/{id}/join', false, 'JoinOrigins'],
  ['post', '/api/v1/origins/{id}/split', false, 'SplitOrigins'],
  ['post', '/api/v1/origins/{id}/duplicate-suspicion', false, 'SuspectDuplicateOrigin'],
  ['post', '/api/v1/origins/{id}/duplicate-dismissal', false, 'DismissDuplicateOrigin'],
  ['post', '/api/v1/outlets/{id}/replies', false, 'RecordOutletReply'],
  ['post', '/api/v1/outlets/{id}/replies/{replyId}/withdrawal', false, 'WithdrawOutletReply'],
  ['get', '/api/v1/outlets/{id}/record', true],
  ['get', '/api/v1/outlets/{id}/claims', true],
  ['get', '/api/v1/works', false],
  ['post', '/api/v1/works', false, 'RecordWorkWithClaims'],
  ['get', '/api/v1/works/{id}', true],
  ['get', '/api/v1/works/{id}/claims', true],
  ['post', '/api/v1/works/{id}/correction', false, 'CorrectWork'],
  ['post', '/api/v1/works/{id}/snapshots', false, 'KeepSnapshot'],
  ['post', '/api/v1/works/{id}/corrections', false, 'ObserveCorrection'],
  ['post', '/api/v1/works/{id}/corrections/{correctionId}/withdrawal', false, 'WithdrawObservedCorrection'],
  ['post', '/api/v1/works/{id}/looks', false, 'SeeNoCorrection'],
  ['get', '/api/v1/claims/similar', false],
  ['get', '/api/v1/claims', true],
  ['post', '/api/v1/claims', false, 'SubmitClaim'],
  ['get', '/api/v1/claims/{id}', true],
  ['get', '/api/v1/claims/{id}/history', true],
  ['get', '/api/v1/claims/{id}/proof', true],
  ['get', '/api/v1/claims/{id}/compare', true],
  ['get', '/api/v1/claims/{id}/attribution', true],
  ['post', '/api/v1/claims/{id}/wording', false, 'RewordClaim'],
  ['post', '/api/v1/claims/{id}/translations', false, 'TranslateClaim'],
  ['post', '/api/v1/claims/{id}/claimant', false, 'CorrectClaimant'],
  ['post', '/api/v1/claims/{id}/claimants', false, 'AddClaimant'],
  ['post', '/api/v1/claims/{id}/claimants/{claimantId}/removal', false, 'RemoveClaimant'],
  ['post', '/api/v1/claims/{id}/own-corrections', false, 'RecordOwnCorrection'],
  ['post', '/api/v1/claims/{id}/subjects', false, 'AddSubject'],
  ['post', '/api/v1/claims/{id}/subjects/{subjectId}/removal', false, 'RemoveSubject'],
  ['post', '/api/v1/claims/{id}/topics', false, 'TagClaim'],
  ['post', '/api/v1/claims/{id}/relations', false, 'RelateClaim'],
  ['post', '/api/v1/claims/{id}/relations/{relationId}/withdrawal', false, 'UnrelateClaim'],
  ['post', '/api/v1/claims/{id}/merge', false, 'MergeClaim'],
  ['post', '/api/v1/claims/{id}/split', false, 'SplitClaim'],
  ['post', '/api/v1/claims/{id}/decline', false, 'DeclineClaim'],
  ['post', '/api/v1/claims/{id}/withdrawal', false, 'WithdrawClaim'],
  ['post', '/api/v1/claims/{id}/reopening', false, 'ReopenClaim'],
  ['post', '/api/v1/claims/{id}/notes', false, 'AddNote'],
  ['post', '/api/v1/claims/{id}/reviewers', false, 'AssignReview'],
  ['post', '/api/v1/claims/{id}/reviewers/{personId}/release', false, 'ReleaseReview'],
  ['post', '/api/v1/claims/{id}/appearances', false, 'RecordAppearanceInWork'],
  ['post', '/api/v1/claims/{id}/appearances/{appearanceId}/correction', false, 'CorrectAppearance'],
  ['post', '/api/v1/claims/{id}/appearances/{appearanceId}/withdrawal', false, 'WithdrawAppearance'],
  ['post', '/api/v1/claims/{id}/appearances/{appearanceId}/attribution', false, 'CheckAttribution'],
  ['post', '/api/v1/claims/{id}/upstreams', false, 'AttributeUpstream'],
  ['post', '/api/v1/claims/{id}/upstreams/{upstreamId}/withdrawal', false, 'WithdrawUpstream'],
  ['post', '/api/v1/claims/{id}/evidence', false, 'AttachEvidence'],
  ['post', '/api/v1/claims/{id}/evidence/{evidenceId}/correction', false, 'CorrectEvidence'],
  ['post', '/api/v1/claims/{id}/evidence/{evidenceId}/withdrawal', false, 'WithdrawEvidence'],
  ['post', '/api/v1/claims/{id}/verdicts', false, 'ProposeVerdict'],
  ['get', '/api/v1/claims/{id}/verdicts/{verdictId}', true],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/second-ratings', false, 'RecordSecondRating'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/publication', false, 'PublishVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/withdrawal', false, 'WithdrawProposal'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/return', false, 'SendBackVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/supersession', false, 'SupersedeVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/correction', false, 'ProposeCorrection'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/minor-correction', false, 'CorrectVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/reaffirmation', false, 'ReaffirmVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/translations', false, 'TranslateVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/retraction', false, 'RetractVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/retraction/confirmation', false, 'ConfirmRetraction'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/retraction/overturn', false, 'OverturnRetraction'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/disputes', false, 'OpenDispute'],
  ['post', '/api/v1/claims/{id}/disputes/{disputeId}/decision', false, 'DecideDispute'],
  ['post', '/api/v1/claims/{id}/disputes/{disputeId}/withdrawal', false, 'WithdrawDispute'],
  ['post', '/api/v1/claims/{id}/withholding', false, 'WithholdPublication'],
  ['post', '/api/v1/claims/{id}/withholding/confirmation', false, 'ConfirmWithholding'],
  ['post', '/api/v1/claims/{id}/withholding/lift', false, 'LiftWithholding'],
  ['post', '/api/v1/claims/{id}/outside-reviews', false, 'RecordOutsideReview'],
  ['post', '/api/v1/claims/{id}/outside-reviews/{outsideReviewId}/change', false, 'ChangeOutsideReview'],
  ['post', '/api/v1/claims/{id}/outside-reviews/{outsideReviewId}/withdrawal', false, 'WithdrawOutsideReview'],
  ['post', '/api/v1/claims/{id}/reply-requests', false, 'RequestReply'],
  ['post', '/api/v1/claims/{id}/replies', false, 'RecordReply'],
  ['post', '/api/v1/claims/{id}/replies/{replyId}/identity-check', false, 'CheckReplyIdentity'],
  ['post', '/api/v1/claims/{id}/correction-requests', true, 'RequestCorrection'],
  ['post', '/api/v1/claims/{id}/correction-requests/{requestId}/answer', false, 'AnswerCorrectionRequest'],
  ['post', '/api/v1/claims/{id}/carrier-changes/confirmation', false, 'ConfirmCarrierChanges'],
  ['post', '/api/v1/claims/{id}/carrier-changes/{changeId}/refusal', false, 'RefuseCarrierChange'],
  ['post', '/api/v1/claims/{id}/carrier-changes/{changeId}/withdrawal', false, 'WithdrawCarrierChange'],
  ['get', '/api/v1/receipts/{requestId}', true],
  ['get', '/api/v1/queue', false],
  ['get', '/api/v1/corrections', true],
  ['get', '/api/v1/agreement', false],
  ['get', '/api/v1/projections', false],
  ['get', '/api/v1/outside-reviews', true],
  ['get', '/api/v1/me', false],
  ['get', '/api/v1/me/tokens', false],
  ['post', '/api/v1/me/tokens', false, 'IssueOwnToken'],
  ['post', '/api/v1/me/tokens/{tokenId}/revocation', false, 'RevokeOwnToken'],
  ['get', '/api/v1/people', false],
  ['post', '/api/v1/people', false, 'InviteByName'],
  ['get', '/api/v1/people/{id}', false],
  ['post', '/api/v1/people/{id}/invitation', false, 'MakeLink'],
  ['post', '/api/v1/people/{id}/reset', false, 'MakeLink'],
  ['post', '/api/v1/people/{id}/roles', false, 'GrantRole'],
  ['post', '/api/v1/people/{id}/roles/{role}/removal', false, 'RemoveRole'],
  ['post', '/api/v1/people/{id}/tokens', false, 'IssueToken'],
  ['post', '/api/v1/people/{id}/tokens/{tokenId}/revocation', false, 'RevokeToken'],
  ['post', '/api/v1/people/{id}/deactivation', false, 'DeactivatePerson'],
  ['post', '/api/v1/people/{id}/reactivation', false, 'ReactivatePerson'],
  ['get', '/api/v1/people/{id}/activity', false],
  ['get', '/api/v1/people/{id}/history', false],
  ['post', '/api/v1/people/{id}/erasure', false, 'ProposePersonErasure'],
  ['post', '/api/v1/people/{id}/erasure/confirmation', false, 'ConfirmPersonErasure'],
  ['post', '/api/v1/people/{id}/erasure/withdrawal', false, 'WithdrawPersonErasure'],
  ['get', '/api/v1/events', true],
  ['post', '/api/v1/events/{position}/erasure', false, 'ProposeErasure'],
  ['post', '/api/v1/events/{position}/erasure/confirmation', false, 'ConfirmErasure'],
  ['post', '/api/v1/events/{position}/erasure/withdrawal', false, 'WithdrawErasure'],
  ['get', '/checkpoint', true],
  ['get', '/log.vkey', true],
  ['get', '/log.retired.vkey', true],
  ['get', '/tile/entries/{path}', true],
  ['get', '/tile/{level}/{path}', true],
  ['get', '/api/v1/ledger/inclusion', true],
  ['get', '/api/v1/ledger/consistency', true],
  ['get', '/api/v1/events/{position}/tlog-proof', true],
  ['post', '/api/v1/ledger/checkpoints', false],
  ['get', '/api/v1/ledger/checkpoints', true],
  ['post', '/api/v1/ledger/cosignatures', true],
  ['post', '/api/v1/ledger/verification', false],
  ['get', '/api/v1/ledger/verification', true],
  ['get', '/api/v1/export', true],
];
const COMMANDS = ROUTES.flatMap(([method, route, , body]) =>
  method === 'post' && body ? [[route, body] as const] : [],
);

let server: BuiltServer;
let url: string;
let document: Document;
const tokens = new Map<string, string>();

beforeAll(async () => {
  server = await startServer();
  ({ url, document } = server);
  for (const role of ['editor', 'reviewer', 'admin'] as const) tokens.set(role, (await server.person(role)).token);
});
afterAll(() => server.stop());

const operationOf = (method: string, route: string): Operation => {
  const operation = document.paths[route]?.[method];
  if (!operation) throw new Error(`no ${method} ${route}`);
  return operation;
};
const nameIn = (schema: Schema | undefined): string => schema?.$ref?.split('/').at(-1) ?? '';

describe('The OpenAPI document', () => {
  it('has every route and no other', () => {
    const described = Object.entries(document.paths).flatMap(([route, item]) =>
      Object.keys(item).map((method) => `${method} ${route}`),
    );
    expect(described.sort()).toEqual(ROUTES.map(([method, route]) => `${method} ${route}`).sort());
  });

  it.each(ROUTES)('describes %s %s: what it does, for whom, and what it answers', (method, route, anyone) => {
    const { summary, security, parameters, responses } = operationOf(method, route);
    expect(summary).toMatch(/\S.*\.$/);
    const receipt = route.includes('/receipts/');
    expect(security).toEqual(receipt ? [{ receipt: [] }] : anyone ? [{}, { token: [] }] : [{ token: [] }]);
    const inPath = (parameters ?? []).filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
    expect(inPath).toEqual(route.match(/\{\w+\}/g) ?? []);
    const [status] = Object.keys(responses).filter((each) => each.startsWith('2'));
    const content = responses[status ?? '']?.content ?? {};
    if (route.startsWith('/tile')) expect(Object.keys(content)).toEqual(['application/octet-stream']);
    else if (route.endsWith('/export')) expect(Object.keys(content)).toEqual(['application/x-tar']);
    else if (/\/(?:checkpoint|log\.(?:retired\.)?vkey|tlog-proof)$/.test(route))
      expect(Object.keys(content)).toEqual(['text/plain']);
    else
      expect(
        Object.keys(document.components.schemas[nameIn(content['application/json']?.schema)]?.properties ?? {}),
      ).not.toEqual([]);
    for (const [code, { $ref }] of Object.entries(responses).filter(([each]) => !each.startsWith('2'))) {
      expect($ref).toBe(`#/components/responses/${code}`);
      expect(document.components.responses[code]).toBeDefined();
    }
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(anyone ? ['401', '500', '503'] : ['401', '403', '500', '503']),
    );
  });

  it.each(COMMANDS)('describes the body of %s, which is %s, field by field', (route, name) => {
    const body = operationOf('post', route).requestBody?.content['application/json'];
    expect(nameIn(body?.schema)).toBe(name);
    for (const [field, schema] of Object.entries(document.components.schemas[name]?.properties ?? {})) {
      expect([field, schema.description]).toEqual([field, expect.stringMatching(/\S/)]);
    }
    const headers = operationOf('post', route).parameters?.filter((parameter) => parameter.in === 'header');
    expect(headers?.map((header) => header.name)).toEqual(['Idempotency-Key', 'If-Match']);
  });

  it.each(COMMANDS)('gives an example for %s that can be sent as it stands', async (route) => {
    const operation = operationOf('post', route);
    const example = operation.requestBody?.content['application/json']?.example;
    expect(example).toBeDefined();
    const role = operation['x-permit']?.find((each) => tokens.has(each)) ?? 'editor';
    const answer = await fetch(
      url + route.replace('{role}', 'editor').replace(/\{\w+\}/g, '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6aff'),
      {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens.get(role)}`, 'content-type': 'application/json' },
        body: JSON.stringify(example),
      },
    );
    // There is no such thing; but a body that were wrong would be told so first.
    const { code } = (await answer.json()) as { code?: string };
    const expected = route.includes('{') ? [404, 'not-found'] : [201, undefined];
    expect([answer.status, code]).toEqual(expected);
  });
});

/** The routes in the table of docs/two-clocks.md, each with what it says of the two clocks. */
const clocksInDocs = async (): Promise<readonly (readonly [route: string, asOf: string, validAt: string])[]> => {
  const text = await readFile(new URL('../docs/two-clocks.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| (`.*?) +\| (\w+) +\| (\w+) +\|/gm)];
  return rows.flatMap(([, cell = '', asOf = '', validAt = '']) =>
    [...cell.matchAll(/`(\/[^`]*)`/g)].map(
      ([, route = '']) => [route.replace(/:(\w+)/g, '{$1}'), asOf, validAt] as const,
    ),
  );
};

describe('The two clocks', () => {
  it('are taken by the routes that the documentation names, and by no others', async () => {
    const documented = await clocksInDocs();
    const taking = (clock: string) =>
      Object.entries(document.paths)
        .filter(([, { get }]) => get?.parameters?.some(({ name, in: where }) => where === 'query' && name === clock))
        .map(([route]) => route.replace('/api/v1', ''))
        .sort();
    const named = (which: (asOf: string, validAt: string) => boolean) =>
      documented.filter(([, asOf, validAt]) => which(asOf, validAt)).map(([route]) => route);
    // A comparison names its two moments otherwise.
    expect(taking('asOf')).toEqual(named((asOf) => asOf === 'yes').sort());
    expect(taking('validAt')).toEqual(named((_, validAt) => validAt !== 'no').sort());
  });
});

describe('The documentation page', () => {
  it('loads only what this server has, under a policy that lets nothing else in', async () => {
    const page = await fetch(`${url}/docs`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    const html = await page.text();
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link).not.toMatch(/^(?:https?:)?\/\//);
      const loaded = await fetch(new URL(link, `${url}/docs`));
      expect([link, loaded.status]).toEqual([link, 200]);
      // A body that nobody reads keeps its connection busy, for which the server waits at its end.
      await loaded.arrayBuffer();
    }
    expect(html).not.toMatch(/<script>/);
  });
});
