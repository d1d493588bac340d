import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { People } from '../access/people.js';
import { Ledger } from '../ledger/ledger.js';
import type { PeopleView, PersonView } from './people.views.js';
import { notFound } from './problem.js';

/** Who works here, as admins see it: names from beside the ledger, roles and tokens from each person's own stream. */
@Injectable()
export class Staff {
  constructor(
    private readonly people: People,
    private readonly access: Access,
    private readonly ledger: Ledger,
  ) {}

  async all(): Promise<PeopleView> {
    // The head first: what is read after it holds at least what stands up to there.
    const { position } = await this.ledger.read.head();
    const items = [];
    for (const { id, name } of await this.people.all()) {
      const { roles } = await this.access.standing(id);
      items.push({ id, name, roles: [...roles] });
    }
    return { items, nextCursor: null, position, stale: false };
  }

  /** @throws Problem 404 `not-found` */
  async one(id: string): Promise<PersonView> {
    const { position } = await this.ledger.read.head();
    const { roles, guard } = await this.access.standing(id);
    const [, revision = 0] = guard ?? [];
    if (revision === 0) throw notFound('There is no such person.');
    const [names, tokens] = await Promise.all([this.people.names([id]), this.people.tokens(id)]);
    return { id, name: names.get(id) ?? null, roles: [...roles], revision, position, tokens };
  }
}
