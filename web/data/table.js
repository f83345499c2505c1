/**
 * A table as text, from a file or a spreadsheet, and the points it holds.
 *
 * Cells are read as RFC 4180 has them, with comma, semicolon or tab, strictly: what is wrong is told by line and column. (d3-dsv
 * takes a stray or unclosed quotation mark for data, down to the end of the file, and knows no lines; Papa Parse is 7 kB.)
 */

export const MOST_ROWS = 20_000;
export const MOST_COLUMNS = 16;
export const MOST_CLASSES = 10;

/** Characters of a name the engine takes. */
const LONGEST_NAME = 40;

/** The largest number of 32 bits. */
const LARGEST = 3.4028234663852886e38;

/** What is wrong with a table: `key` of the text, and its parameters; `line` counts from 1, as editors do. */
export class TableError extends Error {
  /** @param {string} key @param {Record<string, any>} params */
  constructor(key, params = {}) {
    super(`${key} ${JSON.stringify(params)}`);
    this.key = `csv.${key}`;
    this.params = params;
  }
}

/**
 * @typedef {object} Column
 * @property {string} name '' without one
 * @property {string[]} cells
 * @property {Float64Array} numbers NaN where a cell is none
 * @property {'numbers' | 'texts' | 'empty'} kind numbers: most of its cells are
 *
 * @typedef {object} Table
 * @property {string} delimiter
 * @property {boolean} header the first row holds names
 * @property {Column[]} columns
 * @property {number[]} lines of the text, where each row begins
 */

/** The rows of a text, without empty ones, and the line on which each begins. @param {string} text @param {string} delimiter */
function rowsOf(text, delimiter) {
  const cell = new RegExp(`(?: *"([^"]*(?:""[^"]*)*)" *|([^"${delimiter}\\r\\n]*))(${delimiter}|\\r\\n|[\\r\\n]|$)`, 'y');
  /** @type {string[][]} */
  const rows = [];
  /** @type {number[]} */
  const lines = [];
  /** @type {string[]} */
  let row = [];
  let line = 1;
  for (let begin = 1, end = ''; ; begin = line) {
    do {
      const found = cell.exec(text);
      if (!found) throw new TableError('quote', { line, column: row.length + 1 });
      const [, quoted, plain] = found;
      end = found[3];
      row.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"').trim());
      if (quoted) line += quoted.match(/\r\n|[\r\n]/g)?.length ?? 0;
    } while (end === delimiter);
    // Spreadsheets leave rows of nothing but delimiters.
    if (row.some((each) => each !== '')) {
      const wanted = rows[0]?.length ?? row.length;
      if (row.length > MOST_COLUMNS) throw new TableError('columns', { line: begin, column: MOST_COLUMNS + 1, n: row.length, most: MOST_COLUMNS });
      if (row.length !== wanted) throw new TableError('ragged', { line: begin, column: Math.min(row.length, wanted) + 1, n: row.length, wanted });
      // One more than the limit may be the row of names.
      if (rows.length > MOST_ROWS) throw new TableError('rows', { line: begin, column: 1, most: MOST_ROWS });
      rows.push(row);
      lines.push(begin);
    }
    row = [];
    line++;
    if (end === '') return { rows, lines };
  }
}

