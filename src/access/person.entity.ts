import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person's name and address, outside the ledger so that they can be erased; the ledger knows only the identifier. */
@Entity({ schema: 'access', name: 'people' })
export class PersonEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  email: string | null;
}
