import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MEANINGS } from '../../audit/verify/findings.js';
import { VerificationRuns, type VerificationRun } from '../../audit/verification-runs.js';
import { Permit } from '../http/auth.guard.js';
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
    return viewOf(this.verifications.start());
  }

  /** How far the present verification has come, or what the last one found. */
  @Get()
  @Permit('auditor', 'admin')
  progress(): VerificationView {
    return viewOf(this.verifications.run);
  }
}

function viewOf(run: VerificationRun | undefined): VerificationView {
  const { state = 'none', startedAt = null, endedAt = null, checked = 0, of = 0, verdict } = run ?? {};
  return {
    state,
    startedAt,
    endedAt,
    checked,
    of,
    whole: verdict?.whole ?? null,
    covered: verdict?.covered ?? null,
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
