/** A page's address as its key sees it: every part without what tells no pages apart. */
export interface Page {
  /** ASCII, lower case, without `www.` and the like. */
  readonly host: string;
  /** Begins with `/`, without one at the end; empty for the root. */
  readonly path: string;
  /** Parameters as they are compared, in order of their names. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** A fragment that names a page; else empty. */
  readonly fragment: string;
}

interface Platform {
  readonly hosts: RegExp;
  /** The host under which all are kept. */
  readonly host: string;
  /** Other forms of the path, first that fits: what it is to be, with `$1` for what was caught. */
  readonly paths?: readonly (readonly [form: RegExp, path: string])[];
  /** Parameters that tell its pages apart; all others do not. Not given: all do. */
  readonly telling?: readonly string[];
  /** A parameter that alone is the page's address, and the path that is the same page. */
  readonly named?: readonly (readonly [parameter: string, value: RegExp, path: string])[];
  /** Paths that are the same in any case. */
  readonly anyCase?: RegExp;
}

/** How platforms write the address of one and the same post, film or profile. */
const PLATFORMS: readonly Platform[] = [
  {
    hosts: /^(?:x|twitter|(?:fx|vx)twitter|fixupx)\.com$/,
    host: 'x.com',
    paths: [[/^\/(?:i\/web|i|\w+)\/status(?:es)?\/(\d+)(?:\/.*)?$/i, '/i/status/$1']],
    telling: ['q', 'f', 'lang'],
    anyCase: /^\/\w+(?:\/with_replies|\/media)?$/,
  },
  {
    hosts: /^(?:(?:music\.)?youtube\.com|youtube-nocookie\.com)$/,
    host: 'youtube.com',
    paths: [
      [/^\/(?:embed|shorts|live|v)\/([\w-]{6,})$/, '/watch/$1'],
      [/^\/(@[^/]+)(?:\/(?:featured|videos|about))?$/, '/$1'],
    ],
    telling: ['list', 'search_query', 'q'],
    named: [['v', /^[\w-]{6,}$/, '/watch/$1']],
    anyCase: /^\/@[^/]+$/,
  },
  { hosts: /^youtu\.be$/, host: 'youtube.com', paths: [[/^\/([\w-]{6,})$/, '/watch/$1']], telling: [] },
  {
    hosts: /^(?:t\.me|telegram\.me|telegram\.dog)$/,
    host: 't.me',
    paths: [
      [/^\/s\/(\w+)\/(\d+)$/, '/$1/$2'],
      [/^\/s\/(\w+)$/, '/$1'],
    ],
    telling: ['comment', 'thread'],
    anyCase: /^\/\w+(?:\/\d+)*$/,
  },
  {
    hosts: /^(?:(?:mbasic|web|touch|[a-z]{2}-[a-z]{2})\.)?facebook\.com$|^fb\.com$/,
    host: 'facebook.com',
    paths: [
      [/^\/(?:photo|photo\.php)$/, '/photo'],
      [/^\/(?:story|permalink)\.php$/, '/permalink.php'],
      [/^\/groups\/([^/]+)\/(?:posts|permalink)\/(\d+)$/, '/groups/$1/posts/$2'],
      [/^\/[^/]+\/videos\/(?:[^/]+\/)?(\d+)$/, '/watch/$1'],
    ],
    telling: ['id', 'story_fbid', 'fbid', 'comment_id', 'reply_comment_id', 'q'],
    named: [['v', /^\d+$/, '/watch/$1']],
    anyCase: /^\/[\w.]+$/,
  },
  {
    hosts: /^instagram\.com$|^instagr\.am$/,
    host: 'instagram.com',
    paths: [[/^(?:\/[\w.]+)?\/(?:p|reel|reels|tv)\/([\w-]+)(?:\/embed)?$/, '/p/$1']],
    telling: [],
    anyCase: /^\/[\w.]+$/,
  },
  {
    hosts: /^tiktok\.com$/,
    host: 'tiktok.com',
    paths: [
      [/^\/@[^/]+\/(?:video|photo)\/(\d+)$/, '/video/$1'],
      [/^\/(?:v|embed)(?:\/v2)?\/(\d+)(?:\.html)?$/, '/video/$1'],
    ],
    telling: ['q'],
    anyCase: /^\/@[\w.]+$/,
  },
  {
    hosts: /^threads\.(?:net|com)$/,
    host: 'threads.com',
    paths: [[/^\/(?:@[^/]+\/post|t)\/([\w-]+)(?:\/media)?$/, '/t/$1']],
    telling: ['q'],
    anyCase: /^\/@[\w.]+$/,
  },
  {
    hosts: /^vk\.(?:com|ru)$|^vkontakte\.ru$/,
    host: 'vk.com',
    telling: ['q', 'z', 'reply'],
    named: [['w', /^(wall-?\d+_\d+)$/, '/$1']],
    anyCase: /^\/[\w.]+$/,
  },
  {
    hosts: /^(?:(?:old|new|np|sh|i|amp)\.)?reddit\.com$/,
    host: 'reddit.com',
    paths: [
      [/^\/(?:(?:r|u|user)\/[^/]+\/)?comments\/(\w+)\/[^/]*\/(\w+)$/, '/comments/$1/$2'],
      [/^\/(?:(?:r|u|user)\/[^/]+\/)?comments\/(\w+)(?:\/[^/]*)?$/, '/comments/$1'],
      [/^\/u\/([^/]+)$/, '/user/$1'],
    ],
    telling: ['q'],
    anyCase: /^\/(?:r|user)\/\w+$/,
  },
  { hosts: /^redd\.it$/, host: 'reddit.com', paths: [[/^\/(\w+)$/, '/comments/$1']], telling: [] },
  { hosts: /^(?:[a-z]{2}\.)?linkedin\.com$/, host: 'linkedin.com', telling: ['keywords'] },
];

