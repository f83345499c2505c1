// Tables as text: what is read, what is refused, where; and that a damaged table never does anything but one of the two.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MOST_ROWS, TableError, classCount, columnName, decode, isLarge, mostTelling, pointsOf, readTable } from '../../web/data/table.js';
import en from '../../web/text/en.js';
import zh from '../../web/text/zh.js';

/** The points of a text: all columns of numbers against the last one. */
function points(text, choice = {}, header) {
  const table = readTable(text, header);
  const target = table.columns.length - 1;
  const inputs = table.columns.flatMap(({ kind }, j) => (kind === 'numbers' && j !== target ? [j] : []));
  return pointsOf(table, { target, inputs, asClasses: false, standardize: false, ...choice });
}

const flowers = { kind: 'classes', inputs: [[5.1, 1.4], [6.3, 6], [5.9, 4.2]], targets: [[0], [2], [1]], columns: ['length', 'width', 'kind'], classes: ['setosa', 'versicolor', 'virginica'] };

describe('one table, written in many ways', () => {
  const ways = {
    'with commas': 'length,width,kind\n5.1,1.4,setosa\n6.3,6,virginica\n5.9,4.2,versicolor\n',
    'without an end of the last line': 'length,width,kind\n5.1,1.4,setosa\n6.3,6,virginica\n5.9,4.2,versicolor',
    'with semicolons': 'length;width;kind\n5.1;1.4;setosa\n6.3;6;virginica\n5.9;4.2;versicolor\n',
    'with decimal commas': 'length;width;kind\n5,1;1,4;setosa\n6,3;6;virginica\n5,9;4,2;versicolor\n',
    'from a spreadsheet': 'length\twidth\tkind\r\n5.1\t1.4\tsetosa\r\n6.3\t6\tvirginica\r\n5.9\t4.2\tversicolor\r\n',
    'from a spreadsheet with decimal commas': 'length\twidth\tkind\n5,1\t1,4\tsetosa\n6,3\t6\tvirginica\n5,9\t4,2\tversicolor',
    'of an old Mac': 'length,width,kind\r5.1,1.4,setosa\r6.3,6,virginica\r5.9,4.2,versicolor\r',
    'with a mark of its encoding': '\ufefflength,width,kind\n5.1,1.4,setosa\n6.3,6,virginica\n5.9,4.2,versicolor\n',
    'in quotation marks': '"length","width","kind"\n"5.1","1.4","setosa"\n "6.3" ,"6","virginica"\n5.9,4.2, "versicolor"\n',
    'with spaces, signs and exponents': 'length, width, kind\n+5.1, .14e1, setosa \n 63E-1, 6., virginica\n5.9, 4.2, versicolor\n',
    'with empty lines': '\n\nlength,width,kind\n\n5.1,1.4,setosa\n6.3,6,virginica\n,,\n5.9,4.2,versicolor\n,,\n\n',
  };
  for (const [name, text] of Object.entries(ways)) test(name, () => assert.deepEqual(points(text), flowers));

  test('in the encodings of spreadsheets', () => {
    const text = '长度,种类\n1,山鸢尾\n2,变色鸢尾\n';
    const utf16 = new Uint8Array(2 + 2 * text.length);
    [0xfeff, ...[...text].map((c) => c.charCodeAt(0))].forEach((code, i) => utf16.set([code & 255, code >> 8], 2 * i));
    // 长度,种类 and 山鸢尾 in GB 18030.
    const gbk = Uint8Array.from([0xb3, 0xa4, 0xb6, 0xc8, 0x2c, 0xd6, 0xd6, 0xc0, 0xe0, 0x0a, 0x31, 0x2c, 0xc9, 0xbd, 0xf0, 0xb0, 0xce, 0xb2]);
    assert.equal(decode(new TextEncoder().encode(`\ufeff${text}`).buffer), text);
    assert.equal(decode(utf16.buffer), text);
    assert.equal(decode(gbk.buffer), '长度,种类\n1,山鸢尾');
    assert.equal(decode(new ArrayBuffer(0)), '');
  });
});

