// A WebAssembly module's binary format, as far as scripts/pack-wasm.mjs needs it (webassembly.github.io/spec/core/binary):
// where functions and local variables are named by number.

/** An unsigned number as LEB128. */
export function number(x) {
  const bytes = [];
  for (; x > 127; x = Math.floor(x / 128)) bytes.push((x % 128) + 128);
  return Buffer.from([...bytes, x]);
}

/** Reads from a place on. */
export class Bytes {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() {
    return this.bytes[this.at++];
  }
  /** An unsigned number; of a signed one only the length is right. */
  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  skip(count) {
    while (count-- > 0) this.number();
  }
  list(read) {
    return Array.from({ length: this.number() }, () => read(this));
  }
  limits() {
    this.skip(this.byte() % 2 ? 2 : 1);
  }
  memoryArgument() {
    this.skip(this.number() & 64 ? 2 : 1);
  }
}

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const kinds = { 0x10: 'function', 0x12: 'function', 0xd2: 'function', 0x20: 'local', 0x21: 'local', 0x22: 'local' };
const plain = (bytes) => bytes;
const one = (bytes) => bytes.number();
const two = (bytes) => bytes.skip(2);

/** What stands behind an instruction, by its code. */
const operands = [];
const are = (codes, read) => codes.forEach((code) => (operands[code] = read));
are([0, 1, 5, 0x0a, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1, ...range(0x45, 0xc4)], plain);
are([2, 3, 4, 6, 7, 8, 9, 0x0c, 0x0d, 0x10, 0x12, 0x18, ...range(0x20, 0x26), 0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2], one);
are([0x0e], (bytes) => bytes.skip(bytes.number() + 1)); // br_table
are([0x11, 0x13], two); // call_indirect
are([0x1c], (bytes) => bytes.skip(bytes.number())); // select with types
are([0x1f], (bytes) => (bytes.number(), bytes.list(() => bytes.skip(bytes.byte() < 2 ? 2 : 1)))); // try_table
are(range(0x28, 0x3e), (bytes) => bytes.memoryArgument());
are([0x43], (bytes) => bytes.take(4));
are([0x44], (bytes) => bytes.take(8));
are([0xfc], (bytes) => {
  const code = bytes.number();
  if (code > 17) throw new Error(`pack-wasm: instruction 0xfc ${code} is unknown`);
  if (code >= 8) bytes.skip([8, 10, 12, 14].includes(code) ? 2 : 1);
});
are([0xfd], (bytes) => {
  const code = bytes.number();
  if (code <= 11 || (code >= 84 && code <= 93)) bytes.memoryArgument();
  if (code === 12 || code === 13) bytes.take(16);
  if ((code >= 21 && code <= 34) || (code >= 84 && code <= 91)) bytes.byte(); // a lane
});

/** Where a body's code names a function or a local variable: {kind, start, end, value}, in order. */
export function instructions(body, from) {
  const bytes = new Bytes(body, from);
  const found = [];
  while (bytes.at < body.length) {
    const code = bytes.byte();
    const read = operands[code];
    if (!read) throw new Error(`pack-wasm: instruction 0x${code.toString(16)} is unknown`);
    const start = bytes.at;
    const value = read(bytes);
    if (kinds[code]) found.push({ kind: kinds[code], start, end: bytes.at, value });
  }
  return found;
}

/** Where a body's code begins: behind its local variables. */
export function codeStart(body) {
  const bytes = new Bytes(body);
  bytes.list(() => [bytes.number(), bytes.byte()]);
  return bytes.at;
}

const ids = { custom: 0, types: 1, imports: 2, functions: 3, exports: 7, start: 8, elements: 9, code: 10 };

/** A module's sections, and what is needed of them. */
export function readModule(file) {
  const bytes = new Bytes(file, 8);
  const sections = [];
  while (bytes.at < file.length) sections.push({ id: bytes.byte(), content: bytes.take(bytes.number()) });
  const section = (id) => new Bytes(sections.find((s) => s.id === id)?.content ?? number(0));
  const parameters = section(ids.types).list((types) => {
    types.byte();
    const count = types.list(one).length;
    types.list(one);
    return count;
  });
  let imported = 0;
  section(ids.imports).list((imports) => {
    imports.take(imports.number());
    imports.take(imports.number());
    const kind = imports.byte();
    if (kind === 0) imported++;
    if (kind === 1) imports.byte();
    if (kind === 1 || kind === 2) imports.limits();
    else imports.skip(kind === 4 ? 2 : 1);
    if (kind === 3) imports.byte();
  });
  const types = section(ids.functions).list(one);
  return {
    head: file.subarray(0, 8),
    sections,
    types,
    imported,
    bodies: section(ids.code).list((code) => code.take(code.number())),
    parameters: (i) => parameters[types[i]],
    named: sections.some((s) => s.id === ids.custom && s.content.subarray(1, 5).toString() === 'name'),
  };
}

/** The module with its bodies in the order `by`; `renamed` gives a function's new number. */
export function writeModule({ head, sections, types, bodies }, by, renamed, replaced) {
  const list = (items) => Buffer.concat([number(items.length), ...items]);
  const written = {
    [ids.functions]: () => list(by.map((i) => number(types[i]))),
    [ids.exports]: (bytes) =>
      list(
        bytes.list(() => {
          const start = bytes.at;
          bytes.take(bytes.number());
          const kind = bytes.byte();
          return Buffer.concat([bytes.bytes.subarray(start, bytes.at), number(kind === 0 ? renamed(one(bytes)) : one(bytes))]);
        }),
      ),
    [ids.start]: (bytes) => number(renamed(one(bytes))),
    // Tables of functions from a constant place on; there are no others.
    [ids.elements]: (bytes) =>
      list(
        bytes.list(() => {
          const start = bytes.at;
          if (bytes.number() !== 0 || bytes.byte() !== 0x41) throw new Error('pack-wasm: a table of functions of an unknown kind');
          bytes.skip(1);
          bytes.byte();
          return Buffer.concat([bytes.bytes.subarray(start, bytes.at), list(bytes.list(() => number(renamed(one(bytes)))))]);
        }),
      ),
    [ids.code]: () =>
      list(
        by.map((i) => {
          const calls = instructions(bodies[i], codeStart(bodies[i])).filter((part) => part.kind === 'function');
          const body = replaced(bodies[i], calls.map((part) => ({ ...part, value: renamed(part.value) })));
          return Buffer.concat([number(body.length), body]);
        }),
      ),
  };
  const made = sections.map(({ id, content }) => {
    const section = written[id]?.(new Bytes(content)) ?? content;
    return Buffer.concat([Buffer.from([id]), number(section.length), section]);
  });
  return Buffer.concat([head, ...made]);
}
