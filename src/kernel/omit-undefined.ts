type Absent<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
type Present<T> = Omit<T, Absent<T>> & { [K in Absent<T>]?: Exclude<T[K], undefined> };

/** The members that have a value: in an event an absent member is omitted, never `undefined`. */
export function omitUndefined<T extends object>(members: T): Present<T> {
  const kept: Partial<T> = {};
  for (const name of Object.keys(members) as (keyof T)[]) {
    if (members[name] !== undefined) kept[name] = members[name];
  }
  return kept as Present<T>;
}
