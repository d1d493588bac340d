import { BlockList, isIPv6, type Server, type Socket } from 'node:net';
import { networkOf } from '../../access/network.js';

/** Connections that one address may have at once. Each may hold a request that is not complete. */
const MAX_CONNECTIONS = 256;

/** Ends connections of an address that has too many, unless it is a proxy's, as which many come. */
export function limitConnections(server: Server, trustedProxies: readonly string[]): void {
  const proxies = networksOf(trustedProxies);
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const { remoteAddress: address } = socket;
    if (address === undefined || proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return;
    const network = networkOf(address);
    const count = (open.get(network) ?? 0) + 1;
    if (count > MAX_CONNECTIONS) return void socket.destroy();
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