test('cells in quotation marks hold delimiters, quotation marks and new lines, and lines are counted on', () => {
  const text = 'a;"b;""c"""\n1;"x\r\n; y"\n2;"x\n; y"\n"3";z\n4;z';
  const table = readTable(text);
  assert.deepEqual(table.columns.map(({ name, cells }) => [name, cells]), [['a', ['1', '2', '3', '4']], ['b;"c"', ['x\r\n; y', 'x\n; y', 'z', 'z']]]);
  assert.deepEqual(table.lines, [2, 4, 6, 7]);
  assert.throws(() => points(text.replace('"3"', 'three')), { key: 'csv.number', params: { line: 6, column: 1, name: 'a', cell: 'three' } });
});

test('a header is where a column of numbers begins with something else, unless said otherwise', () => {
  assert.equal(readTable('1,2\n3,4\n').header, false);
  assert.equal(readTable('x,2\n3,4\n').header, true);
  assert.equal(readTable('a,b\nc,d\n').header, false);
  assert.equal(readTable(',2\n3,4\n').header, false);
  const table = readTable('2019,2020\n1,2\n3,4\n', true);
  assert.deepEqual([columnName(table, 0), table.lines, [...table.columns[1].numbers]], ['2019', [2, 3], [2, 4]]);
  assert.equal(columnName(readTable('1,2\n3,4\n'), 1), '#2');
  assert.throws(() => points('x,2\n3,4\n4,5\n', {}, false), { params: { line: 1, column: 1, name: '#1', cell: 'x' } });
});

test('a target of numbers is a value, standardised on request; or classes on request', () => {
  const text = 'x,y,price\n1,2,100\n3,4,300\n5,-6.5,200\n1,2,400';
  const { kind, targets, columns, classes } = points(text);
  assert.deepEqual({ kind, targets, columns, classes }, { kind: 'values', targets: [[100], [300], [200], [400]], columns: ['x', 'y', 'price'], classes: undefined });
  const scaled = points(text, { standardize: true });
  const spread = Math.sqrt(12500);
  scaled.targets.forEach(([z], i) => assert.ok(Math.abs(z - ([100, 300, 200, 400][i] - 250) / spread) < 1e-12));
  assert.equal(scaled.columns[2], 'z(price)');
  assert.deepEqual(points('x,y\n1,7\n2,7', { standardize: true }).targets, [[0], [0]]);
  const asClasses = points('x,k\n1,10\n2,2\n3,10', { asClasses: true });
  assert.deepEqual([asClasses.targets, asClasses.classes], [[[1], [0], [1]], ['2', '10']]);
  assert.equal(classCount(readTable('x,k\n1,10\n2,2\n3,10').columns[1]), 2);
  for (const column of ['1\n2.5', '1\n1', 'a\nb', Array.from({ length: 11 }, (_, i) => i).join('\n')]) {
    assert.equal(classCount(readTable(column.split('\n').map((cell) => `0,${cell}`).join('\n'), false).columns[1]), 0);
  }
  assert.equal(isLarge(readTable(text), [0]), false);
  assert.equal(isLarge(readTable(text), [0, 1]), true);
});

test('a map first shows the two inputs that say most of the target', () => {
  const classes = points('a,b,c,d,k\n1,0,5,1,x\n2,1,5,2,x\n1,9,5,2,y\n2,8,5,3,y');
  assert.deepEqual(mostTelling(classes), [1, 3]);
  assert.deepEqual(mostTelling(points('a,b,c,y\n1,5,0,1\n2,5,3,2\n-1,5,-2,3\n-2,5,1,9')), [0, 2]);
  assert.deepEqual(mostTelling(points('a,y\n1,5\n2,5')), [0, 1]);
});

test('names are cut to what the engine takes', () => {
  const { columns, classes } = points(`"a\nb",${'长'.repeat(50)}\n1,${'x'.repeat(50)}\n2,y\n`, { inputs: [0], target: 1 });
  assert.deepEqual([columns, classes], [['a b', '长'.repeat(40)], ['x'.repeat(40), 'y']]);
  assert.equal(points(`x,${'y'.repeat(40)}\n1,2\n3,4`, { standardize: true }).columns[1], `z(${'y'.repeat(37)})`);
});

