import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccountRefused } from '../access/account-refusal.js';
import { EmailAddresses, type PersonAddress } from '../access/email-addresses.js';
import { OneTimeLinks } from '../access/one-time-links.js';
import { Onboarding } from '../access/onboarding.js';
import { ROLES } from '../kernel/roles.js';
import type { LinkPurpose } from '../people/person.events.js';
import { Anyone } from '../api/http/auth.guard.js';
import { Arrivals } from './arrivals.js';
import { emailProblem, parseForm, nameProblem, newPasswordProblem } from './form-body.js';
import type { Problems } from './form.js';
import { enterPage, passwordPage, setUpPage } from './links.page.js';
import { PageFilter } from './page.filter.js';
import { clientOf, redirect, sendPage } from './session-users.js';

/** What one-time links lead to. Looking at one does not use it up; sending its form does. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller()
export class LinksController {
  constructor(
    private readonly links: OneTimeLinks,
    private readonly onboarding: Onboarding,
    private readonly addresses: EmailAddresses,
    private readonly arrivals: Arrivals,
  ) {}

  /** The first admin's form. */
  @Get('setup/:token')
  @Anyone()
  async setUpForm(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await this.links.inspect('set-up', token);
    sendPage(reply, setUpPage({ to: `/setup/${token}` }));
  }

  /** Makes the first admin. 303 to the sign-in, or 422 with what is wrong. */
  @Post('setup/:token')
  @Anyone()
  async setUp(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = parseForm(request.body);
    const [name, email] = [form.get('name').trim(), form.get('email').trim()];
    const roles = ROLES.filter((role) => form.get(role) !== '');
    const page = (problems: Problems) =>
      sendPage(reply, setUpPage({ to: `/setup/${token}`, values: { name, email }, roles, problems }), 422);
    const problems = { ...nameProblem(name), ...emailProblem(email), ...newPasswordProblem(form) };
    if (Object.keys(problems).length > 0) {
      await this.links.inspect('set-up', token);
      return page(problems);
    }
    try {
      await this.onboarding.setUp(token, name, { email, password: form.get('password') }, roles);
      redirect(reply, '/sign-in?done=set-up');
    } catch (error) {
      page(emailTaken(error));
    }
  }

  /** The form of somebody who was invited. */
  @Get('invitation/:token')
  @Anyone()
  invitationForm(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    return this.#form('invitation', token, reply);
  }

  /** Gives somebody who was invited their password. */
  @Post('invitation/:token')
  @Anyone()
  accept(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#choose('invitation', token, request, reply);
  }

  /** The form of somebody who forgot their password. */
  @Get('reset/:token')
  @Anyone()
  resetForm(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    return this.#form('reset', token, reply);
  }

  /** Gives somebody a new password, and ends their sessions. */
  @Post('reset/:token')
  @Anyone()
  reset(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#choose('reset', token, request, reply);
  }

  /** A button that signs in. */
  @Get('sign-in/link/:token')
  @Anyone()
  async enterForm(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    sendPage(reply, enterPage({ to: `/sign-in/link/${token}`, person: await this.#person('sign-in', token) }));
  }

  /** Signs in. */
  @Post('sign-in/link/:token')
  @Anyone()
  async enter(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { personId, cookie } = await this.onboarding.enter(token, clientOf(request));
    await this.arrivals.goOn(request, reply, personId, '/account', { cookies: [cookie] });
  }

  async #form(purpose: 'invitation' | 'reset', token: string, reply: FastifyReply): Promise<void> {
    const person = await this.#person(purpose, token);
    sendPage(reply, passwordPage({ to: `/${purpose}/${token}`, purpose, person }));
  }

  async #choose(
    purpose: 'invitation' | 'reset',
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const person = await this.#person(purpose, token);
    const form = parseForm(request.body);
    const email = person.email === null ? form.get('email').trim() : undefined;
    const page = (problems: Problems) =>
      sendPage(
        reply,
        passwordPage({ to: `/${purpose}/${token}`, purpose, person, values: { email: email ?? '' }, problems }),
        422,
      );
    const problems = { ...(email === undefined ? {} : emailProblem(email)), ...newPasswordProblem(form) };
    if (Object.keys(problems).length > 0) return page(problems);
    try {
      const personId = await this.onboarding.accept(purpose, token, { password: form.get('password'), email });
      redirect(reply, '/sign-in?done=chosen', { cookies: [await this.arrivals.letPass(request, personId)] });
    } catch (error) {
      page(emailTaken(error));
    }
  }

  /** @throws AccountRefused `link-over`, also for a person who is erased */
  async #person(purpose: LinkPurpose, token: string): Promise<PersonAddress> {
    const { personId } = await this.links.inspect(purpose, token);
    const person = personId === null ? undefined : await this.addresses.of(personId);
    if (!person) throw new AccountRefused('link-over');
    return person;
  }
}

/** What is wrong with the form where somebody has the address already; any other error stays one. */
function emailTaken(error: unknown): Problems {
  if (!(error instanceof AccountRefused) || error.code !== 'email-taken') throw error;
  return { email: 'This address cannot be used. Enter another one.' };
}
