import { rule, type Context } from '../kernel/decider.js';
import type { Event } from '../kernel/event.js';
import { originKey } from '../kernel/names.js';
import { present } from '../kernel/present.js';
import { EDITORS } from '../kernel/roles.js';
import { outletFold } from '../outlets/outlet.js';
import { personFold } from '../people/person.js';
import { workFold } from '../works/work.js';
import type { ClaimEvent, EvidenceAttached } from './claim.events.js';
import { refuse } from './claim.refusal.js';
import { mustExist, type ClaimState } from './claim.state.js';
import { AttachEvidence, WithdrawEvidence } from './evidence.commands.js';
import { namingOrigins, originOfOutlet, originOfWork } from './origins.js';

type Names = ReturnType<typeof namingOrigins>;
type EvidenceWithdrawn = Extract<ClaimEvent, Event<'EvidenceWithdrawn'>>;

/**
 * Whose statement it is. A name comes before the work: where Yonhap quotes a general staff, the work is Yonhap's and the
 * statement the general staff's.
 */
const originOf = (state: ClaimState, command: AttachEvidence, context: Context, names: Names): string | null => {
  const { sameOriginAs, outletId, originName, workId } = command;
  const viaOutlet = outletId === undefined ? undefined : originOfOutlet(context, outletId);
  const viaWork = workId === undefined ? undefined : originOfWork(context, workId);
  if (sameOriginAs !== undefined) {
    const same = state.evidence.get(sameOriginAs);
    return (same ?? refuse('evidence-unknown', 'This claim has no such evidence.', sameOriginAs)).originId;
  }
  return viaOutlet ?? (originName === undefined ? undefined : names.idOf(originName)) ?? viaWork ?? null;
};

const attach = rule<ClaimState, AttachEvidence, EvidenceAttached>({
  command: AttachEvidence,
  roles: EDITORS,
  reads: ({ outletId, workId, originName, confidential }) => ({
    streams: [
      ...(outletId === undefined ? [] : [{ fold: outletFold, id: outletId }]),
      ...(workId === undefined ? [] : [{ fold: workFold, id: workId }]),
      ...(confidential?.knownBy ?? []).map((id) => ({ fold: personFold, id })),
    ],
    keys: originName === undefined ? [] : [originKey(originName)],
  }),
  decide: (state, command, context) => {
    mustExist(state);
    const { title, url, stance, source, sourceKind, originName, outletId, workId, publishedOn, note } = command;
    const { interest, confidential } = command;
    for (const id of confidential?.knownBy ?? []) {
      if (!context.state(personFold, id).exists) refuse('person-unknown', 'There is no such person.', id);
    }
    const evidenceId = context.newId();
    const names = namingOrigins(context);
    const originId = originOf(state, command, context, names);
    const attached: EvidenceAttached = {
      type: 'EvidenceAttached',
      facts: {
        evidenceId,
        stance,
        source,
        sourceKind,
        originId,
        ...present({ outletId, workId, publishedOn, confidential: confidential && { knownBy: confidential.knownBy } }),
      },
      words: {
        title,
        ...present({ url, originName, note, interest, trustedBecause: confidential?.trustedBecause }),
      },
    };
    return { events: [attached], reserve: names.reserve(), ids: { evidenceId } };
  },
});

const withdraw = rule<ClaimState, WithdrawEvidence, EvidenceWithdrawn>({
  command: WithdrawEvidence,
  roles: EDITORS,
  decide: (state, { reason }, { target }) => {
    const evidenceId = target.part ?? '';
    const item = state.evidence.get(evidenceId) ?? refuse('not-found', 'This claim has no such evidence.');
    if (item.withdrawn) refuse('nothing-changed', 'This evidence is withdrawn already.');
    return { events: [{ type: 'EvidenceWithdrawn', facts: { evidenceId }, words: { reason } }], ids: { evidenceId } };
  },
});

/** What a verdict may rest on. */
export const evidenceRules = [attach, withdraw];
