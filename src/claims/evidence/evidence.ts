import { rule, type Context } from '../../kernel/decider.js';
import { originKeys } from '../../kernel/names.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import { outletFold } from '../../outlets/outlet.decider.js';
import { personFold } from '../../people/person.state.js';
import { workFold } from '../../works/work.decider.js';
import type {
  EvidenceAttached,
  EvidenceCorrected,
  EvidenceFacts,
  EvidenceWithdrawn,
  EvidenceWords,
} from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { AttachEvidence, CorrectEvidence, WithdrawEvidence } from './evidence.commands.js';
import type { EvidenceState } from './evidence.state.js';
import { namesNobody } from '../../origins/names-nobody.js';
import { originNamer, originOfOutlet, originOfWork } from '../appearances/origins.js';

type OriginNames = ReturnType<typeof originNamer>;

/**
 * Whose statement it is. A name comes before the work: where Yonhap quotes a general staff, the work is Yonhap's and the
 * statement the general staff's. Of a name that names nobody it is not known.
 */
const originOf = (state: ClaimState, command: AttachEvidence, context: Context, names: OriginNames): string | null => {
  const { sameOriginAs, outletId, originName, workId } = command;
  const viaOutlet = outletId === undefined ? undefined : originOfOutlet(context, outletId);
  const viaWork = workId === undefined ? undefined : originOfWork(context, workId);
  if (sameOriginAs !== undefined) {
    const same = state.evidence.get(sameOriginAs);
    return (same ?? refuse('evidence-unknown', 'This claim has no such evidence.', sameOriginAs)).originId;
  }
  if (viaOutlet !== undefined || originName === undefined) return viaOutlet ?? viaWork ?? null;
  return namesNobody(originName) ? null : names.idOf(originName);
};

const itemOf = (
  evidenceId: string,
  state: ClaimState,
  command: AttachEvidence,
  context: Context,
  names: OriginNames,
): { facts: EvidenceFacts; words: EvidenceWords } => {
  const { title, url, stance, source, sourceKind, originName, outletId, workId, publishedOn, note } = command;
  const { interest, confidential } = command;
  for (const id of confidential?.knownBy ?? []) {
    if (!context.state(personFold, id).exists) refuse('person-unknown', 'There is no such person.', id);
  }
  const originId = originOf(state, command, context, names);
  return {
    facts: {
      evidenceId,
      stance,
      source,
      sourceKind,
      originId,
      ...omitUndefined({
        outletId,
        workId,
        publishedOn,
        confidential: confidential && { knownBy: confidential.knownBy },
      }),
    },
    words: {
      title,
      ...omitUndefined({ url, originName, note, interest, trustedBecause: confidential?.trustedBecause }),
    },
  };
};

const readsOf = ({ outletId, workId, originName, confidential }: AttachEvidence) => ({
  streams: [
    ...(outletId === undefined ? [] : [{ fold: outletFold, id: outletId }]),
    ...(workId === undefined ? [] : [{ fold: workFold, id: workId }]),
    ...(confidential?.knownBy ?? []).map((id) => ({ fold: personFold, id })),
  ],
  keys: originName === undefined ? [] : originKeys(originName),
});

const attach = rule<ClaimState, AttachEvidence, EvidenceAttached>({
  command: AttachEvidence,
  roles: EDITORS,
  reads: readsOf,
  decide: (state, command, context) => {
    const evidenceId = context.newId();
    const names = originNamer(context);
    const item = itemOf(evidenceId, state, command, context, names);
    return { events: [{ type: 'EvidenceAttached', ...item }], reserve: names.reserve(), ids: { evidenceId } };
  },
});

/** Of a confidential item only those who know its source may say more, and nobody may make it public. */
const mustKeepConfidence = (item: EvidenceState, { confidential }: AttachEvidence, { actor }: Context): void => {
  if (!item.confidential) return;
  if (!item.knownBy.includes(actor.id)) refuse('knower-only', 'Only somebody who knows the source may correct this.');
  // Its earlier words, which may lead to the source, would come out with it.
  if (!confidential) refuse('confidential-stays', 'Attach what may be public anew: this item was confidential.');
};

const correct = rule<ClaimState, CorrectEvidence, EvidenceCorrected>({
  command: CorrectEvidence,
  roles: EDITORS,
  reads: readsOf,
  decide: (state, command, context) => {
    const evidenceId = context.target.part ?? '';
    const before = state.evidence.get(evidenceId) ?? refuse('not-found', 'This claim has no such evidence.');
    if (before.withdrawn) refuse('evidence-withdrawn', 'This evidence is withdrawn: attach it anew.');
    mustKeepConfidence(before, command, context);
    const names = originNamer(context);
    const { facts, words } = itemOf(evidenceId, state, command, context, names);
    return {
      events: [{ type: 'EvidenceCorrected', facts, words: { ...words, reason: command.reason } }],
      reserve: names.reserve(),
      ids: { evidenceId },
    };
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
export const evidenceRules = [attach, correct, withdraw];
