import { describe, expect, it } from '@jest/globals';
import { inLatin, soundsFor, soundsOf } from './latin.js';
import { fold } from './terms.js';

const alike = (query: string, word: string): boolean =>
  soundsFor(fold(query)).some((sound) => soundsOf(fold(word)).includes(sound));

describe('The sound of a name', () => {
  it.each([
    ['Zelensky', 'Зеленський'],
    ['Zelenskyy', 'Зеленский'],
    ['Putin', 'Путин'],
    ['Tsipras', 'Τσίπρας'],
    ['Papandreou', 'Παπανδρέου'],
    ['Shcherbakov', 'Щербаков'],
    ['Scherbakow', 'Щербаков'],
    ['Lukashenko', 'Лукашенко'],
    ['Yahodzinska', 'Ягодзінська'],
    ['Pashinyan', 'Պաշինյան'],
    ['Saakashvili', 'სააკაშვილი'],
    ['Lawrow', 'Лавров'],
    ['Путін', 'Путин'],
    ['Zelensky', 'زيلينسكي'],
    ['Netanyahu', 'نتنياهو'],
    ['Navalny', 'نافالني'],
  ])('is one in two scripts: %s and %s', (query, word) => {
    expect(alike(query, word)).toBe(true);
  });

  it.each([
    ['Kuleba', 'Кулеша'],
    ['Putin', 'Путешествие'],
    ['Merkel', 'Макрон'],
    ['Iran', 'Иран'.slice(0, 2)],
  ])('is not one where the names differ: %s and %s', (query, word) => {
    expect(alike(query, word)).toBe(false);
  });

  it('is kept for words in other scripts alone', () => {
    expect([soundsOf('zelensky'), inLatin('zelensky'), soundsOf('3000'), soundsFor('')]).toEqual([[], null, [], []]);
    expect(inLatin('путин')).toBe('putin');
  });
});
