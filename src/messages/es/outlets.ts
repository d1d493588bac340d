const plural = (count: number, one: string, more: string): string => (count === 1 ? one : more);

/** Un medio, lo que publicó y su historial. */
export const outlets = {
  listTitle: 'Medios',
  listLead:
    'Medios en cuyas publicaciones hay afirmaciones sobre las que esta redacción publicó un veredicto, por orden de registro.',
  listEmpty: 'Ningún medio recogió una afirmación que esta redacción haya publicado.',
  title: (name: string) => `${name}: lo que recogió`,
  lead: (name: string) =>
    `Publicaciones de ${name} con afirmaciones que esta redacción eligió comprobar. No dice nada del resto de su trabajo.`,
  nameErased: 'un medio cuyo nombre se borró',
  alsoKnown: (names: string) => `También conocido como ${names}`,
  domains: 'Publica en',
  about: 'Sobre el medio',
  record: 'Su historial',
  claims: 'Afirmaciones que recogió',
  noClaims: 'En sus publicaciones no hay ninguna afirmación que esta redacción haya publicado.',
  published: (claims: string, places: string) => `${claims}, en ${places}.`,
  claimCount: (count: number, shown: string) =>
    `${shown} ${plural(count, 'afirmación publicada', 'afirmaciones publicadas')}`,
  placeCount: (count: number, shown: string) =>
    `${shown} ${plural(count, 'lugar de sus publicaciones', 'lugares de sus publicaciones')}`,
  unproven: (shown: string) => `De estas afirmaciones, ${shown} constan como no demostradas.`,
  group: 'Qué se cuenta',
  count: 'Cuántas',
  outOf: 'De cuántas',
  share: 'Proporción',
  interval: 'Intervalo del 95 %',
  ownBorneOut: 'Lo dijo el propio medio: verdadero o verdadero en su mayor parte',
  ownRefuted: 'Lo dijo el propio medio: falso o falso en su mayor parte',
  relayedBorneOut: 'Lo reprodujo con voz propia: verdadero o verdadero en su mayor parte',
  relayedRefuted: 'Lo reprodujo con voz propia: falso o falso en su mayor parte',
  accurate: 'Informó de que otros lo dijeron: con exactitud',
  altered: 'Informó de que otros lo dijeron: con otro sentido',
  neverSaid: 'Informó de que otros lo dijeron: nunca se dijo',
  tooFew: (minimum: number) => `Sin proporción: menos de ${minimum}`,
  tableCaption:
    'Dentro de las afirmaciones que esta redacción eligió comprobar; no dice nada del resto del trabajo del medio.',
  judgedBy: 'Cada lugar se juzga por el veredicto que valía el día de su publicación, nunca por hechos posteriores.',
  leftOut: 'Lo que no se cuenta, y por qué',
  leftOutReason: {
    question: 'solo pregunta',
    opinion: 'es una opinión',
    satire: 'es sátira',
    challenged: 'la misma publicación lo contradice',
    'no-excerpt': 'no constan sus palabras exactas',
    'no-address-or-copy': 'no se puede consultar en ninguna parte',
    'attribution-unchecked': 'nadie ha comprobado si cita bien',
    'day-unknown': 'no conocemos su fecha',
    'no-verdict-for-that-day': 'ese día no valía ningún veredicto',
    'several-verdicts-for-those-days': 'en los días posibles valían veredictos distintos',
    promise: 'las promesas no se cuentan',
    'same-claim-and-origin': 'la misma afirmación del mismo origen ya se cuenta',
  },
  corrections: 'Lo que corrigió',
  correctionsSeen: (changed: string, works: string) =>
    `Publicaciones en las que vimos un cambio: ${changed} de ${works}.`,
  noneSeen: (works: string, day: string) =>
    `Publicaciones sin ninguna corrección vista: ${works}; última revisión: ${day}.`,
  neverLooked: (works: string) => `Publicaciones que nadie ha vuelto a mirar: ${works}.`,
  replies: 'Lo que responde',
  noReply: 'No ha respondido a este historial.',
  contradicted: 'lo recogió y lo contradijo',
  chart: 'Según la calificación del día de publicación',
  chartSentence: (own: string, relayed: string, attributed: string) =>
    `Se cuentan: ${own} dichas por el propio medio, ${relayed} reproducidas con voz propia, ${attributed} atribuidas a otros.`,
  claimColumn: 'Afirmación',
  howColumn: 'Cómo',
  ratedColumn: 'Calificación de su día',
  dayColumn: 'Publicado',
  countedColumn: 'Se cuenta',
  notCounted: (reason: string) => `no: ${reason}`,
  yes: 'sí',
  noVerdict: 'sin veredicto para su día',
} as const;

/** Una publicación y lo que hay en ella. */
export const works = {
  title: (title: string) => `Publicación: ${title}`,
  untitled: 'Una publicación sin título',
  author: 'Autoría',
  outlet: 'Medio',
  day: 'Publicado',
  language: 'Idioma',
  address: 'Dirección',
  claims: 'Afirmaciones que hay en ella',
  lead: 'Lo que dijo esta publicación, en la medida en que está en afirmaciones sobre las que esta redacción publicó un veredicto.',
} as const;
