import { diffWords } from 'diff';
import type { VNode } from 'preact';
import { directionOf } from '../../messages/languages.js';
import { useLocale } from './locale.js';

interface DiffTextParts {
  readonly was: string;
  readonly is: string;
  /** BCP 47: by its words the texts are compared. */
  readonly language: string;
}

/** One text with what was inserted and deleted in it, each said before it is read aloud. */
export function DiffText({ was, is, language }: DiffTextParts): VNode {
  const { t } = useLocale();
  const changes = diffWords(was, is, { intlSegmenter: segmenterOf(language) });
  return (
    <p class="diff" lang={language} dir={directionOf(language)}>
      {changes.map(({ value, added, removed }, index) => {
        if (added)
          return (
            <ins key={index}>
              <span class="unseen">{t.compare.inserted} </span>
              {value}
            </ins>
          );
        if (removed)
          return (
            <del key={index}>
              <span class="unseen">{t.compare.deleted} </span>
              {value}
            </del>
          );
        return <span key={index}>{value}</span>;
      })}
    </p>
  );
}

/** A tag that no segmenter knows is cut as English is. */
function segmenterOf(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' });
  } catch {
    return new Intl.Segmenter('en', { granularity: 'word' });
  }
}
