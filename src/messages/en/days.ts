/** How days and times read. A day arrives in words already. */
export const days = {
  between: (first: string, last: string) => `between ${first} and ${last}`,
  about: (day: string) => `about ${day}`,
  unknown: 'on a day not known to us',
  from: (first: string) => `from ${first} on`,
  fromTo: (first: string, last: string) => `from ${first} to ${last}`,
  on: (day: string) => `on ${day}`,
  forDaysFrom: (first: string) => `for days from ${first} on`,
  forDays: (first: string, last: string) => `for days from ${first} to ${last}`,
  inZone: (time: string, zone: string) => `${time} (${zone})`,
} as const;
