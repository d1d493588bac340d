import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Anyone } from '../api/http/auth.guard.js';
import { Arrivals } from './arrivals.js';
import { parseForm, localPath } from './form-body.js';
import { redirect, SessionUsers, sendPage } from './session-users.js';
import { noticesPage } from './notices.page.js';
import { PageFilter } from './page.filter.js';

type Asked = FastifyRequest<{ Querystring: Readonly<Record<string, string | undefined>> }>;

/** What others did to one's account since one was told of it in this browser. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('account/notices')
export class NoticesController {
  constructor(
    private readonly sessionUsers: SessionUsers,
    private readonly arrivals: Arrivals,
  ) {}

  /** The list. */
  @Get()
  @Anyone()
  async show(@Req() request: Asked, @Res() reply: FastifyReply): Promise<void> {
    const user = await this.sessionUsers.requireUser(request, reply);
    if (!user) return;
    const next = localPath(request.query.next ?? '');
    const notices = await this.arrivals.news(request, user.personId);
    sendPage(reply, noticesPage({ notices, next }));
  }

  /** Notes that they have read up to where the page showed, and sends them on. */
  @Post()
  @Anyone()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const user = await this.sessionUsers.requireUser(request, reply);
    if (!user) return;
    const form = parseForm(request.body);
    const revision = /^\d{1,9}$/.test(form.get('revision')) ? Number(form.get('revision')) : 0;
    const cookie = await this.arrivals.toldUpTo(revision, request, user.personId);
    redirect(reply, localPath(form.get('next')), { cookies: [cookie] });
  }
}
