/** How days and times read. A day arrives in words already. */
export const days = {
  between: (first: string, last: string) => `entre ${first} y ${last}`,
  about: (day: string) => `hacia ${day}`,
  unknown: 'un día que desconocemos',
  from: (first: string) => `desde ${first}`,
  fromTo: (first: string, last: string) => `de ${first} a ${last}`,
  on: (day: string) => `el ${day}`,
  forDaysFrom: (first: string) => `para los días desde ${first}`,
  forDays: (first: string, last: string) => `para los días de ${first} a ${last}`,
  inZone: (time: string, zone: string) => `${time} (${zone})`,
} as const;
