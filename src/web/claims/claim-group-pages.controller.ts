import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { notFound } from '../../api/http/problem.js';
import { ListQuery } from '../../api/queries.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { claimList } from '../../projections/claims/claim-list.js';
import { topicInWords } from '../components/texts.js';
import { PageFilter } from '../page.filter.js';
import { PageFrames } from '../page-frame.js';
import { readPageQuery } from '../page-query.js';
import { claimsPage } from './claims.page.js';

const TOPIC = /^[a-z0-9][a-z0-9-]{0,49}$/;

/** Lists of claims with a head of their own: those that one party made, those on one topic. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller()
export class ClaimGroupPagesController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
  ) {}

  /** What a claimant said that this desk checked. A claimant of whom nothing is published is nobody. */
  @Get('claimants/:id')
  @Anyone()
  async claimant(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('id') claimant: string,
  ): Promise<void> {
    const query = readPageQuery(ListQuery, request);
    const answer = await this.queries.ask(request, claimList, { claimant, ...cursorOf(query) }, query);
    const name = answer.items[0]?.claimant?.name;
    if (name === undefined || name === null) throw notFound();
    const frame = await this.frames.of(request, reply, answer.asOf);
    const { claimantTitle: title, claimantLead: lead } = frame.locale.messages.lists;
    const about = { title: title(name), lead: lead(name), path: `/claimants/${claimant}` };
    this.frames.send(request, reply, frame, claimsPage({ ...frame, answer, filters: { claimant }, about }));
  }

  /** What this desk checked on a topic. */
  @Get('topics/:topic')
  @Anyone()
  async topic(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('topic') topic: string,
  ): Promise<void> {
    if (!TOPIC.test(topic)) throw notFound();
    const query = readPageQuery(ListQuery, request);
    const answer = await this.queries.ask(request, claimList, { topic, ...cursorOf(query) }, query);
    if (answer.items.length === 0) throw notFound();
    const frame = await this.frames.of(request, reply, answer.asOf);
    const { topicTitle: title, topicLead: lead } = frame.locale.messages.lists;
    const about = { title: title(topicInWords(topic)), lead, path: `/topics/${topic}` };
    this.frames.send(request, reply, frame, claimsPage({ ...frame, answer, filters: { topic }, about }));
  }
}

const cursorOf = ({ cursor, limit }: ListQuery): Pick<ListQuery, 'cursor' | 'limit'> => ({
  ...(cursor === undefined ? {} : { cursor }),
  ...(limit === undefined ? {} : { limit }),
});
