/** What a supervisor says once when its engine is out of reach, and once when it is back. */
export const troubleOf = (brokers: readonly string[], error: unknown): string => {
  const cause = rootOf(error);
  const told = cause instanceof Error ? cause.message : String(cause);
  return isConnection(error)
    ? `no broker of KAFKA_BROKERS (${brokers.join(', ')}) answers: ${told}`
    : told;
};

const rootOf = (error: unknown): unknown => {
  const { cause } = (error ?? {}) as { cause?: unknown };
  return cause instanceof Error ? rootOf(cause) : error;
};

const isConnection = (error: unknown): boolean => {
  const { name = '' } = rootOf(error) as Error;
  return /Connection|NumberOfRetries|BrokerNotFound|NoBroker|RequestTimeout/.test(name);
};
