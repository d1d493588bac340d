import { normaliseName } from '../kernel/names.js';

/**
 * Names that name nobody, by language (BCP 47): what is typed where a source is unknown or anonymous. Which senses they have
 * is ONIX Code List 19, "Unnamed person(s)" (EDItEUR), 01 unknown and 02 anonymous; the spellings are this project's own.
 */
const NOBODY: Readonly<Record<string, string>> = {
  en: 'anonymous|anon|anonymous source|anonymous sources|anonymous author|unknown|unknown author|unknown source|author unknown|source unknown|unnamed|unnamed source|unnamed sources|unidentified|unidentified source|not known|nobody|no author|n/a|none|internet|the internet|social media|social networks',
  de: 'anonym|anonymus|anonyme quelle|unbekannt|unbekannter autor|autor unbekannt|unbekannte quelle|quelle unbekannt|ungenannt|namenlos|keine angabe|k.a|niemand|soziale medien|soziale netzwerke',
  fr: 'anonyme|source anonyme|auteur anonyme|inconnu|inconnue|auteur inconnu|source inconnue|non identifié|sans auteur|réseaux sociaux',
  es: 'anónimo|anonimo|fuente anónima|autor anónimo|desconocido|desconocida|autor desconocido|fuente desconocida|no identificado|sin autor|redes sociales',
  pt: 'anônimo|anónimo|fonte anônima|fonte anónima|autor anônimo|desconhecido|autor desconhecido|fonte desconhecida|não identificado|sem autor|redes sociais',
  it: 'anonimo|fonte anonima|autore anonimo|ignoto|sconosciuto|autore sconosciuto|fonte sconosciuta|non identificato|senza autore|social network',
  nl: 'anoniem|anonieme bron|onbekend|onbekende auteur|auteur onbekend|onbekende bron|bron onbekend|sociale media',
  sv: 'anonym|anonym källa|okänd|okänd författare|okänd källa|sociala medier',
  da: 'anonym|anonym kilde|ukendt|ukendt forfatter|ukendt kilde|sociale medier',
  nb: 'anonym|anonym kilde|ukjent|ukjent forfatter|ukjent kilde|sosiale medier',
  fi: 'anonyymi|nimetön|tuntematon|tuntematon tekijä|tuntematon lähde|sosiaalinen media',
  pl: 'anonim|anonimowe źródło|anonimowy|nieznany|nieznany autor|autor nieznany|nieznane źródło|media społecznościowe',
  cs: 'anonym|anonymní|anonymní zdroj|neznámý|neznámý autor|neznámý zdroj|sociální sítě',
  ro: 'anonim|sursă anonimă|necunoscut|autor necunoscut|sursă necunoscută|rețele sociale',
  hu: 'névtelen|anonim|névtelen forrás|ismeretlen|ismeretlen szerző|ismeretlen forrás|közösségi média',
  tr: 'anonim|anonim kaynak|bilinmiyor|bilinmeyen|bilinmeyen kaynak|yazarı bilinmiyor|sosyal medya',
  el: 'ανώνυμος|ανώνυμη πηγή|άγνωστος|άγνωστος συγγραφέας|άγνωστη πηγή|μέσα κοινωνικής δικτύωσης',
  uk: 'анонім|анонімно|анонімний|анонімне джерело|анонімний автор|невідомий|невідомо|невідомий автор|автор невідомий|невідоме джерело|соціальні мережі|соцмережі',
  ru: 'аноним|анонимно|анонимный|анонимный источник|анонимный автор|неизвестен|неизвестный|неизвестно|неизвестный автор|автор неизвестен|неизвестный источник|социальные сети|соцсети',
  bg: 'анонимен|анонимен източник|неизвестен|неизвестен автор|неизвестен източник|социални мрежи',
  sr: 'анониман|анонимни извор|непознат|непознат аутор|непознат извор|anoniman|nepoznat|nepoznat autor|nepoznat izvor',
  ar: 'مجهول|مصدر مجهول|مؤلف مجهول|كاتب مجهول|غير معروف|مصدر غير معروف',
  fa: 'ناشناس|منبع ناشناس|نامشخص|نویسنده ناشناس',
  he: 'אנונימי|מקור אנונימי|לא ידוע|מקור לא ידוע|מחבר לא ידוע',
  hi: 'अज्ञात|अनाम|गुमनाम|अज्ञात स्रोत|अज्ञात लेखक',
  id: 'anonim|sumber anonim|tidak diketahui|tidak dikenal|penulis tidak diketahui|sumber tidak diketahui|media sosial',
  vi: 'ẩn danh|nguồn ẩn danh|vô danh|không rõ|không rõ tác giả|khuyết danh|mạng xã hội',
  ja: '匿名|不明|作者不明|出典不明|名無し',
  zh: '匿名|不详|不明|佚名|未知|来源不明|來源不明|作者不详|网友|網友',
  ko: '익명|무명|미상|작자 미상|출처 불명|알 수 없음',
};

const NAMES: ReadonlySet<string> = new Set(
  Object.values(NOBODY).flatMap((names) => names.split('|').map(normaliseName)),
);

/** Whether a name names nobody, as "anonymous" and "unknown author" do: two of them are not two origins, nor one. */
export const namesNobody = (name: string): boolean => NAMES.has(normaliseName(name));
