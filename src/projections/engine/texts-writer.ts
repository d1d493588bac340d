import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { LedgerEvent } from '../../ledger/ledger.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import { lexemesOf, tokenized, stemmedIn, vectorOf, type Tokenized } from '../language/lexemes.js';
import { stemsOf, type Stems } from '../language/stems.js';
import { formKey } from '../language/form.js';
import type { Generation } from './generations.js';
import { chunksOf, sendAll } from './pipeline.js';
import { generationTableOf } from './tables.js';
import { counting, docsFrom, lexemeIsNoWord, removeTexts, renewDocs } from './texts-docs.js';
import { publishing, publishTexts, type TouchedRows } from './texts-publisher.js';
import { hasPublicTexts, textsOf, textTablesFor, textTablesOf, type KeptText, type TextTables } from './texts.js';

const staffTablesOf = ({ projection, number }: Generation): TextTables =>
  textTablesFor(generationTableOf(projection, number), 'staff');

/** Writes what a page of events makes of a generation's texts, in the page's transaction, which has its rows already. */
export async function writeTexts(
  client: PoolClient,
  build: Generation,
  events: readonly Recorded[],
  touched: TouchedRows,
): Promise<void> {
  if (!build.projection.texts) return;
  const made = events.flatMap((event) => textsOf(build.projection, event)).map(tokenized);
  const erased = events.flatMap(erasedBy);
  // Erased first: what this page erases and also made has no words any more, and made no text.
  if (erased.length > 0) await removeErased(client, build, erased);
  if (made.length > 0) await insertTexts(client, build, made);
  if (build.backfilled && hasPublicTexts(build.projection)) await publishTexts(client, build, touched);
}

const erasedBy = (event: Recorded): readonly number[] =>
  event.type === 'PayloadErased'
    ? (event.facts as Extract<LedgerEvent, { type: 'PayloadErased' }>['facts']).positions
    : [];

async function insertTexts(client: PoolClient, build: Generation, made: readonly Tokenized<KeptText>[]): Promise<void> {
  const tables = staffTablesOf(build);
  const stems = await stemsOf(client, stemmedIn(made));
  await sendAll(client, insertStatements(tables.texts, made, stems));
  if (!build.backfilled) return;
  await renewDocs(client, tables, [...new Set(made.map(({ key }) => key))]);
  await countWords(client, tables, made);
}

/** Texts as JSON has their rows, and the types of these. */
export function* textRows(made: readonly Tokenized<KeptText>[], stems: Stems): Generator<object> {
  for (const text of made) {
    const { position, part, key, language, verdictId = null, names = null, terms } = text;
    const form = formKey(text.text, language, terms).toString('hex');
    const vector = vectorOf(lexemesOf(text, stems));
    yield { position, part, key, language, verdict_id: verdictId, names, form, vector };
  }
}
export const TEXT_RECORD =
  'position bigint, part text, key uuid, language text, verdict_id uuid, names uuid, form text, vector tsvector';

function* insertStatements(texts: string, made: readonly Tokenized<KeptText>[], stems: Stems): Generator<QueryConfig> {
  for (const chunk of chunksOf(textRows(made, stems))) {
    yield {
      name: `views-texts-${texts}`,
      text: `insert into ${texts} (position, part, key, language, verdict_id, names, form, vector)
        select position, part, key, language, verdict_id, names, decode(form, 'hex'), vector
        from jsonb_to_recordset($1::jsonb) as t(${TEXT_RECORD})`,
      values: [chunk],
    };
  }
}

/** Adds the words of new texts, each once a text, to the vocabulary. */
async function countWords(
  client: PoolClient,
  { words }: TextTables,
  made: readonly Tokenized<KeptText>[],
): Promise<void> {
  const counted = new Map<string, { texts: number; first: number }>();
  for (const text of made) {
    for (const word of new Set(lexemesOf(text).map(({ lexeme }) => lexeme))) {
      if (lexemeIsNoWord(word)) continue;
      const { texts, first } = counted.get(word) ?? { texts: 0, first: text.position };
      counted.set(word, { texts: texts + 1, first: Math.min(first, text.position) });
    }
  }
  const found = [...counted];
  await client.query({
    name: `views-words-${words}`,
    text: `insert into ${words} as w (word, texts, first) select * from unnest($1::text[], $2::integer[], $3::bigint[])
      on conflict (word) do update set texts = w.texts + excluded.texts, first = least(w.first, excluded.first)`,
    values: [found.map(([word]) => word), found.map(([, { texts }]) => texts), found.map(([, { first }]) => first)],
  });
}

/** Backfills what follows from all texts of a generation that has none of it yet, in the caller's transaction. */
export async function backfillTexts(client: PoolClient, build: Generation): Promise<void> {
  const { projection, number } = build;
  if (hasPublicTexts(projection)) await client.query(publishing(build, 'true'));
  for (const tables of textTablesOf(projection, generationTableOf(projection, number))) {
    await client.query(`insert into ${tables.docs} (key, last, gated, vector) ${docsFrom(tables)}`);
    await client.query(counting(tables, tables.texts));
  }
}

/**
 * Takes away the texts of whatever was erased, of a generation that cannot get as far as the erasure: before a corrupt event it
 * may stand for ever. Once it gets there it finds nothing left to take away.
 */
export async function removeErasedTexts(pool: Pool, build: Generation): Promise<void> {
  if (!build.projection.texts) return;
  const client = await pool.connect();
  try {
    await client.query('begin');
    // Whoever feeds or backfills it locks this first, too.
    const { rows } = await client.query<{ gathered: boolean }>(
      'select gathered from views.projections where id = $1 for update',
      [build.id],
    );
    const erased = await client.query<{ position: string }>(
      `select distinct t.position from ${staffTablesOf(build).texts} t join ledger.erasures e on e.position = t.position`,
    );
    const positions = erased.rows.map(({ position }) => Number(position));
    if (positions.length > 0)
      await removeErased(client, { ...build, backfilled: rows[0]?.gathered ?? false }, positions);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function removeErased(client: PoolClient, build: Generation, positions: readonly number[]): Promise<void> {
  const { projection, number, backfilled } = build;
  for (const tables of textTablesOf(projection, generationTableOf(projection, number)))
    await removeTexts(client, tables, 'position = any($1)', positions, backfilled);
}
