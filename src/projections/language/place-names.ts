import { termsOf } from './terms.js';

/** A name of a place in words as they are compared, and the language that it is in; null where it is in several. */
export interface PlaceName {
  readonly words: readonly string[];
  readonly language: string | null;
}

/** Languages whose names of countries are known, from the CLDR data that Node.js carries (Unicode licence; nothing to install). */
const LANGUAGES = ['en', 'uk', 'ru', 'ar', 'fr', 'de', 'es', 'pt', 'pl', 'it', 'nl', 'tr', 'ja', 'zh'] as const;
/** Reserved or private codes, and groupings, which are no places of their own. */
const NO_PLACES = /^(?:A[ACN]|C[PQ]|DG|E[AZ]|IC|Q\w|SU|T[A]|UK|X[A-JL-Z]|ZZ)$/;

/**
 * Names that CLDR has not: those that a country had, or is called by in the news, each with one that CLDR has; and capitals
 * that are written in more than one way. One place a line.
 */
const OTHERS = `Türkiye|Turkey
Czechia|Czech Republic|Česko|Česká republika|República Checa|Чеська Республіка|Чешская Республика
Côte d’Ivoire|Ivory Coast
Myanmar|Burma|Birmanie|Бирма|Бірма
Eswatini|Swaziland
North Macedonia|Macedonia
Netherlands|Holland|Голландия|Голландія
Cape Verde|Cabo Verde
United States|USA|United States of America|États-Unis d’Amérique|EE. UU.|США|Соединённые Штаты Америки|Сполучені Штати Америки|Estados Unidos da América|EUA
United Kingdom|UK|Great Britain|Britain|Grande-Bretagne|Großbritannien|Gran Bretaña|Grã-Bretanha|بريطانيا
United Arab Emirates|UAE|ОАЭ|ОАЕ
South Korea|Republic of Korea|Южная Корея|Республіка Корея
North Korea|DPRK|КНДР
Belarus|Belorussia|Byelorussia|Белоруссия|Білорусія
Moldova|Moldavia|Молдавия|Молдавія
Russia|Russian Federation|Российская Федерация|Російська Федерація
China|People’s Republic of China|КНР
Democratic Republic of the Congo|Congo - Kinshasa|DRC|DR Congo|Zaire
Palestinian Territories|Palestine|Палестина|فلسطين|Palästina|Palestina
Iran|Persia
Kyiv|Kiev|Київ|Киев|Kiew|Kijów|Kyjev|كييف|基辅|キーウ|キエフ
Moscow|Moskva|Москва|Moskau|Moscou|Moscú|Moscovo|Mosca|Moskwa|موسكو|莫斯科|モスクワ
Beijing|Peking|Pékin|Pekín|Pequim|Пекин|Пекін|بكين|北京
Warsaw|Warszawa|Warschau|Varsovie|Varsovia|Варшава|وارسو|华沙
Vienna|Wien|Vienne|Viena|Відень|Вена|فيينا|维也纳
Prague|Praha|Prag|Praga|Прага|براغ|布拉格
Lisbon|Lisboa|Lissabon|Lisbonne|Лиссабон|Лісабон|لشبونة|里斯本
Rome|Roma|Rom|Рим|روما|罗马
Athens|Athen|Athènes|Atenas|Αθήνα|Афины|Афіни|أثينا|雅典
Brussels|Bruxelles|Brüssel|Brussel|Bruselas|Bruxelas|Брюссель|بروكسل|布鲁塞尔
Copenhagen|København|Kopenhagen|Copenhague|Копенгаген|كوبنهاغن|哥本哈根
The Hague|Den Haag|La Haye|La Haya|Гаага|لاهاي|海牙
Bucharest|București|Bukarest|Bucarest|Bucareste|Бухарест|بوخارست
Belgrade|Beograd|Belgrad|Belgrado|Београд|Белград|بلغراد
Tbilisi|Tiflis|თბილისი|Тбилиси|Тбілісі|تبليسي
Yerevan|Erevan|Jerewan|Երևան|Ереван|Єреван|يريفان
Chisinau|Chișinău|Kishinev|Кишинев|Кишинёв|Кишинів
Astana|Nur-Sultan|Астана|Нур-Султан
Jerusalem|Al-Quds|القدس|ירושלים|Иерусалим|Єрусалим|Jérusalem|Jerusalén|Jerusalém|耶路撒冷
Tehran|Teheran|Téhéran|تهران|طهران|Тегеран|德黑兰
Damascus|Damas|Damaskus|Damasco|دمشق|Дамаск|大马士革
Cairo|Le Caire|Kairo|El Cairo|القاهرة|Каир|Каїр|开罗
Baghdad|Bagdad|بغداد|Багдад|巴格达
Riyadh|Riad|Riyad|الرياض|Эр-Рияд|Ер-Ріяд|利雅得
Doha|الدوحة|Доха|多哈
Algiers|Alger|Algier|Argel|الجزائر العاصمة
New Delhi|Neu-Delhi|Nueva Delhi|Nova Deli|Нью-Дели|Нью-Делі|نيودلهي|新德里
Mumbai|Bombay|Бомбей|Мумбаи
Yangon|Rangoon|Rangun|仰光
Ho Chi Minh City|Saigon|Сайгон|Хошимин
Pyongyang|Pjöngjang|Пхеньян|Пхен’ян|평양|平壤|بيونغ يانغ
Seoul|Séoul|Seúl|서울|Сеул|首尔|سول
Tokyo|Tokio|Tóquio|東京|东京|Токио|Токіо|طوكيو
Mexico City|Ciudad de México|Mexiko-Stadt|Cidade do México|Мехико|Мехіко|墨西哥城
Havana|La Habana|La Havane|Havanna|Гавана|哈瓦那
Kharkiv|Kharkov|Харків|Харьков|Charkiw|Járkov|خاركيف
Odesa|Odessa|Одеса|Одесса
Lviv|Lvov|Lwów|Lemberg|Львів|Львов
Dnipro|Dnepropetrovsk|Дніпро|Днепр|Днепропетровск
Chornobyl|Chernobyl|Tschernobyl|Tchernobyl|Чорнобиль|Чернобыль|تشيرنوبيل
Saint Petersburg|St. Petersburg|Sankt Petersburg|Saint-Pétersbourg|San Petersburgo|Санкт-Петербург|圣彼得堡
Geneva|Genève|Genf|Ginebra|Genebra|Женева|جنيف|日内瓦`;

