/** A language's stemmer: PostgreSQL's Snowball dictionaries (its manual, 12.6.6), those that version 15 has. */
const DICTIONARIES: Readonly<Record<string, string>> = {
  ar: 'arabic',
  ca: 'catalan',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hi: 'hindi',
  hu: 'hungarian',
  hy: 'armenian',
  id: 'indonesian',
  it: 'italian',
  lt: 'lithuanian',
  nb: 'norwegian',
  ne: 'nepali',
  nl: 'dutch',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  yi: 'yiddish',
};

/** What a BCP 47 tag says of the language alone: `en` of `en-GB`. */
const primary = (language: string | null): string => language?.split('-')[0]?.toLowerCase() ?? '';

/** The stemmer for a BCP 47 language; undefined where there is none, or no language. */
export const dictionaryOf = (language: string | null): string | undefined => DICTIONARIES[primary(language)];

/** Stemmers that may know a word, by the script that it is written in; the rest are those of Latin letters. */
const SCRIPTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\p{Script=Cyrillic}/u, ['russian', 'serbian']],
  [/\p{Script=Arabic}/u, ['arabic']],
  [/\p{Script=Greek}/u, ['greek']],
  [/\p{Script=Devanagari}/u, ['hindi', 'nepali']],
  [/\p{Script=Armenian}/u, ['armenian']],
  [/\p{Script=Tamil}/u, ['tamil']],
  [/\p{Script=Hebrew}/u, ['yiddish']],
];
const OTHER_SCRIPTS = new Set(SCRIPTS.flatMap(([, names]) => names).filter((name) => name !== 'serbian'));
const LATIN = [...new Set(Object.values(DICTIONARIES))].filter((name) => !OTHER_SCRIPTS.has(name));

/** The stemmers that a word of an unknown language may be found by. */
export function dictionariesFor(word: string): readonly string[] {
  if (!/\p{L}/u.test(word)) return [];
  const found = SCRIPTS.find(([script]) => script.test(word));
  if (found) return found[1];
  return /\p{Script=Latin}/u.test(word) ? LATIN : [];
}

/** Words too common to be looked for where no dictionary says so: Ukrainian, which has none. Folded. */
export const COMMON: ReadonlySet<string> = new Set(
  'і й та що це як з із зі у в до на за від для про але або чи не ні є був була було були його її їх який яка які'.split(
    ' ',
  ),
);

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words that turn an assertion round, by language, as `fold` leaves them. The apostrophe parts `isn't`, `n'est`. */
const NEGATIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words(
    'not no never none nobody nothing neither nor without cannot isn aren wasn weren don doesn didn won wouldn hasn haven hadn couldn shouldn',
  ),
  uk: words('не ні ніколи ніхто нічого немає нема без жоден жодна жодне жодного жодної жодних неправда'),
  ru: words('не ни никогда никто ничего нет без нельзя неправда'),
  ar: words('لا لم لن ليس ليست ليسوا غير بدون دون بلا'),
  fr: words('ne n pas jamais aucun aucune rien sans ni non nul nulle'),
  de: words('nicht kein keine keinen keiner keinem keines nie niemals nichts niemand ohne'),
  es: words('no nunca jamas nadie nada ningun ninguna ninguno sin ni tampoco'),
  pt: words('nao nunca jamais ninguem nada nenhum nenhuma sem nem'),
};

/** Whether a folded word turns an assertion in that language round. */
export const isNegation = (word: string, language: string | null): boolean =>
  NEGATIONS[primary(language)]?.has(word) ?? false;

const scaled = (factor: number, text: string): [string, number][] => text.split(' ').map((word) => [word, factor]);

/** What a word behind a number multiplies it by, as `fold` leaves it; in any language. */
const MULTIPLIERS: ReadonlyMap<string, number> = new Map([
  ...scaled(100, 'hundred hundreds сотня сотні сотен сто مئة مائة'),
  ...scaled(
    1e3,
    'thousand thousands k тысяча тысячи тысяч тыс тисяча тисячі тисяч тис الف الاف الفا mille millier milliers tausend mil milhar milhares millar millares tysiecy tys',
  ),
  ...scaled(
    1e6,
    'million millions mln mn mio миллион миллиона миллионов млн мільйон мільйони мільйонів مليون ملايين millionen millon millones milhao milhoes milion milionow',
  ),
  ...scaled(
    1e9,
    'billion billions bn миллиард миллиарда миллиардов млрд мільярд мільярди мільярдів مليار مليارات milliard milliards milliarde milliarden bilhao bilhoes',
  ),
  ...scaled(1e12, 'trillion trillions trn триллион триллиона триллионов трлн трильйон трильйони трильйонів تريليون'),
]);
/** The same word for less or more elsewhere. */
const ELSEWHERE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  de: { billion: 1e12, billionen: 1e12 },
  es: { billon: 1e12, billones: 1e12 },
  fr: { billion: 1e12, billions: 1e12 },
};

/** What a folded word multiplies the number before it by; undefined where it does not. */
export const multiplierOf = (word: string, language: string | null): number | undefined =>
  ELSEWHERE[primary(language)]?.[word] ?? MULTIPLIERS.get(word);

const unit = (code: string, text: string): [string, string][] => text.split(' ').map((word) => [word, code]);

/** The unit that a sign or a word beside a number gives it, the same in every language. */
export const UNITS: ReadonlyMap<string, string> = new Map([
  ...unit(
    '%',
    '% ٪ percent pct procent prozent процент процента процентов проц відсоток відсотка відсотки відсотків بالمئة بالمائة pourcent porcento',
  ),
  ...unit('USD', '$ usd dollar dollars доллар доллара долларов долар долара доларів دولار دولارا dolares dolar'),
  ...unit('EUR', '€ eur euro euros евро євро يورو'),
  ...unit('GBP', '£ gbp pound pounds фунт фунтов фунтів'),
  ...unit('RUB', '₽ rub ruble rubles rouble roubles рубль рубля рублей рублів روبل rubel'),
  ...unit('UAH', '₴ uah hryvnia hryvnias гривна гривны гривен гривня гривні гривень'),
  ...unit(
    'km',
    'km kilometer kilometers kilometre kilometres км километр километра километров кілометр кілометрів كيلومتر كيلومترا',
  ),
  ...unit('kg', 'kg kilogram kilograms кг килограмм килограммов кілограм кілограмів كيلوغرام'),
  ...unit('t', 'ton tons tonne tonnes tonnen тонна тонны тонн тонни طن toneladas'),
  ...unit(
    'people',
    'people persons person menschen personen personnes personas pessoas человек людей людини осіб شخص اشخاص',
  ),
  ...unit(
    'soldiers',
    'soldier soldiers troops soldaten soldats soldados солдат солдата солдаты солдати солдатів военных военнослужащих військових військовослужбовців جندي جنود جنديا',
  ),
  ...unit('dead', 'dead killed deaths tote morts muertos mortos погибших убитых загиблих убитих قتيل قتلى'),
  ...unit('year', 'year years jahr jahre jahren ans annees anos год года лет рік роки років سنة سنوات عام'),
  ...unit('day', 'day days tag tage tagen jour jours dia dias день дня дней дні днів يوم ايام'),
]);

/** Languages that write a point before decimals, so that in `3.000` it parts nothing. */
const POINTS = words('en zh ja ko th he hi ta ur bn');
/** Whether a point before three digits parts thousands: where nobody said in which language, it does. */
export const pointGroups = (language: string | null): boolean => !POINTS.has(primary(language));
