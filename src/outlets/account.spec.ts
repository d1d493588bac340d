import { describe, expect, it } from '@jest/globals';
import { malformed } from '../kernel/specification.js';
import { accountKeys, readAccount, type GivenAccount } from './account.js';
import { Account } from './outlet.commands.js';
import type { Platform } from './outlet.events.js';

describe('A social account', () => {
  it.each<[string, Platform, string]>([
    ['https://t.me/abc', 'telegram', 'abc'],
    ['t.me/s/abc', 'telegram', 'abc'],
    ['https://t.me/abc/123?single', 'telegram', 'abc'],
    ['https://telegram.me/abc/', 'telegram', 'abc'],
    ['https://rbc_ukraine.t.me', 'telegram', 'rbc_ukraine'],
    ['https://x.com/abc/status/1', 'x', 'abc'],
    ['https://mobile.twitter.com/@abc?s=20', 'x', 'abc'],
    ['https://www.instagram.com/a.b_c/', 'instagram', 'a.b_c'],
    ['https://www.threads.net/@abc/post/C1', 'threads', 'abc'],
    ['https://www.tiktok.com/@abc/video/1', 'tiktok', 'abc'],
    ['https://www.youtube.com/@abc/videos', 'youtube', 'abc'],
    ['https://youtube.com/channel/UCabc', 'youtube', 'channel/UCabc'],
    ['https://m.facebook.com/abc.def', 'facebook', 'abc.def'],
    ['https://www.facebook.com/profile.php?id=123', 'facebook', '123'],
    ['https://www.facebook.com/people/A-B/123/', 'facebook', '123'],
    ['https://vk.com/abc', 'vk', 'abc'],
    ['https://de.linkedin.com/company/abc/', 'linkedin', 'company/abc'],
    ['https://old.reddit.com/user/abc', 'reddit', 'abc'],
    ['https://www.reddit.com/r/abc/', 'reddit', 'r/abc'],
    ['https://bsky.app/profile/abc.bsky.social', 'bluesky', 'abc.bsky.social'],
    ['https://ok.ru/group/123', 'odnoklassniki', 'group/123'],
    ['https://weibo.com/u/123', 'weibo', '123'],
    ['https://wa.me/491711234567', 'whatsapp', '491711234567'],
    ['https://mastodon.social/@abc/1', 'mastodon', 'abc@mastodon.social'],
    ['https://mastodon.social/users/abc', 'mastodon', 'abc@mastodon.social'],
  ])('is read out of its address: %s', (handle, platform, name) => {
    expect(readAccount({ handle })).toEqual({ platform, handle: name });
    expect(malformed(Account, { handle })).toEqual([]);
    expect(readAccount({ handle, platform })).toEqual({ platform, handle: name });
  });

  it.each<[Platform, string, string]>([
    ['telegram', 'abc', 'https://t.me/abc'],
    ['telegram', 'abc', '＠abc'],
    ['telegram', 'abc', 'a\u200bbc'],
    ['telegram', 'abc', ' @ABC\u2060'],
    ['telegram', 'abc', 't.me/s/Abc'],
    ['x', 'abc', 'ａｂｃ'],
    ['x', 'abc', 'https://twitter.com/ABC'],
    ['facebook', 'john.smith', 'JohnSmith'],
    ['bluesky', 'abc', 'abc.bsky.social'],
    ['reddit', 'abc', 'u/ABC'],
    ['whatsapp', '+49 171 123-4567', 'https://wa.me/491711234567'],
    ['mastodon', '@abc@Mastodon.social', 'https://mastodon.social/@Abc'],
    ['other', 'abc', '@abc'],
  ])('is one as its platform compares: on %s %j and %j', (platform, one, other) => {
    expect(accountKeys({ platform, handle: other })[0]).toBe(accountKeys({ platform, handle: one })[0]);
  });

  it.each<[GivenAccount, GivenAccount]>([
    [
      { platform: 'x', handle: 'rbc' },
      { platform: 'vk', handle: 'rbc' },
    ],
    [
      { platform: 'telegram', handle: 'a_bc' },
      { platform: 'telegram', handle: 'abc' },
    ],
    [
      { platform: 'instagram', handle: 'a.bc' },
      { platform: 'instagram', handle: 'abc' },
    ],
    [
      { platform: 'youtube', handle: 'channel/UCabc' },
      { platform: 'youtube', handle: 'channel/UCabC' },
    ],
    [
      { platform: 'youtube', handle: 'c/abc' },
      { platform: 'youtube', handle: 'user/abc' },
    ],
    [
      { platform: 'reddit', handle: 'r/abc' },
      { platform: 'reddit', handle: 'abc' },
    ],
    [
      { platform: 'telegram', handle: 'abc' },
      { platform: 'telegram', handle: 'аbc' },
    ],
    [
      { platform: 'mastodon', handle: 'abc@one.example' },
      { platform: 'mastodon', handle: 'abc@two.example' },
    ],
  ])('is two where its platform tells them apart: %j and %j', (one, other) => {
    expect(accountKeys(one)[0]).not.toBe(accountKeys(other)[0]);
  });

  it('is held under the key of the version before as well', () => {
    expect(accountKeys({ platform: 'telegram', handle: '@RBC_Ukraine' })).toEqual([
      'handle@2:telegram:rbc_ukraine',
      'handle:telegram:rbc_ukraine',
    ]);
  });

  it('is malformed where it cannot be read', () => {
    for (const handle of [
      'https://t.me/joinchat/AbC',
      'https://x.com/i/status/1',
      'https://x.com/',
      'https://e.org/a',
    ]) {
      expect(malformed(Account, { handle })).toContain('handle');
    }
    expect(malformed(Account, { handle: 'abc' })).toEqual(['platform', 'handle']);
    expect(malformed(Account, { platform: 'x', handle: 'https://t.me/abc' })).toEqual(['handle']);
    expect(malformed(Account, { platform: 'x', handle: '\u200b@' })).toContain('handle');
    expect(malformed(Account, { platform: 'other', handle: 'https://e.org/a' })).toEqual([]);
  });
});
