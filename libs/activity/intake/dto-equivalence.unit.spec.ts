import { describe, expect, it } from '@jest/globals';
import { plainToInstance, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
  validateSync,
} from 'class-validator';
import fc from 'fast-check';
import 'reflect-metadata';
import { checkData } from './check-data.js';

/** Unlike `@IsOptional()`, null is a value: it is refused. */
const MayBeMissing = () => ValidateIf((_, value) => value !== undefined);

class Geo {
  @IsNumber()
  @Min(-90)
  @Max(90)
  lat!: number;

  @IsNumber()
  @Min(-180)
  @Max(180)
  lon!: number;

  @MayBeMissing()
  @IsNumber()
  @Min(0)
  accuracyM?: number;
}

class Client {
  @MayBeMissing()
  @IsString()
  @IsNotEmpty()
  ip?: string;

  @MayBeMissing()
  @IsString()
  userAgent?: string;

  @MayBeMissing()
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  deviceId?: string;

  @MayBeMissing()
  @IsObject()
  @ValidateNested()
  @Type(() => Geo)
  geo?: Geo;
}

class Common {
  @MayBeMissing()
  @IsString()
  @IsNotEmpty()
  offering?: string;

  @MayBeMissing()
  @IsString()
  @IsNotEmpty()
  activity?: string;

  @MayBeMissing()
  @IsString()
  @IsNotEmpty()
  session?: string;

  @MayBeMissing()
  @IsObject()
  @ValidateNested()
  @Type(() => Client)
  client?: Client;
}

class Heartbeat extends Common {
  @IsNumber()
  @Min(0)
  positionSec!: number;

  @MayBeMissing()
  @IsNumber()
  @Min(0)
  rate?: number;

  @MayBeMissing()
  @IsInt()
  @Min(0)
  seq?: number;

  @MayBeMissing()
  @IsBoolean()
  foreground?: boolean;
}

class SignedIn extends Common {
  @IsString()
  @IsNotEmpty()
  meeting!: string;

  @IsIn(['qr', 'location', 'gesture', 'photo', 'code', 'live'])
  method!: string;

  @MayBeMissing()
  @IsString()
  @Matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  tokenIssuedAt?: string;
}

class Completed extends Common {
  @IsNumber()
  @Min(0)
  @Max(1)
  progress!: number;
}

const TYPES = {
  'probity.video.heartbeat.v1': Heartbeat,
  'probity.attendance.signed_in.v1': SignedIn,
  'probity.video.completed.v1': Completed,
};

/** Values at and around every border, right and wrong. */
const aNumber = fc.constantFrom<unknown>(0, 1, -1, 0.5, 1.5, 90, 91, -181, 1e9, '1', null, true);
const aText = fc.constantFrom<unknown>(
  '',
  'x',
  '中',
  'd'.repeat(128),
  'd'.repeat(129),
  1,
  null,
  {},
);
const optional = { requiredKeys: [] };
const geo = fc.record({ lat: aNumber, lon: aNumber, accuracyM: aNumber }, optional);
const client = fc.record(
  {
    ip: aText,
    userAgent: aText,
    deviceId: aText,
    geo: fc.oneof(geo, fc.constantFrom<unknown>(null, 'x', 3)),
  },
  optional,
);
const data = fc.record(
  {
    offering: aText,
    session: aText,
    client: fc.oneof(client, fc.constantFrom<unknown>(null, 'x', 3)),
    positionSec: aNumber,
    rate: aNumber,
    seq: aNumber,
    foreground: fc.constantFrom<unknown>(true, false, 0, 'true', null),
    meeting: aText,
    method: fc.constantFrom<unknown>('qr', 'live', 'QR', '', 1, null),
    tokenIssuedAt: fc.constantFrom<unknown>('2026-03-02T00:00:00Z', '2026-03-02', '', 5, null),
    progress: aNumber,
    brand: fc.constantFrom<unknown>('new', null, [1]),
  },
  optional,
);

describe('compiled schemas beside decorated classes', () => {
  it.each(Object.entries(TYPES))(
    'given any data of %s, when checked both ways, then both take it or both refuse it',
    (type, Dto) => {
      fc.assert(
        fc.property(data, (value) => {
          const byClass =
            validateSync(plainToInstance(Dto as new () => object, value)).length === 0;
          expect(checkData(type, { data: value }) === undefined).toBe(byClass);
        }),
        { numRuns: 2000 },
      );
    },
  );
});
