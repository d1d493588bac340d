const plural = (count: number, one: string, more: string): string => (count === 1 ? one : more);

/** Dos momentos de una afirmación, uno junto al otro. */
export const compare = {
  title: (text: string) => `Comparación: ${text}`,
  lead: (from: string, to: string, count: number) =>
    count === 0
      ? `Entre ${from} y ${to} no cambió nada que usted pueda ver.`
      : `Entre ${from} y ${to} ${plural(count, 'cambió una cosa', `cambiaron ${count} cosas`)}.`,
  ours: (count: number) => plural(count, 'Una fue un error nuestro.', `${count} fueron errores nuestros.`),
  beginning: 'el comienzo',
  now: 'ahora',
  changes: 'En qué difieren',
  happened: 'Lo que pasó entretanto',
  was: (text: string) => `Antes: ${text}`,
  is: (text: string) => `Después: ${text}`,
  inserted: 'insertado:',
  deleted: 'suprimido:',
  added: (what: string) => `Añadido: ${what}`,
  removed: (what: string) => `Quitado: ${what}`,
  changed: (what: string) => `Cambiado: ${what}`,
  fromTo: (what: string, was: string, is: string) => `${what}: de ${was} a ${is}`,
  nothing: 'nada',
  openThen: 'Abrir como estaba antes',
  openNow: 'Abrir como estaba después',
  fields: {
    text: 'Redacción',
    status: 'Estado',
    kind: 'Tipo',
    language: 'Idioma',
    claimant: 'Quién la hizo',
    claimedOn: 'Día en que se hizo',
    topics: 'Temas',
    selectionReason: 'Por qué la elegimos',
    verdicts: 'Veredicto',
    evidence: 'Prueba',
    appearances: 'Lugar donde se recogió',
    independentOrigins: 'Orígenes que pudimos rastrear',
    relations: 'Relación con otra afirmación',
    disputes: 'Impugnación',
    replies: 'Réplica',
    outsideReviews: 'Hallazgo de otro verificador',
  },
} as const;

/** Un veredicto en su propia dirección. */
export const oldVerdict = {
  title: (rating: string, text: string) => `${rating}: ${text}`,
  stands: 'Este veredicto está vigente.',
  replaced: (day: string) => `Este veredicto ya no vale. Se reemplazó el ${day}.`,
  corrected: (day: string) => `Este veredicto fue un error nuestro. Se corrigió el ${day}.`,
  retracted: (day: string) => `Este veredicto se retiró el ${day}.`,
  toClaim: 'A la afirmación como está ahora',
  toNext: 'Al veredicto que ocupó su lugar',
  assessed: 'Evaluado el',
} as const;

/** Una cita: la afirmación como estaba, y qué fue de ella. */
export const cite = {
  lead: (day: string) => `Usted sigue una cita del ${day}.`,
  unchanged: 'Desde entonces no ha cambiado nada en su veredicto.',
  since: {
    'minor-correction': (day: string) => `Desde entonces, el ${day}: se enmendó un texto del veredicto.`,
    'material-correction': (day: string) => `Desde entonces, el ${day}: corregido, error nuestro.`,
    'carriers-corrected': (day: string) => `Desde entonces, el ${day}: corregimos quién la difundió.`,
    supersession: (day: string) => `Desde entonces, el ${day}: actualizado por hechos nuevos.`,
    retraction: (day: string) => `Desde entonces, el ${day}: retirado.`,
    'retraction-confirmed': (day: string) => `Desde entonces, el ${day}: se confirmó la retirada.`,
    'retraction-overturned': (day: string) => `Desde entonces, el ${day}: se revocó la retirada.`,
  },
  toNow: 'Leerla como está ahora',
  cite: 'Citar',
  how: 'Esta dirección muestra la afirmación como está aquí, y dice a quien la siga qué fue de ella desde entonces.',
  asText: (text: string, rating: string, day: string, address: string) =>
    `«${text}» Calificada como ${rating}, a ${day}. ${address}`,
} as const;

