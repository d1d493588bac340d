import type { FastifyRequest } from 'fastify';
import { languageOf, type Language } from '../messages/languages.js';

const LANGUAGE_COOKIE = /(?:^|;\s*)language=([a-z]{2})/;
const YEAR_SECONDS = 31_536_000;

/** The language that an address asks for by `lang`; undefined where it asks for none of ours. */
export function askedLanguage({ query }: Pick<FastifyRequest, 'query'>): Language | undefined {
  const { lang } = (query ?? {}) as Readonly<Record<string, unknown>>;
  return typeof lang === 'string' ? languageOf(lang) : undefined;
}

/** In which language somebody reads: as the address asks, as was chosen before, as the browser prefers, else English. */
export function readerLanguage(request: Pick<FastifyRequest, 'query' | 'headers'>): Language {
  const { cookie = '', 'accept-language': preferences = '' } = request.headers;
  return askedLanguage(request) ?? languageOf(LANGUAGE_COOKIE.exec(cookie)?.[1]) ?? preferred(preferences) ?? 'en';
}

/** Keeps a language for the pages that follow. */
export const languageCookie = (language: Language): string =>
  `language=${language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;

/** The first of our languages by the weights that a browser gives (RFC 9110 section 12.5.4). */
function preferred(header: string): Language | undefined {
  const weighted = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const weight = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean);
      return { language: languageOf(tag), weight: weight === undefined ? 1 : Number(weight) };
    })
    .sort((a, b) => b.weight - a.weight);
  return weighted.find(({ language, weight }) => language !== undefined && weight > 0)?.language;
}
