import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressKeys, normaliseAddress } from './address.js';
import { trackingParameters } from './tracking.js';

describe('Two addresses of one page', () => {
  it.each([
    // Spellings
    ['http://www.rbc.ua/news/1', 'https://rbc.ua/news/1/'],
    ['https://RBC.ua:443/news/1#comments', 'https://rbc.ua/news/1'],
    ['https://rbc.ua./news', 'https://rbc.ua/news'],
    ['https://пример.рф/я', 'https://xn--e1afmkfd.xn--p1ai/%D1%8F'],
    ['https://e.org/a%2fb', 'https://e.org/a%2Fb'],
    ['https://e.org/caf%c3%a9', 'https://e.org/café'],
    ['https://en.wikipedia.org/wiki/Foo_(bar)', 'https://en.wikipedia.org/wiki/Foo_%28bar%29'],
    ['https://e.org/%7Euser', 'https://e.org/~user'],
    ['https://e.org/AT%26T', 'https://e.org/AT&T'],
    ['https://e.org//news//1', 'https://e.org/news/1'],
    ['https://e.org/index.html', 'https://e.org/'],
    ['https://e.org/news/index.php?id=4', 'https://e.org/news/?id=4'],
    // Parameters
    ['https://e.org/?b=2&a=1', 'https://e.org/?a=1&b=2'],
    ['https://e.org/?', 'https://e.org'],
    ['https://e.org/?a=', 'https://e.org/?a'],
    ['https://e.org/?q=a+b', 'https://e.org/?q=a%20b'],
    ['https://e.org/?a%5B%5D=1', 'https://e.org/?a[]=1'],
    ['https://e.org/?u=%d1%8f', 'https://e.org/?u=%D1%8F'],
    // What tracks readers
    ...(
      'fbclid=IwAR0 gclid=Cj0 mc_cid=a mc_eid=b utm_source=x UTM_Campaign=y utm_whatever=z igshid=1 igsh=2 yclid=3 msclkid=4 ' +
      'dclid=5 gbraid=6 wbraid=7 ttclid=8 twclid=9 li_fat_id=10 _hsenc=11 mkt_tok=12 pk_campaign=13 mtm_source=14 vero_id=15 ' +
      'wt_mc=16 at_medium=17 xtor=18 ref_src=twsrc srsltid=19 _openstat=20 ns_mchannel=21 smid=tw-share CMP=share_btn_tw ' +
      'PHPSESSID=22 guccounter=1 hsa_acc=23'
    )
      .split(' ')
      .map((pair): [string, string] => [`https://e.org/news?id=4&${pair}`, 'https://e.org/news?id=4']),
    // Forms for telephones
    ['https://m.e.org/news/1', 'https://e.org/news/1'],
    ['https://mobile.e.org/news/1', 'https://www.e.org/news/1'],
    ['https://uk.m.wikipedia.org/wiki/%D0%9A', 'https://uk.wikipedia.org/wiki/К'],
    ['https://e.org/2025/03/bridge-closed/amp/', 'https://e.org/2025/03/bridge-closed'],
    ['https://e.org/bridge-closed?amp', 'https://e.org/bridge-closed'],
    ['https://e.org/bridge-closed?amp=1', 'https://e.org/bridge-closed'],
    ['https://e.org/bridge-closed?outputType=amp', 'https://e.org/bridge-closed'],
    ['https://amp.e.org/bridge-closed', 'https://e.org/bridge-closed'],
    ['https://e.org/bridge.amp.html', 'https://e.org/bridge.html'],
    ['https://e.org/amp/bridge-closed', 'https://e.org/bridge-closed'],
    ['https://www.google.com/amp/s/e.org/bridge-closed/amp', 'https://e.org/bridge-closed'],
    ['https://e-org.cdn.ampproject.org/c/s/e.org/bridge-closed', 'https://e.org/bridge-closed'],
    // Addresses that lead on
    ['https://www.google.com/url?sa=t&url=https%3A%2F%2Fe.org%2Fa%3Fb%3D1', 'https://e.org/a?b=1'],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fe.org%2Fa%3Ffbclid%3DIw&h=AT', 'https://e.org/a'],
    // Places within a page
    ['https://e.org/a#top', 'https://e.org/a'],
    ['https://e.org/a#:~:text=was%20closed', 'https://e.org/a'],
    ['https://e.org/#/news/1:~:text=closed', 'https://e.org/#/news/1'],
    ['https://e.org/#/', 'https://e.org/'],
    ['https://e.org/#!', 'https://e.org/'],
    // Platforms
    ['https://twitter.com/rbc/status/1772', 'https://x.com/rbc/status/1772'],
    ['https://x.com/RBC/status/1772?s=20', 'https://x.com/rbc/status/1772?t=abc&s=46'],
    ['https://mobile.twitter.com/rbc/status/1772/photo/1', 'https://x.com/i/web/status/1772'],
    ['https://twitter.com/RBC', 'https://x.com/rbc?ref_src=twsrc%5Etfw'],
    ['https://youtu.be/dQw4w9WgXcQ', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'],
    ['https://youtu.be/dQw4w9WgXcQ?t=43&si=abc', 'https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share'],
    ['https://www.youtube.com/embed/dQw4w9WgXcQ', 'https://youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&index=2'],
    ['https://www.youtube.com/shorts/dQw4w9WgXcQ', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    ['https://www.youtube.com/live/dQw4w9WgXcQ?si=1', 'https://youtu.be/dQw4w9WgXcQ'],
    ['https://t.me/s/rbc_ukraine/123', 'https://t.me/rbc_ukraine/123'],
    ['https://t.me/RBC_Ukraine/123?single', 'https://telegram.me/rbc_ukraine/123'],
    ['https://rbc_ukraine.t.me/123', 'https://t.me/rbc_ukraine/123?embed=1'],
    [
      'https://m.facebook.com/story.php?story_fbid=1&id=2&ref=3',
      'https://www.facebook.com/permalink.php?id=2&story_fbid=1',
    ],
    ['https://fb.com/RbcUkraine', 'https://www.facebook.com/rbcukraine/?mibextid=abc'],
    ['https://www.facebook.com/watch/?v=123456', 'https://facebook.com/rbc/videos/123456/'],
    ['https://www.facebook.com/groups/12/permalink/34/', 'https://m.facebook.com/groups/12/posts/34?__cft__[0]=a'],
    ['https://www.instagram.com/reel/Cabc_1/?igsh=1', 'https://instagram.com/rbc/p/Cabc_1/'],
    ['https://www.tiktok.com/@rbc/video/7234?is_from_webapp=1', 'https://m.tiktok.com/v/7234.html'],
    ['https://www.threads.net/@rbc/post/Cabc', 'https://threads.com/t/Cabc'],
    ['https://vk.com/rbc?w=wall-12_34', 'https://m.vk.com/wall-12_34'],
    ['https://old.reddit.com/r/news/comments/1abc/some_title/', 'https://redd.it/1abc'],
    ['https://en.wikipedia.org/w/index.php?title=Foo+bar', 'https://en.m.wikipedia.org/wiki/Foo_bar'],
    ['https://de.linkedin.com/company/rbc?trk=x', 'https://www.linkedin.com/company/rbc'],
  ])('have one key: %s and %s', (one, other) => {
    expect(normaliseAddress(one)).toBe(normaliseAddress(other));
  });
});

describe('Addresses of two pages', () => {
  it.each([
    ['https://e.org/#!/news/1', 'https://e.org/#!/news/2'],
    ['https://e.org/#/news/1', 'https://e.org/#/news/2'],
    ['https://e.org/#/news/1', 'https://e.org/'],
    ['https://e.org/#!news1', 'https://e.org/#!news2'],
    ['https://e.org/?q=C%2B%2B', 'https://e.org/?q=C++'],
    ['https://e.org/?q=a%26b=1', 'https://e.org/?q=a&b=1'],
    ['https://e.org/?q=a%3Db', 'https://e.org/?q%3Da=b'],
    ['https://e.org/?q=%E9', 'https://e.org/?q=%E8'],
    ['https://e.org/%E9t%E9', 'https://e.org/%E8t%E8'],
    ['https://e.org/%ef%bf%bd', 'https://e.org/%E9'],
    ['https://e.org/?q=%CF', 'https://e.org/?q=%CE'],
    ['https://e.org/a%2Fb', 'https://e.org/a/b'],
    ['https://e.org/a%3Fb', 'https://e.org/a?b'],
    ['https://e.org/a%23b', 'https://e.org/a#b'],
    ['https://e.org/a%252Fb', 'https://e.org/a%2Fb'],
    ['https://e.org/News', 'https://e.org/news'],
    ['https://e.org/?id=1', 'https://e.org/?id=2'],
    ['https://e.org/?id=1&id=2', 'https://e.org/?id=2&id=1'],
    ['https://e.org/?page=2', 'https://e.org/'],
    ['https://e.org/?ref=12', 'https://e.org/?ref=13'],
    ['https://e.org/?source=1', 'https://e.org/?source=2'],
    ['https://e.org/?amp=50', 'https://e.org/?amp=60'],
    ['https://e.org:8080/', 'https://e.org/'],
    ['https://news.e.org/1', 'https://e.org/1'],
    ['https://m.de/1', 'https://de.de/1'],
    ['https://e.org/glossary/amp', 'https://e.org/glossary'],
    ['https://x.com/rbc/status/1', 'https://x.com/rbc/status/2'],
    ['https://x.com/search?q=a', 'https://x.com/search?q=b'],
    ['https://youtu.be/dQw4w9WgXcQ', 'https://youtu.be/dqw4w9wgxcq'],
    ['https://www.youtube.com/playlist?list=PL1', 'https://www.youtube.com/playlist?list=PL2'],
    ['https://www.youtube.com/channel/UCabcdef', 'https://www.youtube.com/channel/UCabcdeF'],
    ['https://t.me/rbc/1', 'https://t.me/rbc/2'],
    ['https://t.me/rbc/1?comment=5', 'https://t.me/rbc/1?comment=6'],
    ['https://t.me/joinchat/AbC', 'https://t.me/joinchat/aBc'],
    ['https://www.facebook.com/photo.php?fbid=1', 'https://www.facebook.com/photo.php?fbid=2'],
    ['https://www.facebook.com/profile.php?id=1', 'https://www.facebook.com/profile.php?id=2'],
    ['https://www.instagram.com/p/CabC/', 'https://www.instagram.com/p/Cabc/'],
    ['https://www.reddit.com/r/a/comments/1/t/c1', 'https://www.reddit.com/r/a/comments/1/t/c2'],
    [
      'https://en.wikipedia.org/w/index.php?title=Foo&oldid=1',
      'https://en.wikipedia.org/w/index.php?title=Foo&oldid=2',
    ],
    ['https://web.archive.org/web/2020/https://e.org/a', 'https://web.archive.org/web/2021/https://e.org/a'],
  ])('have two keys: %s and %s', (one, other) => {
    expect(normaliseAddress(one)).not.toBe(normaliseAddress(other));
  });

  const letters = fc.string({ unit: fc.constantFrom(...'abcXYZ019'), minLength: 1, maxLength: 8 });
  const page = fc.record({
    host: fc.constantFrom('news.example', 'e.org', 'press.example.co.uk'),
    path: fc.array(letters, { maxLength: 3 }),
    id: letters,
    route: fc.option(letters),
  });
  const addressOf = ({ host, path, id, route }: { host: string; path: string[]; id: string; route: string | null }) =>
    `https://${host}/${path.join('/')}?id=${id}${route === null ? '' : `#/${route}`}`;
  const WAYS: readonly ((address: string) => string)[] = [
    (address) => address.replace('https:', 'http:'),
    (address) => address.replace('://', '://www.'),
    (address) => address.replace('://', '://m.'),
    (address) => address.replace('?id', '?utm_source=x&fbclid=IwAR&id'),
    (address) => address.replace(/a/g, '%61'),
    (address) => address.replace('/?', '?'),
  ];

  it('are never one, and one page in five of the ways is one', () => {
    fc.assert(
      fc.property(page, page, fc.shuffledSubarray([...WAYS], { minLength: 5, maxLength: 5 }), (one, other, ways) => {
        const written = ways.reduce((address, way) => way(address), addressOf(one));
        expect(normaliseAddress(written)).toBe(normaliseAddress(addressOf(one)));
        const same =
          JSON.stringify([one.host, one.path, one.id, one.route]) ===
          JSON.stringify([other.host, other.path, other.id, other.route]);
        expect(normaliseAddress(written) === normaliseAddress(addressOf(other))).toBe(same);
      }),
    );
  });
});

describe('The key of an address', () => {
  it('is made of any address', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
        expect(normaliseAddress(`https://${normaliseAddress(address)}`)).toBe(normaliseAddress(address));
      }),
    );
  });

  it('bears its version, and is known by that of the version before', () => {
    expect(addressKeys('http://www.rbc.ua/a?utm_source=x#b')).toEqual(['url@2:rbc.ua/a', 'url:https://rbc.ua/a']);
    expect(addressKeys('https://rbc.ua/a', 'review')[0]).toBe('review@2:rbc.ua/a');
  });

  it('leaves out just the parameters of its version: others are a new version', () => {
    const digest = createHash('sha256').update(trackingParameters().join('\n')).digest('hex');
    expect(digest.slice(0, 16)).toBe('d89646debeb98ba0');
  });
});
