import Database from '../../libs/adapters/sqlite/driver.js';

interface Row {
  readonly stream: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** Which of the words stand in stream names or domain events of a stopped server, and where. */
export const personalWordsIn = (file: string, words: readonly string[]): readonly string[] => {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const rows = database
      .prepare<[], Row>(
        `SELECT streams.name AS stream, types.name AS type, data, metadata FROM events
         JOIN streams ON streams.id = events.stream JOIN types ON types.id = events.type`,
      )
      .all();
    if (rows.length === 0) throw new Error(`${file} holds no events`);
    return rows.flatMap((row) => {
      const text = `${row.stream} ${row.data} ${row.metadata}`;
      return words.filter((word) => text.includes(word)).map((word) => `${row.type}: ${word}`);
    });
  } finally {
    database.close();
  }
};