describe('what is wrong is told by line and column', () => {
  const wide = (n) => Array.from({ length: n }, (_, i) => i).join();
  const many = (n) => `x,y\n${'1,2\n'.repeat(n)}`;
  const wrong = {
    'an unclosed quotation mark': ['x,y\n1,2\n3,"4\n5,6\n', 'quote', { line: 3, column: 2 }],
    'a quotation mark in a cell': ['x,y\n1,2\n3,4"\n', 'quote', { line: 3, column: 2 }],
    'something after a quotation mark': ['x,y\n"1"2,2\n', 'quote', { line: 2, column: 1 }],
    'a row too short': ['x,y,z\n1,2,3\n\n1,2\n', 'ragged', { line: 4, column: 3, n: 2, wanted: 3 }],
    'a row too long': ['x,y\n1,2\n1,2,3\n', 'ragged', { line: 3, column: 3, n: 3, wanted: 2 }],
    'a decimal comma among commas': ['x,y\n1,2\n0,5,3\n', 'ragged', { line: 3, column: 3, n: 3, wanted: 2 }],
    'decimal commas and decimal points': ['x;y\n1,5;2\n2,5;2\n0.5;3\n', 'noInputs', {}],
    'a thousand with a comma': ['x;y\n1;2\n1,000.5;3\n2;2', 'number', { line: 3, column: 1, name: 'x', cell: '1,000.5' }],
    'a text among numbers': ['x,y\n1,2\n3,4\nNA,5\n', 'number', { line: 4, column: 1, name: 'x', cell: 'NA' }],
    'a number of another kind': ['x,y\n0x10,2\n3,4\n5,6\n', 'number', { line: 2, column: 1, name: 'x', cell: '0x10' }],
    'not a number': ['x,y\n1,2\n3,NaN\n5,6', 'number', { line: 3, column: 2, name: 'y', cell: 'NaN' }],
    'a number too large': ['x,y\n1,2\n3,4\n-4e38,5\n', 'large', { line: 4, column: 1, name: 'x', cell: '-4e38' }],
    'an endless number': ['x,y\n1,2\n3,4\n1e999,5\n', 'large', { line: 4, column: 1, name: 'x', cell: '1e999' }],
    'an empty cell': ['x,y\n1,2\n,4\n5,6\n', 'missing', { line: 3, column: 1, name: 'x', cell: '' }],
    'a target without a class': ['x,k\n1,a\n2,b\n3,\n', 'missing', { line: 4, column: 2, name: 'k' }],
    'one class': ['x,k\n1,a\n2,a\n', 'oneClass', { line: 2, column: 2, name: 'k', n: 1, most: 10 }],
    'too many classes': [`x,k\n${Array.from({ length: 11 }, (_, i) => `1,c${i}`).join('\n')}`, 'classes', { line: 12, column: 2, name: 'k', n: 11, most: 10 }],
    'no numbers': ['x,k\na,b\nc,d\n', 'noInputs', {}],
    'one row': ['x,y\n1,2', 'empty', {}],
    'nothing': ['', 'empty', {}],
    'nothing but lines': ['\n , \n,,\n', 'empty', {}],
    'one column': ['\nx\n1\n2\n', 'oneColumn', { line: 2, column: 1 }],
    'too many columns': [`${wide(17)}\n${wide(17)}`, 'columns', { line: 1, column: 17, n: 17, most: 16 }],
    'too many rows': [many(MOST_ROWS + 1), 'rows', { line: MOST_ROWS + 2, column: 1, most: MOST_ROWS }],
    'too many rows without a header': [many(MOST_ROWS + 1).slice(4), 'rows', { line: MOST_ROWS + 1, column: 1, most: MOST_ROWS }],
  };
  for (const [name, [text, key, params]] of Object.entries(wrong)) {
    test(name, () => {
      assert.throws(() => points(text, { target: 1 }), (error) => {
        assert.ok(error instanceof TableError, error.stack);
        assert.deepEqual([error.key, error.params], [`csv.${key}`, params]);
        for (const words of [en, zh]) assert.ok(words[error.key], error.key);
        return true;
      });
    });
  }

  test('up to the limits everything is read', () => {
    assert.equal(points(many(MOST_ROWS)).inputs.length, MOST_ROWS);
    assert.equal(points(many(MOST_ROWS).slice(4)).inputs.length, MOST_ROWS);
    const row = `${wide(16)}\n`;
    assert.deepEqual(points(row + row).inputs[1], Array.from({ length: 15 }, (_, i) => i));
    const ten = points(`x,k\n${Array.from({ length: 10 }, (_, i) => `1,c${i}`).join('\n')}`);
    assert.equal(ten.classes.length, 10);
  });
});

