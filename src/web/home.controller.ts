import { Controller, Get, NotFoundException, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Anyone } from '../api/http/auth.guard.js';
import { STYLE } from './assets.js';
import { homePage } from './notice.page.js';
import { PageFilter } from './page.filter.js';
import { sendPage, SessionUsers } from './session-users.js';

/** The front door, and what pages are dressed in. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller()
export class HomeController {
  constructor(private readonly sessionUsers: SessionUsers) {}

  /** What this is and where to go. */
  @Get()
  @Anyone()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendPage(reply, homePage({ signedIn: (await this.sessionUsers.currentUser(request)) !== undefined }));
  }

  /** A file under the name that its content gives it: what has this name never changes. */
  @Get('assets/:name')
  @Anyone()
  asset(@Param('name') name: string, @Res() reply: FastifyReply): void {
    if (`/assets/${name}` !== STYLE.path) throw new NotFoundException();
    void reply.header('cache-control', 'public, max-age=31536000, immutable').type(STYLE.type).send(STYLE.body);
  }
}