/** Pedir una corrección, y qué fue de la petición. */
export const requests = {
  title: 'Pedir una corrección',
  lead: 'Cualquiera puede. Decide, y le responde, alguien de esta redacción que ni propuso ni publicó el veredicto.',
  about: (text: string) => `Sobre: ${text}`,
  what: 'Qué está mal',
  whatHint: 'Diga qué está mal y cómo lo sabe. Como mucho 5000 caracteres.',
  contact: 'Cómo podemos encontrarle',
  contactHint: 'Si quiere. Solo lo lee esta redacción.',
  send: 'Enviar',
  empty: 'Diga qué está mal.',
  tooLong: 'Es más largo de lo que podemos admitir.',
  private: 'Lo que escriba no se publica.',
  tooMany:
    'Hubo demasiadas peticiones desde donde usted está. Espere una hora y envíela de nuevo: lo que escribió sigue abajo.',
  sentTitle: 'Tenemos su petición',
  sent: 'Guarde este recibo. Se muestra ahora y nunca más; con él verá aquí qué fue de su petición.',
  receipt: 'Recibo',
  address: 'Dónde preguntar',
  receiptTitle: 'Qué fue de su petición',
  receiptHint: 'Tal como se le dio. Se envía a este servidor y no se anota en ninguna parte.',
  ask: 'Mostrar',
  wrongReceipt: 'Aquí no hay ninguna petición con este recibo.',
  received: (day: string) => `Tenemos su petición del ${day}.`,
  undecided: 'Nadie ha decidido todavía.',
  outcome: {
    accepted: 'Usted tenía razón: se está enmendando.',
    declined: 'Se desestimó.',
    'no-error-found': 'No encontramos ningún error.',
  },
  answered: (day: string) => `Respondida el ${day}.`,
  yours: 'Lo que usted escribió',
  ours: 'Lo que respondemos',
  elsewhere:
    'También puede reclamar sobre nosotros en otro lugar: ante el código de principios que esta redacción haya firmado, si firmó alguno (IFCN, EFCSN), o ante el consejo de prensa de su país.',
  choose:
    'Para decir que un veredicto nuestro está mal, abra la afirmación y siga «Reclamar» al pie. Así llega a quienes pueden enmendarlo, y usted recibe un recibo.',
} as const;

/** El dibujo de qué se dijo cuándo y de qué días. */
export const clocks = {
  said: 'Lo que dijimos',
  world: 'Días en el mundo',
  before: 'Antes de eso',
  nothing: 'nada publicado',
  nothingStands: 'nada vigente',
  steps: {
    published: 'Primera publicación',
    updated: 'Actualizado: hechos nuevos',
    corrected: 'Corregido: error nuestro',
    retracted: 'Retirado',
  },
  sentences: {
    published: (day: string, rating: string, span: string) =>
      `Publicado por primera vez el ${day} como ${rating}, ${span}.`,
    updated: (day: string, rating: string, span: string) =>
      `Hechos nuevos el ${day}: ${rating}, ${span}. Lo dicho antes sigue valiendo para los días anteriores.`,
    corrected: (day: string, rating: string, span: string) => `Error nuestro, corregido el ${day}: ${rating}, ${span}.`,
    retracted: (day: string, rating: string, _span: string) => `Retirado el ${day}: se retiró ${rating}.`,
  },
} as const;

/** Una tarjeta en páginas ajenas. */
export const embed = {
  title: (title: string) => `Tarjeta: ${title}`,
  by: (desk: string) => `Verificado por ${desk}`,
  read: 'Leer qué se halló',
  button: 'Mostrarlo en su página',
  corrected: (day: string) => `Corregido el ${day}: fue un error nuestro.`,
  retracted: (day: string) => `Retirado el ${day}.`,
} as const;
