// node scripts/pack-wasm.mjs FILE.wasm: rewrites a module in place so that it compresses better, by 5 %. It does the same
// afterwards: only the order of its functions and the numbers of their local variables are others.
//   - gzip looks back 32 kB: functions that are alike become neighbours
//   - a variable's number is most of what a module says again and again: the same few in every function
// A module with names of functions is for people, and stays as it is.
import { readFileSync, writeFileSync } from 'node:fs';
import { Bytes, instructions, number, readModule, writeModule } from './wasm-module.mjs';

const gram = 6; // bytes that count as one likeness
const reach = 30_000; // how far back gzip finds them, less what numbers of another length may add
const small = 20; // of a function's likenesses: else a few bytes long ones would always come first

/** The order in which each function is most like those shortly before it; the longest is the first. */
function order(bodies) {
  const grams = bodies.map((body) => {
    const found = new Set();
    for (let i = 0; i + gram <= body.length; i++) {
      let hash = 0;
      for (let k = i; k < i + gram; k++) hash = Math.imul(hash ^ body[k], 0x01000193);
      found.add(Math.imul(hash, 0x9e3779b1) >>> 12);
    }
    return Uint32Array.from(found);
  });
  const last = new Int32Array(1 << 20).fill(-reach); // where each was last met
  const left = new Set(bodies.keys());
  const result = [];
  let next = bodies.findIndex((body) => body.length === Math.max(...bodies.map((b) => b.length)));
  for (let at = 0; left.size > 0; ) {
    left.delete(next);
    result.push(next);
    for (const hash of grams[next]) last[hash] = at;
    at += bodies[next].length;
    let most = -1;
    for (const i of left) {
      let near = 0;
      for (const hash of grams[i]) if (at - last[hash] < reach) near++;
      const share = near / (grams[i].length + small);
      if (share > most) [most, next] = [share, i];
    }
  }
  return result;
}

/** A body with other numbers: `parts` are {start, end, value} of those that change. */
function replaced(body, parts) {
  const pieces = [];
  let at = 0;
  for (const { start, end, value } of parts) {
    pieces.push(body.subarray(at, start), number(value));
    at = end;
  }
  return Buffer.concat([...pieces, body.subarray(at)]);
}

/** A body whose local variables are numbered by type, then by how often they are used. */
function renumbered(body, parameters) {
  const bytes = new Bytes(body);
  const types = [];
  for (let runs = bytes.number(); runs > 0; runs--) {
    const count = bytes.number();
    types.push(...Array(count).fill(bytes.byte()));
  }
  const uses = types.map(() => 0);
  const parts = instructions(body, bytes.at).filter((part) => part.kind === 'local' && part.value >= parameters);
  for (const part of parts) uses[part.value - parameters]++;
  const by = [...types.keys()].sort((a, b) => types[b] - types[a] || uses[b] - uses[a]);
  const runs = [];
  for (const i of by)
    if (runs.at(-1)?.type === types[i]) runs.at(-1).count++;
    else runs.push({ type: types[i], count: 1 });
  const declared = runs.flatMap(({ type, count }) => [...number(count), type]);
  const place = new Map(by.map((from, to) => [from + parameters, to + parameters]));
  const code = replaced(body, parts.map((part) => ({ ...part, value: place.get(part.value) })));
  return Buffer.concat([number(runs.length), Buffer.from(declared), code.subarray(bytes.at)]);
}

const [file] = process.argv.slice(2);
const module = readModule(readFileSync(file));
if (!module.named) {
  module.bodies = module.bodies.map((body, i) => renumbered(body, module.parameters(i)));
  const by = order(module.bodies);
  const place = new Map(by.map((from, to) => [from + module.imported, to + module.imported]));
  writeFileSync(file, writeModule(module, by, (index) => place.get(index) ?? index, replaced));
}
