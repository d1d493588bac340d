import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { expiryJob } from './expiry.js';
import { Schedule } from './schedule.js';

const SCHEDULES = Symbol('schedules');

/** What the ledger does by itself, as time passes. */
@Module({})
export class SchedulesModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** @param everyMs how long each rests between two turns */
  static every(everyMs: number): DynamicModule {
    return {
      module: SchedulesModule,
      imports: [CqrsModule],
      providers: [
        {
          provide: SCHEDULES,
          useFactory: (dataSource: DataSource, bus: CommandBus): Schedule[] => {
            const pool = poolOf(dataSource);
            return [new Schedule(pool, expiryJob(pool, bus), everyMs)];
          },
          inject: [DataSource, CommandBus],
        },
      ],
    };
  }

  constructor(@Inject(SCHEDULES) private readonly schedules: readonly Schedule[]) {}

  onApplicationBootstrap(): void {
    this.schedules.forEach((schedule) => schedule.start());
  }

  /** Before the ledger and its connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.schedules.map((schedule) => schedule.stop()));
  }
}
