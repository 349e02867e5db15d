import { expect, it } from '@jest/globals';
import { csvCell, csvOf } from './csv-cell.js';

it.each([
  ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
  ['+86 138', '"\'+86 138"'],
  ['-1', '"\'-1"'],
  ['@SUM(A1)', '"\'@SUM(A1)"'],
  ['\tcmd', '"\'\tcmd"'],
  ['＝1+1', '"\'＝1+1"'],
  ['刷课, 两次', '"刷课, 两次"'],
  [undefined, '""'],
])('given %j, then the cell is %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

it('given rows, then a table in the order of the columns, with the mark of UTF-8', () => {
  expect(csvOf(['row', 'case'], [{ row: 1 }, { case: '2026-000001', row: 2 }])).toBe(
    '\ufeff"row","case"\r\n"1",""\r\n"2","2026-000001"\r\n',
  );
});
