import { ValidateBy, type ValidationOptions } from 'class-validator';
import { normaliseNameV1, reservationKey, type Keys } from '../kernel/names.js';
import { PLATFORMS, type Platform } from './outlet.events.js';

/** A social account as somebody enters it. */
export interface GivenAccount {
  /** May be absent where the handle is an address, which says it. */
  readonly platform?: Platform;
  /** A handle, with or without `@`, or the address of the account or of a post of it. */
  readonly handle: string;
}

/** An account with its platform, and the handle as the platform shows it, without `@`. */
export type NamedAccount = Required<GivenAccount>;

interface Site {
  readonly hosts: RegExp;
  /** Where in a path the handle stands: the first group. */
  readonly paths: readonly RegExp[];
}

const NAME = String.raw`@?([\w.-]+)`;
const path = (form: string): RegExp => new RegExp(`^/${form}(?:/.*)?$`, 'iu');
/** Where platforms keep accounts. What stands first in a path and is no account is passed over. */
const SITES: Readonly<Partial<Record<Platform, Site>>> = {
  telegram: {
    hosts: /^(?:t|telegram)\.(?:me|dog)$/,
    paths: [path(String.raw`s/(\w+)`), path(String.raw`(?!(?:joinchat|c|share|proxy|addstickers|iv|s)(?:/|$))(\w+)`)],
  },
  x: {
    hosts: /^(?:mobile\.)?(?:x|twitter)\.com$/,
    paths: [path(String.raw`(?!(?:i|search|hashtag|intent|home)(?:/|$))@?(\w+)`)],
  },
  instagram: {
    hosts: /^instagram\.com$|^instagr\.am$/,
    paths: [path(`(?!(?:p|reel|reels|tv|explore|stories)(?:/|$))${NAME}`), path(`stories/${NAME}`)],
  },
  threads: { hosts: /^threads\.(?:net|com)$/, paths: [path(String.raw`@([\w.]+)`)] },
  tiktok: { hosts: /^(?:m\.)?tiktok\.com$/, paths: [path(String.raw`@([\w.-]+)`)] },
  youtube: {
    hosts: /^(?:m\.)?youtube\.com$/,
    paths: [path(String.raw`@([^/\s]+)`), path(String.raw`((?:channel|c|user)/[^/\s]+)`)],
  },
  facebook: {
    hosts: /^(?:(?:m|mbasic|web|touch)\.)?facebook\.com$|^fb\.com$/,
    paths: [
      path(String.raw`(?:people|pages)/[^/]+/(\d+)`),
      path(String.raw`(groups/[\w.-]+)`),
      path(`(?!(?:photo|watch|reel|story|permalink|profile|share|events)(?:[./]|$))${NAME}`),
    ],
  },
  vk: {
    hosts: /^(?:m\.)?vk\.(?:com|ru)$|^vkontakte\.ru$/,
    paths: [path(`(?!(?:wall|video|photo|feed)[-\\d/]*$)${NAME}`)],
  },
  linkedin: {
    hosts: /^(?:[a-z]{2}\.)?linkedin\.com$/,
    paths: [path(String.raw`((?:in|company|school|showcase)/[^/\s]+)`)],
  },
  reddit: {
    hosts: /^(?:(?:old|new|np|m)\.)?reddit\.com$/,
    paths: [path(String.raw`(r/\w+)`), path(String.raw`(?:u|user)/([\w-]+)`)],
  },
  bluesky: { hosts: /^bsky\.app$/, paths: [path(String.raw`profile/([\w.:-]+)`)] },
  odnoklassniki: {
    hosts: /^(?:m\.)?(?:ok|odnoklassniki)\.ru$/,
    paths: [path(String.raw`((?:profile|group)/\d+)`), path(NAME)],
  },
  weibo: {
    hosts: /^(?:m\.)?weibo\.(?:com|cn)$/,
    paths: [path(String.raw`(?:u|profile)/(\d+)`), path(String.raw`n/([^/\s]+)`), path(NAME)],
  },
  whatsapp: {
    hosts: /^(?:wa\.me|(?:api\.|chat\.)?whatsapp\.com)$/,
    paths: [path(String.raw`\+?(\d+)`), path(String.raw`(channel/\w+)`)],
  },
};

