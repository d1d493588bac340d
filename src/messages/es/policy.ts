/** Lo que la redacción dice de sí misma. Mientras no escriba textos propios, estos dicen a qué la obliga el programa. */
export const policy = {
  methodTitle: 'Cómo comprobamos',
  methodLead: 'Lo que está aquí es lo que este registro hace cumplir, trabaje quien trabaje en la redacción.',
  scaleTitle: 'La escala',
  rating: 'Calificación',
  meaning: 'Qué significa',
  methodSections: [
    {
      title: 'Qué se califica',
      text: [
        'Un veredicto califica una redacción de una afirmación. La redacción está encima del veredicto; si cambia, el veredicto se hace de nuevo.',
        'Un veredicto vale para unos días. Los hechos nuevos dan un segundo veredicto desde un día; el primero sigue valiendo para los días anteriores.',
        'Calificamos lo que se puede comprobar. Lo que es opinión, demasiado vago o sin interés público se rechaza, con el motivo.',
      ],
    },
    {
      title: 'Qué necesita una calificación',
      text: [
        'Dos pruebas de orígenes que no dependen el uno del otro, o una fuente primaria y un motivo escrito de por qué basta una.',
        'Lo que quien afirma dice de ello no lo prueba, salvo que la afirmación sea que esa persona dijo o hizo algo. Tampoco basta sola una fuente que no podemos nombrar.',
        'Para «No demostrado» decimos qué buscamos, a quién preguntamos y qué no se sabe.',
      ],
    },
    {
      title: 'Quién decide',
      text: [
        'Quien publica un veredicto ni lo propuso ni presentó la afirmación. Los intereses se declaran con el veredicto y están junto a él.',
        'Antes de calificar algo como «Falso», «Falso en su mayor parte» o «Engañoso» se pregunta a quien lo dijo y se le da tiempo, o escribimos por qué no. La réplica está junto a la calificación.',
      ],
    },
    {
      title: 'De dónde salió',
      text: [
        'Varios medios que reproducen una misma información son un solo origen. Un medio que informa de lo que alguien dijo no lo ha dicho él.',
        'Lo que solo inferimos va marcado como inferido, y no cuenta.',
        'El historial de un medio cuenta solo lo que elegimos comprobar. No es una nota, y no dice nada del resto de su trabajo.',
      ],
    },
  ],
  correctionsTitle: 'Cómo corregimos',
  correctionsLead: 'Decimos en qué nos equivocamos, en el mismo lugar y tan alto como lo dijimos.',
  correctionsSections: [
    {
      title: 'Cuatro cosas que le pueden pasar a un veredicto',
      text: [
        'Se enmienda un texto: un nombre, un enlace, una frase; no cambia nada de lo que el veredicto dice.',
        'Se corrige: fue un error nuestro. La calificación vieja y la nueva están una junto a otra, con el motivo.',
        'Se actualiza: los hechos cambiaron después. El veredicto viejo sigue valiendo para sus propios días.',
        'Se retira: no debió publicarse. Su dirección se queda y lo dice, con el motivo.',
      ],
    },
    {
      title: 'Quién decide',
      text: [
        'Una corrección de lo que hallamos la propone una persona y la publica otra, como un veredicto. Una retirada vale enseguida, y una segunda persona la confirma o la revoca.',
        'Una petición de corrección la responde alguien que ni propuso ni publicó el veredicto.',
      ],
    },
    {
      title: 'Qué permanece',
      text: [
        'Cada versión se puede leer en su propia dirección y en el registro público. Nada se reescribe en silencio.',
        'Solo se borran palabras donde la ley lo pide, entre dos personas; que algo se borró sigue a la vista.',
      ],
    },
  ],
  complainTitle: 'Dónde reclamar',
  aboutTitle: 'Sobre esta redacción',
  aboutLead: 'Quiénes somos y quién paga.',
  aboutMissing:
    'Esta redacción todavía no ha escrito quién es ni quién paga su trabajo. Una redacción que sigue un código de principios (IFCN, EFCSN) tiene que hacerlo.',
  aboutLedger:
    'Lo que publica se guarda en Claim Ledger, un registro al que se puede añadir y que no se puede reescribir.',
  toMethod: 'Cómo comprobamos',
  toCorrections: 'Cómo corregimos',
  toAbout: 'Quiénes somos y quién paga',
  toComplain: 'Cómo reclamar',
} as const;
