/** What a page says where it cannot do what it was asked. */
export const errors = {
  toFront: 'To the front page',
  goneTitle: 'This link is over',
  gone: 'It was used, has ended, or was replaced by a newer one. Ask for another.',
  missingTitle: 'There is nothing here',
  missing: 'Nothing, or nothing that you may see.',
  foreignTitle: 'This was not sent from here',
  foreign: 'A form of this site was sent from another one, which is not taken. Open the page here and send it again.',
  failedTitle: 'Something went wrong',
  failed: 'Nothing that you did is lost, and nothing was done by half. Try again in a moment.',
  malformedTitle: 'This cannot be taken',
  malformed: 'The request is malformed.',
  tooManyTitle: 'Too many tries',
  waitSeconds: (seconds: number) => `Wait ${seconds} seconds and try again.`,
  waitMinutes: (minutes: number) => `Wait ${minutes} minutes and try again.`,
} as const;
