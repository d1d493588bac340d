/** Lo que dice una página que no puede hacer lo que se le pide. */
export const errors = {
  toFront: 'Ir a la portada',
  goneTitle: 'Este enlace ya no sirve',
  gone: 'Se usó, caducó o lo reemplazó otro más nuevo. Pida otro.',
  missingTitle: 'Aquí no hay nada',
  missing: 'Nada, o nada que usted pueda ver.',
  foreignTitle: 'Esto no se envió desde aquí',
  foreign: 'Un formulario de este sitio llegó desde otro, y así no se acepta. Abra la página aquí y envíelo de nuevo.',
  failedTitle: 'Algo falló',
  failed: 'No se perdió nada de lo que hizo, y nada quedó a medias. Inténtelo de nuevo en un momento.',
  malformedTitle: 'Esto no se puede aceptar',
  malformed: 'La petición está mal formada.',
  tooManyTitle: 'Demasiados intentos',
  waitSeconds: (seconds: number) => `Espere ${seconds} segundos e inténtelo de nuevo.`,
  waitMinutes: (minutes: number) => `Espere ${minutes} minutos e inténtelo de nuevo.`,
} as const;