test('of 10,000 damaged tables each is read or refused in words, at least half are read', () => {
  let state = 20;
  const random = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const tables = [
    'length,width,kind\n5.1,1.4,setosa\n6.3,6,virginica\n5.9,4.2,versicolor\n5,1,setosa\n',
    'x;y;"a ""name"""\r\n0,5;1;7\r\n-1,25;2e1;8\r\n3;4;"9"\r\n3;4;10\r\n',
    '\ufeff1\t2\tja\n3\t4\tnein\n5.5\t-6\t"ja"\n7\t8\tnein\n',
    'n,"two\nlines",y\n1,"a, b",2\n2,"c\r\nd",3\n3,,4\n4,e,5\n',
  ];
  const pieces = ['"', ',', ';', '\t', '\n', '\r', '.', '-', 'e', '9', 'x', ' ', '', '\0', '𝟙', '1e309', '0,5', '=1+1', '""', '\ufeff', '__proto__', '<b>'];
  const edits = [
    (text, at) => text.slice(0, at) + pieces[random(pieces.length)] + text.slice(at),
    (text, at) => text.slice(0, at) + text.slice(at + 1 + random(3)),
    (text, at) => text.slice(0, at) + pieces[random(pieces.length)] + text.slice(at + 1),
    (text, at) => text.slice(0, at) + text.slice(at).replace(/\d+/, () => String(random(10 ** random(7)))),
    (text) => text + text.split('\n').slice(random(3), 2 + random(3)).join('\n'),
    (text) => text.replaceAll(',', [';', '\t', ','][random(3)]),
    (text) => text.replaceAll('\n', ['\r\n', '\n\n', '\r'][random(3)]),
    (text) => text.split('\n').reverse().join('\n'),
    (text, at) => text.slice(0, at),
  ];
  const reasons = new Set();
  let read = 0;
  for (let i = 0; i < 10_000; ++i) {
    let text = tables[i % tables.length];
    // Half of them only have other numbers, line ends or rows; the others are damaged anywhere.
    const harmless = i % 2 === 0 ? [3, 3, 3, 4, 6] : null;
    for (let k = 0; k <= random(3); ++k) text = edits[harmless ? harmless[random(harmless.length)] : random(edits.length)](text, random(text.length));
    try {
      const table = readTable(text, [undefined, undefined, undefined, undefined, undefined, true, true, false][random(8)]);
      const target = random(3) ? table.columns.length - 1 : random(table.columns.length);
      const inputs = table.columns.flatMap(({ kind }, j) => (kind === 'numbers' && j !== target ? [j] : []));
      const made = pointsOf(table, { target, inputs, asClasses: random(2) === 0 && classCount(table.columns[target]) > 0, standardize: random(2) === 0 });
      // What is read the engine can take.
      assert.ok(made.inputs.length >= 2 && made.targets.length === made.inputs.length);
      for (const row of [...made.inputs, ...made.targets]) for (const x of row) assert.ok(Math.abs(x) <= 3.5e38, text);
      for (const name of [...made.columns, ...made.classes ?? []]) assert.ok(name.length > 0 && [...name].length <= 40, text);
      assert.equal(made.columns.length, inputs.length + 1);
      if (made.kind === 'classes') assert.equal(Math.max(...made.targets.flat()), made.classes.length - 1);
      ++read;
    } catch (error) {
      assert.ok(error instanceof TableError, `${JSON.stringify(text)}: ${error.stack}`);
      reasons.add(error.key);
    }
  }
  assert.ok(read >= 5000, `${read} were read`);
  assert.ok(reasons.size >= 7, [...reasons].join());
});