/** What shows nothing is no part of a handle, nor are full-width forms. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{DI}\u2800]/gu, '')
    .trim();

const addressIn = (text: string): URL | undefined => {
  const written = /^https?:\/\//i.test(text) ? text : /^(?:[\w-]+\.)+[a-z]{2,}\/./i.test(text) ? `https://${text}` : '';
  return URL.canParse(written) ? new URL(written) : undefined;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The account to which an address belongs; undefined where it is that of no account. */
function accountAt({ hostname, pathname, searchParams }: URL): NamedAccount | undefined {
  const host = hostname.replace(/^www\./, '');
  const channel = /^(\w{4,})\.t\.me$/.exec(host)?.[1];
  if (channel !== undefined) return { platform: 'telegram', handle: channel };
  const site = PLATFORMS.find((platform) => SITES[platform]?.hosts.test(host));
  const at = decoded(pathname);
  if (site === undefined) {
    const user = /^\/(?:@|users\/)(\w[\w.-]*)(?:\/.*)?$/.exec(at)?.[1];
    return user === undefined ? undefined : { platform: 'mastodon', handle: `${user}@${host}` };
  }
  const id = site === 'facebook' && at === '/profile.php' ? searchParams.get('id') : null;
  const handle = id ?? SITES[site]?.paths.map((form) => form.exec(at)?.[1]).find((found) => found !== undefined);
  return handle === undefined ? undefined : { platform: site, handle };
}

/**
 * Reads out what somebody pasted. Undefined where it is no handle: an address that is no account's, one of another platform
 * than is said, a handle without its platform, or nothing to see.
 */
export function readAccount({ platform, handle }: GivenAccount): NamedAccount | undefined {
  const text = plain(handle);
  const address = addressIn(text);
  if (address) {
    const found = accountAt(address);
    if (found || platform !== 'other')
      return platform === undefined || platform === found?.platform ? found : undefined;
    return { platform, handle: `${address.host.replace(/^www\./, '')}${decoded(address.pathname).replace(/\/$/, '')}` };
  }
  const name = text.replace(/^@/, '');
  return platform !== undefined && /^[^\s@]/u.test(name) ? { platform, handle: name } : undefined;
}

/** What platforms do not tell apart in a handle, beside case. */
const COMPARED: Readonly<Partial<Record<Platform, (handle: string) => string>>> = {
  bluesky: (handle) => (/[.:]/.test(handle) ? handle : `${handle}.bsky.social`),
  facebook: (handle) => (handle.includes('/') ? handle : handle.replaceAll('.', '')),
  reddit: (handle) => handle.replace(/^\/?(?:u|user)\//, '').replace(/^\/r\//, 'r/'),
  weibo: (handle) => handle.replace(/^u\//, ''),
  whatsapp: (handle) => handle.replace(/^\+?[\d\s().-]+$/, (number) => number.replace(/\D/g, '')),
};
/** Identifiers, in which case tells one from another. */
const WITH_CASE = /^(?:youtube channel\/|whatsapp channel\/|telegram \+)/;

/** The keys under which a social account is held: as its platform compares handles. Takes one that can be read. */
export function accountKeys(given: GivenAccount): Keys {
  const { platform, handle } = readAccount(given) ?? { platform: given.platform ?? 'other', handle: given.handle };
  const lower = WITH_CASE.test(`${platform} ${handle}`) ? handle : handle.toLowerCase();
  const compared = COMPARED[platform]?.(lower) ?? lower;
  return [
    reservationKey('handle', `${platform}:${compared}`),
    reservationKey('handle', `${platform}:${normaliseNameV1(handle)}`, 1),
  ];
}

/** The keys by which what holds an account is looked up: the version before took no case for a difference. */
export const accountLookup = (given: GivenAccount): readonly string[] => {
  const { platform, handle } = readAccount(given) ?? { platform: 'other', handle: given.handle };
  return WITH_CASE.test(`${platform} ${handle}`) ? accountKeys(given).slice(0, 1) : accountKeys(given);
};

/** Property decorator: a handle that can be read, with the platform that stands beside it. */
export const IsHandle = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isHandle',
      validator: {
        validate: (handle, args) =>
          typeof handle === 'string' && readAccount({ ...(args?.object as GivenAccount), handle }) !== undefined,
        defaultMessage: () =>
          '$property must be a name such as rbc_ukraine, or an address of an account of that platform',
      },
    },
    options,
  );
