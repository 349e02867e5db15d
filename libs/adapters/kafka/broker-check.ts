import type { Admin, Kafka } from 'kafkajs';

/** Whether any broker answers, for readiness. */
export class BrokerCheck {
  private connected: Promise<Admin> | undefined;

  constructor(private readonly kafka: Kafka) {}

  /** Rejects when none does. */
  async check(): Promise<void> {
    this.connected ??= this.connect();
    try {
      await (await this.connected).describeCluster();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const admin = await this.connected?.catch(() => undefined);
    this.connected = undefined;
    await admin?.disconnect().catch(() => undefined);
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }
}