const keyOf = (words: readonly string[]): string => words.join(' ');

/** Shorter than this a name is a word of its own in too many languages: `US`. Own names are chosen with care. */
const isTelling = (name: string): boolean => (/\p{Script=Latin}/u.test(name) ? name.length > 3 : name.length > 1);

function named(name: string, language: string | null): PlaceName {
  const terms = termsOf(name, language);
  return { words: terms.filter(({ place }, i) => terms[i - 1]?.place !== place).map(({ word }) => word), language };
}

/** The names of each country by its code. */
function countries(): PlaceName[][] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters
    .flatMap((one) => letters.map((other) => `${one}${other}`))
    .filter((code) => !NO_PLACES.test(code));
  const ways = LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).map(
      (style) => [language, new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' })] as const,
    ),
  );
  return codes.map((code) =>
    ways.flatMap(([language, names]) => {
      const name = names.of(code)?.replace(/\s*\(.*\)/, '');
      return name !== undefined && isTelling(name) ? [named(name, language)] : [];
    }),
  );
}

/** Places by each of their names. */
function placesByName(): ReadonlyMap<string, readonly PlaceName[]> {
  const places = new Map<string, Map<string, PlaceName>>();
  const add = (names: readonly PlaceName[]): void => {
    const known = names.flatMap(({ words }) => [...(places.get(keyOf(words))?.values() ?? [])]);
    const all = new Map([...known, ...names].map((name) => [keyOf(name.words), name]));
    for (const key of all.keys()) places.set(key, all);
  };
  for (const names of countries()) add(names);
  for (const line of OTHERS.split('\n')) add(line.split('|').map((name) => named(name, null)));
  return new Map([...places].map(([key, names]) => [key, [...names.values()]]));
}

/** Read when first asked for: a program that answers no search needs none of it. */
let places: ReadonlyMap<string, readonly PlaceName[]> | undefined;
/** As many words as any name has that is looked for. */
export const MAX_NAME_WORDS = 5;

/** The other names of the country or city that some words are a name of; none where they are none. */
export function otherPlaceNames(words: readonly string[]): readonly PlaceName[] {
  places ??= placesByName();
  const key = keyOf(words);
  return (places.get(key) ?? []).filter((name) => keyOf(name.words) !== key);
}
