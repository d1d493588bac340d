/** What an address asks for; members that are empty ask for nothing. */
export type AddressQuery = Readonly<Record<string, string | undefined>>;

/** An address with a query. */
export function addressOf(path: string, query: AddressQuery): string {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return search.size > 0 ? `${path}?${search.toString()}` : path;
}
