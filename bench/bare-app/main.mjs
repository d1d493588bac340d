import 'reflect-metadata';
import { createHash, randomBytes } from 'node:crypto';
import {
  Body,
  Controller,
  Get,
  Inject,
  Injectable,
  Module,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
} from '@nestjs/common';
import { UnauthorizedException, UseGuards, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';

/**
 * What a fresh Nest application would be that keeps claims in one table: the least that the ledger's two routes are
 * held against. Plain JavaScript, so that nothing has to be compiled: decorators are called, not written.
 */
const decorate = (type, members) => {
  for (const [name, decorators] of Object.entries(members))
    for (const decorator of decorators)
      decorator(type.prototype, name, Object.getOwnPropertyDescriptor(type.prototype, name));
};

class Claimant {}
decorate(Claimant, { name: [IsString(), Length(1, 500)], role: [IsOptional(), IsString(), Length(1, 500)] });

class SubmitClaim {}
decorate(SubmitClaim, {
  text: [IsString(), Length(1, 2000)],
  kind: [IsIn(['event', 'quantity', 'position', 'prediction', 'promise', 'other'])],
  language: [IsString(), Matches(/^[a-z]{2,3}$/)],
  claimant: [IsOptional(), IsObject(), ValidateNested(), Type(() => Claimant)],
  claimedOn: [IsOptional(), IsString(), Matches(/^\d{4}(-\d\d(-\d\d)?)?$/)],
  topics: [IsOptional(), IsArray(), ArrayMaxSize(50), IsString({ each: true })],
  selectionReason: [IsString(), Length(1, 2000)],
});

class TokenGuard {
  constructor(dataSource) {
    this.dataSource = dataSource;
  }

  async canActivate(context) {
    const request = context.switchToHttp().getRequest();
    const token = /^Bearer ([\w-]+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new UnauthorizedException();
    const digest = createHash('sha256').update(token).digest('hex');
    const [row] = await this.dataSource.query('select person from tokens where digest = $1', [digest]);
    if (!row) throw new UnauthorizedException();
    request.person = row.person;
    return true;
  }
}
Injectable()(TokenGuard);
Inject(DataSource)(TokenGuard, undefined, 0);

class ClaimsController {
  constructor(dataSource) {
    this.dataSource = dataSource;
  }

  async submit({ text, kind, language, claimant, claimedOn, topics, selectionReason }) {
    const id = v7();
    await this.dataSource.query(
      'insert into claims (id, text, kind, language, claimant, claimed_on, topics, selection_reason) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [id, text, kind, language, claimant ?? null, claimedOn ?? null, topics ?? [], selectionReason],
    );
    return { id };
  }

  async claim(id) {
    const [row] = await this.dataSource.query('select * from claims where id = $1', [id]);
    if (!row) throw new NotFoundException();
    return row;
  }
}
Controller('claims')(ClaimsController);
UseGuards(TokenGuard)(ClaimsController);
Inject(DataSource)(ClaimsController, undefined, 0);
decorate(ClaimsController, { submit: [Post()], claim: [Get(':id')] });
Body()(ClaimsController.prototype, 'submit', 0);
Reflect.defineMetadata('design:paramtypes', [SubmitClaim], ClaimsController.prototype, 'submit');
Param('id', ParseUUIDPipe)(ClaimsController.prototype, 'claim', 0);
Reflect.defineMetadata('design:paramtypes', [String], ClaimsController.prototype, 'claim');

const dataSource = await new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, poolSize: 10 }).initialize();
await dataSource.query(`create table tokens (digest text primary key, person uuid not null)`);
await dataSource.query(`create table claims (id uuid primary key, text text not null, kind text not null,
  language text not null, claimant jsonb, claimed_on text, topics text[] not null, selection_reason text not null,
  created_at timestamptz not null default now())`);
const token = randomBytes(32).toString('base64url');
await dataSource.query('insert into tokens values ($1, $2)', [createHash('sha256').update(token).digest('hex'), v7()]);

class BareModule {}
Module({ controllers: [ClaimsController], providers: [{ provide: DataSource, useValue: dataSource }] })(BareModule);
const app = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: ['error', 'warn'] });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(0, '127.0.0.1');
console.log(JSON.stringify({ url: await app.getUrl(), token }));
process.once('SIGTERM', () => app.close().then(() => dataSource.destroy()));
