// Changed experiments and links: a value, a key, a type or a size is another one. Seeded, so that what fails once fails again.

/** Numbers in [0, 1) from a seed (mulberry32), and choices by them. @param {number} seed */
export function chance(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, of: (list) => list[below(list.length)] };
}

const numbers = [0, -0, 1, -1, 2, 0.5, 1e-320, 1e308, -1e308, 4294967295, 4294967296, 2 ** 53, 1e21, NaN, Infinity, 3.0000001];
const strings = ['', 'relu', 'all', 'lane', '__proto__', 'constructor', 'toString', '<img src=x onerror=alert(1)>', 'x'.repeat(3000), '\u0000', '\ud800', '激活', '1', 'network.layers[0].units', '../..', '${1}'];
const others = [null, true, false, [], {}, [[]], [null], { value: 1 }, () => 1, undefined, 12n, Symbol('s'), new Date(0), new Float32Array(3)];
const keys = ['__proto__', 'constructor', 'length', 'toString', '', 'units', 'id', 'rate', 'ünits', 'a.b', 'x'.repeat(500), '0'];

/** Every place of a value: its holder and key. */
function places(value, list = []) {
  if (value === null || typeof value !== 'object') return list;
  for (const key of Object.keys(value)) {
    list.push([value, key]);
    places(value[key], list);
  }
  return list;
}

/**
 * A copy of `spec` with one to three changes, most of them small.
 *
 * @param {any} spec
 * @param {ReturnType<typeof chance>} random
 * @param {string[]} words ids that mean something somewhere
 */
export function mutated(spec, random, words) {
  const copy = structuredClone(spec);
  const changes = random.next() < 0.8 ? 1 : 2 + random.below(2);
  for (let i = 0; i < changes; ++i) {
    const all = places(copy);
    if (!all.length) return random.of(others);
    const [holder, key] = random.of(all);
    const value = holder[key];
    const dice = random.next();
    const list = Array.isArray(holder);
    if (!list && Object.getPrototypeOf(holder) !== Object.prototype) continue; // a change before put it there
    if (dice < 0.74) {
      // Another value of the same type, near by.
      if (typeof value === 'number') holder[key] = Number.isInteger(value) && random.next() < 0.6 ? value + 1 + random.below(3) : value * random.of([0.5, 0.9, 1.1, 2]);
      else if (typeof value === 'string') holder[key] = random.of(words);
      else if (typeof value === 'boolean') holder[key] = !value;
      else if (Array.isArray(value)) value.push(...structuredClone(value.slice(0, 1 + random.below(2))));
      else if (!list) delete holder[key]; // its default
    } else if (dice < 0.81) holder[key] = typeof value === 'number' ? random.of(numbers) : typeof value === 'string' ? random.of(strings) : value;
    else if (dice < 0.86) holder[key] = random.of([...others, ...numbers, ...strings]);
    else if (dice < 0.94) {
      if (list) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
    } else if (dice < 0.97 && !list) Object.defineProperty(holder, random.of(keys), { value, enumerable: true, configurable: true, writable: true });
    else if (Array.isArray(value)) holder[key] = Array.from({ length: random.of([0, 17, 65, 300]) }, (_, k) => value[k % Math.max(1, value.length)] ?? 0);
    else holder[key] = [value];
  }
  return copy;
}

/** A text with one to three characters changed, left out, doubled or put in. @param {string} text @param {ReturnType<typeof chance>} random */
export function garbled(text, random) {
  for (let i = 1 + random.below(3); i > 0; --i) {
    const at = random.below(text.length + 1);
    const put = random.of(['', String.fromCharCode(33 + random.below(94)), '&', '=', '%', '\u4e00', text.slice(at, at + 9), '&v=1', '0'.repeat(40)]);
    text = text.slice(0, at) + put + text.slice(at + random.below(4));
  }
  return text;
}
