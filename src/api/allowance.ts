import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Problem } from './problem.js';

/** How many requests an address may make in an hour. */
const MOST = 5;
const HOUR = 60 * 60 * 1000;
/** Addresses that are remembered: past that the one that came first is forgotten, so that memory has an end. */
const MOST_ADDRESSES = 10_000;

/**
 * How much strangers may send: five requests an hour from one address. Each process counts for itself and forgets at
 * its end, so several processes allow several times as much. Behind a proxy every address is the proxy's own: limit there.
 */
@Injectable()
export class Allowance {
  readonly #taken = new Map<string, readonly number[]>();

  /**
   * Counts one request of an address.
   *
   * @param now milliseconds, of any clock that only goes on
   * @throws Problem 429 `too-many-requests` with the seconds until the next one is allowed
   */
  take(address: string, now = performance.now()): void {
    const from = networkOf(address);
    const taken = (this.#taken.get(from) ?? []).filter((at) => at > now - HOUR);
    const [oldest] = taken;
    if (oldest !== undefined && taken.length >= MOST) {
      const wait = Math.ceil((oldest + HOUR - now) / 1000);
      const detail = `At most ${MOST} an hour come from one address without a token.`;
      throw new Problem(429, 'too-many-requests', detail, { headers: { 'retry-after': `${wait}` } });
    }
    this.#taken.delete(from);
    if (this.#taken.size >= MOST_ADDRESSES) this.#taken.delete(this.#taken.keys().next().value ?? '');
    this.#taken.set(from, [...taken, now]);
  }
}

/** Whoever has one IPv6 address has all of its /64 (RFC 4291 section 2.5.4), so these count as one. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail.split(':').filter(Boolean);
  const groups = [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
  return groups.slice(0, 4).join(':');
}
