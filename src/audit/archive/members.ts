import { createReadStream } from 'node:fs';
import { extract } from 'tar-stream';

/** One file of an archive. */
export interface Member {
  readonly name: string;
  readonly bytes: Buffer;
}

/** No member of an archive is nearly as large: 256 events with all their parts are. */
const MAX_MEMBER_BYTES = 512 * 1024 * 1024;

/** It cannot be read as an archive; what was read before it stands. */
export class ArchiveMalformed extends Error {
  override readonly name = 'ArchiveMalformed';
}

/** The files of a tar, in its order. Throws ArchiveMalformed where it ends early, is no tar, or cannot be read. */
export async function* membersOf(file: string): AsyncGenerator<Member, void> {
  const source = createReadStream(file);
  const tar = extract();
  source.on('error', (error) => tar.destroy(error));
  source.pipe(tar);
  try {
    let any = false;
    for await (const entry of tar) {
      any = true;
      const { name, size = 0, type } = entry.header;
      if (type !== 'file') throw new ArchiveMalformed(`${name} is no file`);
      if (size > MAX_MEMBER_BYTES) throw new ArchiveMalformed(`${name} is larger than any member`);
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      yield { name, bytes: Buffer.concat(chunks) };
    }
    if (!any) throw new ArchiveMalformed('it is no tar, or an empty one');
  } catch (error) {
    if (error instanceof ArchiveMalformed) throw error;
    throw new ArchiveMalformed((error as Error).message, { cause: error });
  } finally {
    source.destroy();
    tar.destroy();
  }
}
