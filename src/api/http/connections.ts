import { BlockList, isIPv6, type Server, type Socket } from 'node:net';
import { networkOf } from '../../access/network.js';

/** Connections that one address may have at once. Each may hold a request that is not complete. */
const MAX_CONNECTIONS = 256;
/** What is no HTTP at all that one address may send, in a minute: each costs a connection. */
const MAX_MALFORMED = { most: 600, ms: 60_000 } as const;

/** Ends connections of an address that has too many, or sends no HTTP, unless it is a proxy's, as which many come. */
export function limitConnections(server: Server, trustedProxies: readonly string[]): void {
  const proxies = networksOf(trustedProxies);
  const open = new Map<string, number>();
  const malformed = new Map<string, number>();
  const anew = setInterval(() => malformed.clear(), MAX_MALFORMED.ms).unref();
  server.once('close', () => clearInterval(anew));
  const networkBehind = ({ remoteAddress: address }: Socket): string | undefined =>
    address === undefined || proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') ? undefined : networkOf(address);
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket: Socket) => {
    const network = networkBehind(socket);
    // Who breaks off or is slow speaks HTTP all the same.
    if (network !== undefined && code?.startsWith('HPE_')) malformed.set(network, (malformed.get(network) ?? 0) + 1);
  });
  server.on('connection', (socket: Socket) => {
    const network = networkBehind(socket);
    if (network === undefined) return;
    const count = (open.get(network) ?? 0) + 1;
    if (count > MAX_CONNECTIONS || (malformed.get(network) ?? 0) > MAX_MALFORMED.most) return void socket.destroy();
    open.set(network, count);
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left === 0) open.delete(network);
      else open.set(network, left);
    });
  });
}

function networksOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const each of addresses) {
    const [address = '', length] = each.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(length ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}