/** Of tab, semicolon and comma the first that stands in the first line, outside of quotation marks. @param {string} text */
function delimiterOf(text) {
  const [line = ''] = /.*\S.*/.exec(text.slice(0, 10_000).replace(/"[^"]*"/g, '')) ?? [];
  return ['\t', ';'].find((each) => line.includes(each)) ?? ',';
}

const DECIMAL_POINT = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;

/**
 * @param {string} text
 * @param {boolean} [header] whether the first row holds names; default: where a column of numbers begins with something else
 * @returns {Table} throws TableError
 */
export function readTable(text, header) {
  const delimiter = delimiterOf(text);
  const { rows, lines } = rowsOf(text.replace(/^\ufeff/, ''), delimiter);
  if (rows.length === 0) throw new TableError('empty');
  if (rows[0].length < 2) throw new TableError('oneColumn', { line: lines[0], column: 1 });
  const some = (/** @type {(cell: string) => boolean} */ is) => rows.some((row) => row.some(is));
  const comma = delimiter !== ',' && some((cell) => DECIMAL_COMMA.test(cell)) && !some((cell) => cell.includes('.') && DECIMAL_POINT.test(cell));
  const numberOf = (/** @type {string} */ cell) => {
    const plain = comma ? cell.replace(',', '.') : cell;
    return DECIMAL_POINT.test(plain) ? Number(plain) : NaN;
  };
  const columns = rows[0].map((first, j) => {
    const cells = rows.map((row) => row[j]);
    const numbers = Float64Array.from(cells, numberOf);
    const filled = cells.filter((cell, i) => i > 0 && cell !== '').length;
    const counted = numbers.reduce((sum, x, i) => sum + (i > 0 && !Number.isNaN(x) ? 1 : 0), 0);
    const kind = filled === 0 ? 'empty' : 2 * counted > filled ? 'numbers' : 'texts';
    return { name: '', cells, numbers, kind, named: kind === 'numbers' && first !== '' && Number.isNaN(numbers[0]) };
  });
  const named = header ?? columns.some((column) => column.named);
  if (!named && rows.length > MOST_ROWS) throw new TableError('rows', { line: lines[MOST_ROWS], column: 1, most: MOST_ROWS });
  return {
    delimiter,
    header: named,
    lines: named ? lines.slice(1) : lines,
    columns: columns.map(({ cells, numbers, kind }) => ({
      name: named ? cells[0] : '',
      cells: named ? cells.slice(1) : cells,
      numbers: named ? numbers.subarray(1) : numbers,
      kind: /** @type {Column['kind']} */ (kind),
    })),
  };
}

/** What a column is called: its name, else its number. @param {Table} table @param {number} j */
export const columnName = (table, j) => clean(table.columns[j].name) || `#${j + 1}`;

/** A text as the engine takes names: on one line, not too long. @param {string} text */
function clean(text) {
  return [...text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()].slice(0, LONGEST_NAME).join('').trim();
}

/** Whether numbers of a column may stand for classes: how many different whole ones there are, 0 where that is no choice. @param {Column} column */
export function classCount({ kind, numbers }) {
  const different = new Set(numbers);
  return kind === 'numbers' && different.size > 1 && different.size <= MOST_CLASSES && [...different].every(Number.isInteger) ? different.size : 0;
}

/** Whether inputs are so large that a network learns better from standardised ones. @param {Table} table @param {number[]} inputs */
export const isLarge = (table, inputs) => inputs.some((j) => table.columns[j].numbers.some((x) => Math.abs(x) > 5));

/**
 * The points of a table as a spec has them.
 *
 * @param {Table} table
 * @param {object} choice columns by their index
 * @param {number} choice.target
 * @param {number[]} choice.inputs
 * @param {boolean} choice.asClasses numbers of the target are classes
 * @param {boolean} choice.standardize a target of numbers is brought to mean 0 and standard deviation 1
 * @returns {any} `data.points`; throws TableError
 */
export function pointsOf(table, { target, inputs, asClasses, standardize }) {
  const { columns, lines } = table;
  const count = lines.length;
  if (count < 2) throw new TableError('empty');
  if (inputs.length === 0) throw new TableError('noInputs');
  for (const j of inputs) checkNumbers(table, j);
  const kind = columns[target].kind !== 'numbers' || asClasses ? 'classes' : 'values';
  const names = [...inputs, target].map((j) => columnName(table, j));
  const points = { kind, inputs: lines.map((_, i) => inputs.map((j) => columns[j].numbers[i])) };
  if (kind === 'values') {
    checkNumbers(table, target);
    const { numbers } = columns[target];
    if (standardize) names[inputs.length] = `z(${[...names[inputs.length]].slice(0, LONGEST_NAME - 3).join('')})`;
    return { ...points, targets: Array.from(standardize ? standardized(numbers) : numbers, (x) => [x]), columns: names };
  }
  const { cells, numbers, kind: given } = columns[target];
  const empty = cells.indexOf('');
  if (empty >= 0) throw new TableError('missing', { line: lines[empty], column: target + 1, name: columnName(table, target) });
  if (given === 'numbers') checkNumbers(table, target);
  /** @type {string[]} */
  const labels = [...new Set(given === 'numbers' ? Array.from(numbers).sort((a, b) => a - b).map(String) : [...cells].sort())];
  if (labels.length > MOST_CLASSES || labels.length < 2) {
    const seen = new Set();
    const tooMany = cells.findIndex((cell, i) => seen.add(given === 'numbers' ? numbers[i] : cell).size > MOST_CLASSES);
    throw new TableError(labels.length < 2 ? 'oneClass' : 'classes', { line: lines[Math.max(0, tooMany)], column: target + 1, name: columnName(table, target), n: labels.length, most: MOST_CLASSES });
  }
  const index = new Map(labels.map((label, i) => [label, i]));
  const targets = cells.map((cell, i) => [index.get(given === 'numbers' ? String(numbers[i]) : cell)]);
  return { ...points, targets, columns: names, classes: labels.map((label, i) => clean(label) || `#${i + 1}`) };
}

/**
 * The two inputs that say most of the target, by themselves: the share of an input's variance that lies between the classes, or
 * its squared correlation with the values. What a map shows first.
 *
 * @param {{kind: string, inputs: number[][], targets: number[][]}} points
 */
export function mostTelling({ kind, inputs, targets }) {
  const mean = (/** @type {number[]} */ list) => list.reduce((sum, x) => sum + x / list.length, 0);
  const told = inputs[0].map((_, j) => {
    const x = inputs.map((row) => row[j]);
    const middle = mean(x);
    const spread = mean(x.map((each) => (each - middle) ** 2));
    if (!(spread > 0)) return 0;
    if (kind === 'classes') {
      /** @type {number[]} */ const sums = [];
      /** @type {number[]} */ const counts = [];
      targets.forEach(([own], i) => {
        sums[own] = (sums[own] ?? 0) + x[i] - middle;
        counts[own] = (counts[own] ?? 0) + 1;
      });
      return sums.reduce((total, sum, own) => total + sum ** 2 / counts[own], 0) / (x.length * spread);
    }
    const y = targets.map(([each]) => each);
    const level = mean(y);
    return mean(x.map((each, i) => (each - middle) * (y[i] - level))) ** 2 / (spread * mean(y.map((each) => (each - level) ** 2)) || 1);
  });
  const order = told.map((_, j) => j).sort((a, b) => told[b] - told[a] || a - b);
  return order.length < 2 ? [0, 1] : order.slice(0, 2).sort((a, b) => a - b);
}

/** @param {Table} table @param {number} j throws TableError for a cell that is no number */
function checkNumbers(table, j) {
  const { cells, numbers } = table.columns[j];
  const wrong = numbers.findIndex((x) => !(Math.abs(x) <= LARGEST));
  if (wrong < 0) return;
  const key = cells[wrong] === '' ? 'missing' : Number.isNaN(numbers[wrong]) ? 'number' : 'large';
  throw new TableError(key, { line: table.lines[wrong], column: j + 1, name: columnName(table, j), cell: clean(cells[wrong]) });
}

/** @param {Float64Array} numbers */
function standardized(numbers) {
  const mean = numbers.reduce((sum, x) => sum + x / numbers.length, 0);
  const spread = Math.sqrt(numbers.reduce((sum, x) => sum + (x - mean) ** 2 / numbers.length, 0));
  return numbers.map((x) => (spread > 0 ? (x - mean) / spread : 0));
}

/** The text of a file's bytes: UTF-8, UTF-16 with its mark, else what Chinese spreadsheets write. @param {ArrayBuffer} bytes */
export function decode(bytes) {
  const [a, b] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
