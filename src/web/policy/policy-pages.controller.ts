import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { PageFilter } from '../page.filter.js';
import { PageFrames, type PageFrame } from '../page-frame.js';
import { aboutPage, complaintsPage, correctionsPolicyPage, methodPage } from './policy.page.js';

/** What the desk says of itself, and of how it works. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller()
export class PolicyPagesController {
  constructor(private readonly frames: PageFrames) {}

  /** How we check, and the scale in words. */
  @Get('method')
  @Anyone()
  method(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#send(request, reply, methodPage);
  }

  /** How we correct. */
  @Get('corrections-policy')
  @Anyone()
  corrections(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#send(request, reply, correctionsPolicyPage);
  }

  /** Who we are and who pays. */
  @Get('about')
  @Anyone()
  about(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#send(request, reply, aboutPage);
  }

  /** How to say that something is wrong, here and elsewhere. */
  @Get('complain')
  @Anyone()
  complain(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#send(request, reply, complaintsPage);
  }

  async #send(request: AuthenticatedRequest, reply: FastifyReply, page: (frame: PageFrame) => string): Promise<void> {
    const frame = await this.frames.of(request, reply);
    this.frames.send(request, reply, frame, page(frame));
  }
}
