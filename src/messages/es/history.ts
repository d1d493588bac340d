import type { EventParts } from '../en/history.js';

const quoted = (text: string | undefined, otherwise: string) => (text === undefined ? otherwise : `«${text}»`);

/** What happened, a sentence for each type of event of a claim. */
export const history = {
  title: (text: string) => `Historia: ${text}`,
  lead: 'Qué pasó con esta afirmación, lo último primero. Elija dos momentos para compararlos.',
  compare: 'Comparar',
  asItStood: 'Abrir como estaba',
  from: 'Desde',
  to: 'Hasta',
  by: (who: string) => `por ${who}`,
  withheldPart: 'Una parte de esto no es pública.',
  otherEvent: 'Pasó algo para lo que esta página todavía no tiene palabras.',
  empty: 'No le ha pasado nada que usted pueda ver.',
  event: {
    ClaimSubmitted: ({ what }: EventParts) =>
      `La afirmación entró en el registro${what === undefined ? '' : ` (${what})`}.`,
    ClaimReworded: () => 'La afirmación recibió otra redacción.',
    ClaimTranslated: ({ language }: EventParts) =>
      `La afirmación se tradujo${language === undefined ? '' : ` al ${language}`}.`,
    ClaimantCorrected: ({ who }: EventParts) => `Se corrigió quién la hizo${who === undefined ? '' : `: ${who}`}.`,
    ClaimTagged: () => 'Se cambiaron sus temas.',
    ClaimRelated: ({ what, claim }: EventParts) =>
      `Se relacionó con otra afirmación: ${what ?? 'tiene que ver con'} ${quoted(claim, 'ella')}.`,
    ClaimUnrelated: ({ claim }: EventParts) => `Se retiró una relación con ${quoted(claim, 'otra afirmación')}.`,
    ClaimMerged: ({ claim }: EventParts) => `Se vio que repite ${quoted(claim, 'otra afirmación')}.`,
    ClaimAbsorbed: ({ claim }: EventParts) => `Se vio que ${quoted(claim, 'otra afirmación')} repite esta.`,
    ClaimSplit: ({ claim }: EventParts) => `Ya no cuenta como repetición de ${quoted(claim, 'otra afirmación')}.`,
    ClaimReleased: ({ claim }: EventParts) =>
      `${quoted(claim, 'Otra afirmación')} ya no cuenta como repetición de esta.`,
    ClaimDeclined: ({ ground }: EventParts) => `Se descartó: ${ground ?? ''}.`,
    ClaimWithdrawn: () => 'Se retiró.',
    ClaimReopened: () => 'Se abrió de nuevo.',
    AppearanceRecorded: ({ work, outlet, mode, place }: EventParts) =>
      `Se halló en ${quoted(work, 'una publicación')}${outlet === undefined ? '' : ` de ${outlet}`}, que ${mode ?? ''} ${place ?? ''}.`,
    AppearanceCorrected: ({ work, outlet, mode, place }: EventParts) =>
      `Se corrigió cómo aparece en ${quoted(work, 'una publicación')}${outlet === undefined ? '' : ` de ${outlet}`}: ${mode ?? ''} ${place ?? ''}.`,
    AppearanceWithdrawn: () => 'Se retiró un lugar en el que se decía que aparece.',
    AttributionChecked: ({ what }: EventParts) => `Se comprobó si se dijo así: ${what ?? ''}.`,
    UpstreamAttributed: ({ what, who }: EventParts) =>
      `Se registró de dónde lo tomó una publicación: ${who ?? 'una fuente'}, ${what ?? ''}.`,
    UpstreamWithdrawn: () => 'Se retiró de dónde se decía que lo tomó una publicación.',
    EvidenceAttached: ({ what, work }: EventParts) =>
      `Se añadió una prueba (${what ?? ''}): ${quoted(work, 'un elemento')}.`,
    EvidenceCorrected: ({ what, work }: EventParts) =>
      `Se corrigió una prueba (${what ?? ''}): ${quoted(work, 'un elemento')}.`,
    EvidenceWithdrawn: () => 'Se retiró una prueba.',
    NoteAdded: () => 'Se añadió una nota.',
    ReviewAssigned: ({ who, day }: EventParts) =>
      `Se pidió a ${who ?? 'alguien'} que la verificara${day === undefined ? '' : `, hasta ${day}`}.`,
    ReviewReleased: ({ who }: EventParts) => `${who ?? 'Alguien'} dejó de verificarla.`,
    SecondRatingRecorded: ({ rating }: EventParts) => `Una segunda persona la calificó: ${rating ?? ''}.`,
    VerdictProposed: ({ rating }: EventParts) => `Se propuso un veredicto: ${rating ?? ''}.`,
    VerdictProposalWithdrawn: () => 'La propuesta se retiró.',
    VerdictSentBack: () => 'La propuesta se devolvió.',
    VerdictPublished: ({ rating }: EventParts) =>
      `El veredicto se publicó${rating === undefined ? '' : `: ${rating}`}.`,
    VerdictTranslated: ({ language }: EventParts) =>
      `El veredicto se tradujo${language === undefined ? '' : ` al ${language}`}.`,
    VerdictSuperseded: ({ rating }: EventParts) =>
      `Hechos nuevos: otro veredicto ocupó el lugar de ${rating ?? 'el anterior'}.`,
    VerdictCorrected: ({ what }: EventParts) =>
      what === 'minor'
        ? 'Error nuestro: se enmendó un texto del veredicto.'
        : 'Error nuestro: se corrigió el veredicto.',
    VerdictRetracted: () => 'El veredicto se retiró.',
    RetractionConfirmed: () => 'Una segunda persona confirmó la retirada.',
    RetractionOverturned: () => 'Una segunda persona anuló la retirada: el veredicto vuelve a valer.',
    VerdictExpired: ({ day }: EventParts) => `El veredicto caducó: valía hasta ${day ?? 'su último día'}.`,
    PublicationWithheld: ({ ground }: EventParts) => `La afirmación dejó de ser pública ${ground ?? ''}.`,
    WithholdingConfirmed: () => 'Una segunda persona confirmó que no es pública.',
    WithholdingLifted: () => 'Vuelve a ser pública.',
    OutsideReviewRecorded: ({ who }: EventParts) => `Se registró qué halló ${who ?? 'otro verificador'}.`,
    OutsideReviewChanged: ({ who }: EventParts) => `Cambió lo que halló ${who ?? 'otro verificador'}.`,
    OutsideReviewWithdrawn: () => 'Se retiró lo que halló otro verificador.',
    DisputeOpened: ({ who }: EventParts) => `El veredicto fue disputado por ${who ?? 'alguien'}.`,
    DisputeDecided: ({ what }: EventParts) => `La disputa se decidió: ${what ?? ''}.`,
    DisputeWithdrawn: () => 'La disputa se retiró.',
    ReplyRequested: ({ who }: EventParts) => `Se pidió una respuesta a ${who ?? 'alguien'}.`,
    ReplyReceived: ({ who }: EventParts) => `Respondió ${who ?? 'alguien'}.`,
    CorrectionRequested: () => 'Alguien pidió una corrección.',
    CorrectionRequestAnswered: () => 'Se respondió a una petición de corrección.',
  },
} as const;
