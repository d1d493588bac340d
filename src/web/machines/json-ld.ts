/**
 * Data as the text of a script element: nothing in it can end the element, or begin another (HTML, section 13.1.2.6), and it
 * stays the same JSON.
 */
export const jsonForScript = (data: object): string =>
  JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
