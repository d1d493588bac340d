import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BuildsView } from '../../projections/engine/builds.views.js';
import { Projections } from '../../projections/projections.js';
import { Permit } from '../http/auth.guard.js';

/** The tables that answers rest on. */
@ApiTags('ledger')
@Controller('projections')
export class ProjectionsController {
  constructor(private readonly projections: Projections) {}

  /**
   * How far the tables that answers rest on have come, and which are being built anew. It tells of this moment only: how
   * far they were once is nothing that the ledger knows.
   */
  @Get()
  @Permit('auditor', 'admin')
  list(): Promise<BuildsView> {
    return this.projections.generations();
  }
}
