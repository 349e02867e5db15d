import { Module } from '@nestjs/common';
import { KafkaIntake } from './kafka-intake.js';
import { RecordIntake } from './record-intake.js';

/** Events in over Kafka; nothing happens here without `KAFKA_BROKERS`. */
@Module({ providers: [RecordIntake, KafkaIntake], exports: [KafkaIntake] })
export class KafkaIntakeModule {}
