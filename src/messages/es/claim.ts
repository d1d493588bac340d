const plural = (count: number, one: string, more: string): string => (count === 1 ? one : more);

/** The page of a claim and what lists say of it. */
export const claim = {
  titled: (rating: string, text: string) => `${rating}: ${text}`,
  retractedTitle: (text: string) => `Retirado: ${text}`,
  unrated: 'Sin calificar',
  textErased: 'El texto de esta afirmación se borró.',
  saidBy: (name: string, day: string | null) => `Lo dijo ${name}${day === null ? '' : `, ${day}`}`,
  outletItself: (day: string | null) => `Lo dice el propio medio${day === null ? '' : `, ${day}`}`,
  ourWords: 'La afirmación está en nuestras palabras',
  found: 'Qué hallamos',
  noVerdict: 'No hay ningún veredicto publicado.',
  noVerdictForDay: (day: string) => `Ningún veredicto nuestro vale para ${day}.`,
  outdatedWas: (rating: string) => `Desactualizado; era: ${rating}`,
  disputed: 'en disputa',
  expired: 'caducado',
  ratedBy: {
    'two-eyes': 'Propuesto y publicado por una persona de esta redacción.',
    'four-eyes': 'Calificado por dos personas de esta redacción.',
    'six-eyes': 'Calificado por tres personas de esta redacción.',
  },
  noInterest: 'No se declaró ningún interés.',
  interests: (count: number) => plural(count, 'Se declaró un interés.', `Se declararon ${count} intereses.`),
  whatMeans: (rating: string) => `Qué significa «${rating}»`,
  notKnown: 'Qué no sabemos',
  searched: 'Dónde buscamos',
  asked: 'A quién preguntamos',
  evidence: 'Pruebas',
  evidenceCounts: (supports: number, refutes: number, context: number) =>
    `A favor ${supports} · En contra ${refutes} · Contexto ${context}`,
  noEvidence: 'Este veredicto no se apoya en ninguna prueba.',
  origin: (name: string) => `Origen: ${name}`,
  originUnknown: 'No sabemos de quién es la declaración.',
  sourceInterest: (interest: string) => `Interés de la fuente: ${interest}`,
  confidentialSource: 'Una fuente cuyo nombre queda en la redacción.',
  singleSource: 'Por qué basta una fuente',
  carried: 'Quién lo difundió',
  carriedSentence: (works: number, outlets: number) =>
    `${plural(works, 'Una publicación', `${works} publicaciones`)}${outlets === 0 ? '' : ` en ${plural(outlets, 'un medio', `${outlets} medios`)}`}.`,
  originsSentence: (origins: number, named: string | null) =>
    origins === 0
      ? 'No pudimos rastrear ningún origen.'
      : `${plural(origins, 'Un origen', `${origins} orígenes`)} que pudimos rastrear${named === null ? '' : `: ${named}`}.`,
  notCarried: 'No consta ninguna publicación que lo difundiera.',
  unknownOutlet: 'un medio que no conocemos',
  untitled: 'una publicación sin título',
  takenFrom: (source: string, how: string) => `Lo tomó de ${source}: ${how}.`,
  notTraced: 'No sabemos de dónde lo tomó.',
  challenged: 'La misma publicación lo contradice:',
  translation: 'Nuestra traducción',
  goToWords: 'Estas palabras en la fuente',
  replies: 'Respuestas',
  replyOf: (who: string, day: string | null) => `${who}${day === null ? '' : `, ${day}`}`,
  noReplyReason: 'Por qué no se preguntó a nadie',
  earlier: 'Todos nuestros veredictos',
  worked: 'Cómo trabajamos',
  chosenBecause: 'Por qué la elegimos',
  decided: 'Quién podía decidir',
  recordedOn: 'En el registro desde',
  corrections: 'Correcciones',
  noCorrections: 'Ninguna.',
  minorCorrection: (day: string) => `El ${day} se corrigió su texto.`,
  materialCorrection: (day: string, was: string, is: string) =>
    `Corregido el ${day}. Habíamos escrito ${was}; debía ser ${is}.`,
  retractedOn: (day: string) => `Retirado el ${day}.`,
  retractionUnconfirmed: 'Una segunda persona aún no lo ha confirmado.',
  updated: 'Actualizado: hechos nuevos',
  whatChanged: 'Qué cambió',
  related: 'Afirmaciones relacionadas',
  outside: 'Qué hallaron otros verificadores',
  outsideSaid: (publisher: string, rating: string) => `${publisher}: «${rating}»`,
  topics: 'Temas',
  history: 'Historia',
  check: 'Comprobar este registro',
  complain: 'Reclamar',
  feed: 'Canal',
  cite: 'Citar',
  thisVerdict: 'Este veredicto en su propia dirección',
  because: (reason: string) => `Motivo: ${reason}`,
  claimKind: 'Clase',
} as const;

/** The table of a claim's verdicts. */
export const verdicts = {
  verdict: 'Veredicto',
  holdsFor: 'Vale para',
  assessed: 'Evaluado el',
  saidFrom: 'Dicho desde',
  ended: 'Qué lo terminó',
  asItStood: 'Como estaba',
  open: 'Abrir',
} as const;

/** How claims relate. */
export const related = {
  toOther: (relation: string) => `Esta afirmación ${relation}`,
  fromOther: (relation: string) => `Lo que otra afirmación dice de esta (${relation} ella):`,
  other: 'otra afirmación',
} as const;
