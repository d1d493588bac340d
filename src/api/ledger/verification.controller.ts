import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MEANINGS } from '../../audit/verify/findings.js';
import { VerificationRuns, type VerificationRun } from '../../audit/verification-runs.js';
import type { LedgerVerificationResult } from '../../audit/verify-ledger.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { VerificationView } from './verification.views.js';

/** Whether the ledger is what was recorded, as this server finds by itself; who does not trust it exports and verifies. */
@ApiTags('log')
@Controller('ledger/verification')
export class VerificationController {
  constructor(private readonly verifications: VerificationRuns) {}

  /**
   * Starts to verify the whole ledger, or joins the verification that is under way.
   *
   * @remarks
   * Leaves, parts, rows, the tree at every checkpoint, tiles, revisions and erasures. One runs at a time in a process; its
   * progress and what it found stand at the same address. With `claim-ledger verify --replay` the views are compared too.
   */
  @Post()
  @HttpCode(202)
  @Permit('auditor', 'admin')
  start(): VerificationView {
    return viewOf(this.verifications.start(), this.verifications.verdict);
  }

  /**
   * How far the present verification has come, and what the last one found.
   *
   * @remarks
   * The server verifies by itself, again and again. Anybody learns when, how far, and whether the ledger is whole, with the
   * codes of what is wrong; auditors and admins also where it is and what is there.
   */
  @Get()
  @Anyone()
  progress(@CurrentRequest() { actor }: AuthenticatedRequest): VerificationView {
    const { run, verdict } = this.verifications;
    const view = viewOf(run, verdict);
    // Where the damage lies and what stands there is for those who answer for the ledger and those who check it.
    const staff = actor?.roles.some((role) => role === 'auditor' || role === 'admin') ?? false;
    return staff ? view : { ...view, unasked: [], findings: [] };
  }
}

/** @param last what the run before found, where this one is under way */
function viewOf(run: VerificationRun | undefined, last: LedgerVerificationResult | undefined): VerificationView {
  const { state = 'none', startedAt = null, endedAt = null, checked = 0, of = 0, verdict = last } = run ?? {};
  return {
    state,
    startedAt,
    endedAt,
    checked,
    of,
    whole: verdict?.whole ?? null,
    covered: verdict?.covered ?? null,
    codes: [...new Set((verdict?.findings ?? []).map(({ code }) => code))],
    unasked: [...(verdict?.unasked ?? [])],
    findings: (verdict?.findings ?? []).map((finding) => ({
      code: finding.code,
      meaning: MEANINGS[finding.code],
      position: finding.position ?? null,
      through: finding.through ?? null,
      stream: finding.stream ?? null,
      revision: finding.revision ?? null,
      at: finding.at ?? null,
      expected: finding.expected,
      found: finding.found,
    })),
    more: { ...verdict?.more },
  };
}