/** Addresses that only lead on to another, by the parameter or the path that has it. */
const LEADING_ON: readonly (readonly [host: RegExp, path: RegExp, parameter: string | null])[] = [
  [/^google\.[a-z.]{2,6}$/, /^\/url$/, 'q'],
  [/^google\.[a-z.]{2,6}$/, /^\/url$/, 'url'],
  [/^lm?\.facebook\.com$/, /^\/l\.php$/, 'u'],
  [/^away\.vk\.com$|^vk\.com$/, /^\/away\.php$/, 'to'],
  [/^youtube\.com$/, /^\/redirect$/, 'q'],
  [/^google\.[a-z.]{2,6}$/, /^\/amp(?:\/s)?\/(.+\..+)$/, null],
  [/\.cdn\.ampproject\.org$/, /^\/[a-z](?:\/s)?\/(.+\..+)$/, null],
];

/** The address to which one only leads on; undefined where it is a page of its own. */
export function leadingTo({ host, path, query }: Page): string | undefined {
  for (const [hosts, paths, parameter] of LEADING_ON) {
    const found = hosts.test(host) ? paths.exec(path) : null;
    if (!found) continue;
    const target = parameter === null ? `https://${found[1] ?? ''}` : query.find(([name]) => name === parameter)?.[1];
    const address = parameter === null ? target : decoded(target);
    if (address !== undefined && /^https?:\/\//i.test(address) && URL.canParse(address)) return address;
  }
  return undefined;
}

function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** The one form in which a page of a platform is kept; a page of any other site as it is. */
export function onPlatform(page: Page): Page {
  const platform = PLATFORMS.find(({ hosts }) => hosts.test(page.host));
  const { path: inner, named: channel } = byChannel(page);
  if (channel) return onPlatform({ ...page, host: 't.me', path: `/${channel}${inner}` });
  if (!platform) return page.host.endsWith('wikipedia.org') ? onWikipedia(page) : page;
  const { host, paths = [], telling, named = [], anyCase } = platform;
  const query = telling === undefined ? page.query : page.query.filter(([name]) => telling.includes(name));
  for (const [parameter, value, path] of named) {
    const found = value.exec(page.query.find(([name]) => name === parameter)?.[1] ?? '');
    if (found) return { host, path: path.replace('$1', found[1] ?? found[0]), query: [], fragment: '' };
  }
  const form = paths.find(([each]) => each.test(page.path));
  const path = form ? page.path.replace(form[0], form[1]) : page.path;
  const whole = form !== undefined && /\d|\/(?:p|t|watch)\//.test(path);
  return {
    host,
    path: anyCase?.test(path) ? path.toLowerCase() : path,
    query: whole ? query.filter(([name]) => /comment/.test(name)) : query,
    fragment: page.fragment,
  };
}

/** `channel.t.me/12` is `t.me/channel/12`. */
function byChannel({ host, path }: Page): { readonly path: string; readonly named?: string } {
  const channel = /^(\w{4,})\.t\.me$/.exec(host)?.[1];
  return channel === undefined ? { path } : { path, named: channel };
}

/** The newest version of an article, by its title or by the program's name. */
function onWikipedia(page: Page): Page {
  const title = page.query.find(([name]) => name === 'title')?.[1];
  const byTitle = /^\/w(?:\/index\.php)?$/.test(page.path) && page.query.length === 1 && title !== undefined;
  const path = byTitle ? `/wiki/${title.replaceAll('+', '_')}` : page.path;
  return { ...page, path: path.replaceAll('%20', '_'), query: byTitle ? [] : page.query };
}
