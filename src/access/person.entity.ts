import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person's name and address, outside the ledger so that they can be erased; the ledger knows only the identifier. */
@Entity({ schema: 'access', name: 'people' })
export class PersonEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  /** By which they sign in, in lower case; nobody else has it. */
  @Column('text', { nullable: true })
  email: string | null;

  /** Whether somebody else than the person vouches for the address: who invited them, or their OpenID provider. */
  @Column('boolean', { name: 'email_verified', default: false })
  emailVerified: boolean;
}
