import { CommandBus } from '@nestjs/cqrs';
import { Access } from '../access/access.js';
import { OneTimeLinks } from '../access/one-time-links.js';
import { People } from '../access/people.js';
import { Roster } from '../access/roster.js';
import type { Role } from '../kernel/roles.js';
import { Ledger } from '../ledger/ledger.js';
import { PROJECTIONS } from '../projections/index.js';
import { Projections } from '../projections/projections.js';
import { startService, type Service } from '../serve.js';
import type { Settings } from '../settings.js';
import { SampleActor, sampleKey } from './sample-actor.js';
import { loadSample } from './load.js';

/** The people of the sample's desk, by the name of their token. */
const CAST = {
  editor: { name: 'Edda (sample editor)', roles: ['editor'] },
  reviewer: { name: 'Rio (sample reviewer)', roles: ['reviewer'] },
  reviewer2: { name: 'Ravi (sample reviewer)', roles: ['reviewer'] },
  auditor: { name: 'Aune (sample auditor)', roles: ['auditor'] },
  admin: { name: 'Ada (sample admin)', roles: ['admin'] },
  admin2: { name: 'Ari (sample admin)', roles: ['admin'] },
} as const satisfies Record<string, { name: string; roles: readonly Role[] }>;
type DemoRole = keyof typeof CAST;

/** How long the views may take over the sample; what they have not by then, answers call stale. */
const TIMEOUT_MS = 30_000;

const OPERATOR = { id: 'system', roles: ['system'] } as const;

/** A served sample ledger with a token for each of its people, valid until the next start. */
export interface Demo extends Pick<Service, 'close'> {
  readonly url: string;
  readonly tokens: Readonly<Record<DemoRole, string>>;
  /** By which each of them signs in, once, without a password. */
  readonly links: Readonly<Record<DemoRole, string>>;
}

/**
 * Serves a sample ledger: made where there is none, completed where its loading was cut short.
 *
 * @throws OtherFoundation for a ledger that the demo did not make, which stays as it is.
 */
export async function runDemo(settings: Settings): Promise<Demo> {
  const service = await startService(settings, { sample: true });
  try {
    // First: a port that is taken must not cost the demo that has it its tokens.
    const url = await service.listen();
    const people = service.app.get(People);
    const ids = {} as Record<DemoRole, string>;
    const tokens = {} as Record<DemoRole, string>;
    const links = {} as Record<DemoRole, string>;
    for (const [part, { name, roles }] of Object.entries(CAST) as [DemoRole, (typeof CAST)[DemoRole]][]) {
      const repeat = sampleKey('system', `person/${part}`);
      ids[part] = (await people.invite(name, roles, { actor: OPERATOR, idempotencyKey: repeat })).id;
      tokens[part] = await freshToken(service, ids[part]);
      links[part] = (await service.app.get(OneTimeLinks).make('sign-in', ids[part])).url;
    }
    const bus = service.app.get(CommandBus);
    const access = service.app.get(Access);
    const person = async (part: DemoRole) => new SampleActor(bus, await access.contextOf(ids[part]));
    await loadSample({
      editor: await person('editor'),
      reviewer: await person('reviewer'),
      reviewer2: await person('reviewer2'),
    });
    // Whoever is told the address finds all of it.
    const { position } = await service.app.get(Ledger).read.head();
    await service.app.get(Projections).engine.waitForPosition(PROJECTIONS, position, TIMEOUT_MS);
    const close = () =>
      service.app
        .get(OneTimeLinks)
        .endAll('sign-in')
        .finally(() => service.close());
    return { url, tokens, links, close };
  } catch (error) {
    await service.close();
    throw error;
  }
}

/** Revokes the tokens of earlier runs, so that one that was printed somewhere does not live on, and issues a new one. */
async function freshToken({ app }: Service, id: string): Promise<string> {
  const people = app.get(People);
  const by = { actor: OPERATOR };
  for (const { tokenId } of await app.get(Roster).tokens(id)) await people.revokeToken(id, tokenId, by);
  return (await people.issueToken(id, { label: 'demo' }, by)).secret;
}
