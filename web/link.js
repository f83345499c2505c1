/**
 * Links: `#v=1&s=...&key=value`. `s` is base64url of the deflated JSON of what differs from the default experiment (`j`: not
 * deflated, from a browser that cannot); the other keys are the page's own state. A hash without `v` is a TensorFlow
 * Playground link.
 *
 * What `s` holds is itself a spec: what it does not name has its default. Where a default depends on something else (a data
 * set's own noise, an optimiser's own parameters) the whole section is written.
 *
 * @import { Spec } from './types/engine.js'
 */
import { fields } from './state.js';

const VERSION = '1';

/** Characters of a link, and bytes it may unpack to: far more than any experiment, far less than what hurts. */
export const LONGEST_LINK = 200_000;
const MOST_BYTES = 2_000_000;
const MOST_KEYS = 1000;

/** Why a link cannot be read: `key` of the text, and its parameters. */
export class LinkError extends Error {
  /** @param {string} key @param {Record<string, string>} params */
  constructor(key, params = {}) {
    super(`${key} ${JSON.stringify(params)}`);
    this.key = key;
    this.params = params;
  }
}

/** @param {any} a @param {any} b @returns {boolean} */
export function equal(a, b) {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return a.length === b.length && a.every((x, i) => equal(x, b[i]));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

/** @param {any} value */
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * What of `spec` differs from `base`; an object that lacks a key of its base, or whose row is another one, is written whole.
 *
 * @param {any} spec
 * @param {any} base
 * @returns {any} undefined when nothing differs
 */
function difference(spec, base) {
  if (equal(spec, base)) return undefined;
  if (!isObject(spec) || !isObject(base)) return spec;
  const whole = Object.keys(base).some((key) => !Object.hasOwn(spec, key)) || spec.id !== base.id || spec.generator !== base.generator;
  if (whole) return spec;
  const changes = Object.keys(spec).map((key) => [key, difference(spec[key], base[key])]);
  return Object.fromEntries(changes.filter(([, value]) => value !== undefined));
}

/** Sections whose defaults depend on the data. */
const BY_DATA = ['inputs', 'head', 'loss', 'stop'];

/**
 * The shortest spec that completes to `spec`.
 *
 * @param {Spec} spec completed
 * @param {Spec} base the completed default
 * @returns {any}
 */
export function shorten(spec, base) {
  const short = difference(spec, base) ?? {};
  const kindMayDiffer = short.data && (short.data === spec.data || short.data.parameters);
  if (kindMayDiffer) for (const key of BY_DATA) if (spec[key] !== undefined) short[key] = spec[key];
  return short;
}

/** What links hold of a spec, '' for the default one; null: more than a link may. Packed once. @type {WeakMap<object, Promise<string | null>>} */
const packed = new WeakMap();

/**
 * @param {Spec} spec completed
 * @param {Spec} base the completed default
 * @param {Record<string, any>} page the page's state
 * @returns {Promise<string | null>} '' for the bare page, else '#v=1...'; null: the experiment is too large for a link
 */
export async function encodeLink(spec, base, page) {
  const parts = [];
  if (!packed.has(spec)) {
    const short = shorten(spec, base);
    packed.set(spec, Object.keys(short).length > 0 ? pack(JSON.stringify(short)) : Promise.resolve(''));
  }
  const experiment = await packed.get(spec);
  if (experiment === null) return null;
  if (experiment) {
    parts.push(experiment);
    // An experiment of one's own belongs to no scene unless the link says so; the bare page is a scene.
    if (page.scene !== null) parts.push(`scene=${page.scene}`);
  }
  for (const [name, field] of Object.entries(fields)) {
    if (!field.link || (field.screen && field.screen !== page.screen) || name === 'lang' || name === 'scene' || equal(page[name], field.initial)) continue;
    parts.push(`${field.link}=${encodeURIComponent(String(page[name]))}`);
  }
  if (parts.length === 0) return '';
  // The language goes along, but alone it makes no link: it is kept as a preference.
  return `#v=${VERSION}&${parts.join('&')}&lang=${page.lang}`;
}

/**
 * @param {string} hash with or without the '#'
 * @returns {Promise<{kind: 'bare' | 'playground' | 'experiment', spec: any, page: Record<string, any>}>} rejects with LinkError
 */
export async function decodeLink(hash) {
  const text = hash.replace(/^#/, '');
  if (text === '') return { kind: 'bare', spec: null, page: {} };
  if (text.length > LONGEST_LINK) throw new LinkError('notice.link.long', { length: String(text.length), most: String(LONGEST_LINK) });
  const pairs = text.split('&').map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  });
  const version = pairs.find(([key]) => key === 'v');
  const byKey = new Map(Object.entries(fields).flatMap(([name, field]) => (field.link ? [[field.link, name]] : [])));
  if (!version && !pairs.every(([key]) => byKey.has(key))) return { kind: 'playground', spec: null, page: {} };
  if (version && version[1] !== VERSION) throw new LinkError('notice.link.version', { version: version[1].slice(0, 20) });
  /** @type {Record<string, any>} */
  const page = {};
  let spec = null;
  for (const [key, value] of pairs) {
    if (key === 'v') continue;
    if (key === 's' || key === 'j') spec = await unpack(value, key === 's');
    else if (byKey.has(key)) page[byKey.get(key) ?? ''] = fieldValue(byKey.get(key) ?? '', key, value);
    else throw new LinkError('notice.link.key', { name: key.slice(0, 40) });
  }
  return { kind: 'experiment', spec, page };
}

/**
 * @param {string} name
 * @param {string} key
 * @param {string} text
 */
function fieldValue(name, key, text) {
  const { initial, allows } = fields[name];
  let value;
  try {
    value = decodeURIComponent(text);
  } catch {
    value = text;
  }
  /** @type {any[]} */
  const candidates = typeof initial === 'boolean' ? [value === 'true' ? true : value === 'false' ? false : value] : [value, Number(value)];
  if (value === 'null') candidates.push(null);
  const found = candidates.find((candidate) => allows(candidate));
  if (found === undefined) throw new LinkError('notice.link.value', { name: key, value: text.slice(0, 40) });
  return found;
}

/** @param {string} json @returns {Promise<string | null>} 's=...' or 'j=...'; null: too long */
async function pack(json) {
  let bytes = new TextEncoder().encode(json);
  if (bytes.length > MOST_BYTES) return null;
  const deflates = typeof CompressionStream !== 'undefined';
  if (deflates) {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  }
  // Four characters for three bytes; the page's own keys need some room.
  return bytes.length * 4 > 3 * (LONGEST_LINK - MOST_KEYS) ? null : `${deflates ? 's' : 'j'}=${toBase64url(bytes)}`;
}

/** @param {string} text @param {boolean} deflated @returns {Promise<any>} */
async function unpack(text, deflated) {
  let bytes = fromBase64url(text);
  if (deflated) bytes = await inflate(bytes);
  let value;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new LinkError('notice.link.json');
  }
  if (!isObject(value)) throw new LinkError('notice.link.json');
  return value;
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function inflate(bytes) {
  if (typeof DecompressionStream === 'undefined') throw new LinkError('notice.link.browser');
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  /** @type {BlobPart[]} */
  const parts = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > MOST_BYTES) break;
      parts.push(/** @type {Uint8Array<ArrayBuffer>} */ (value));
    }
  } catch {
    throw new LinkError('notice.link.packed');
  }
  if (length > MOST_BYTES) {
    reader.cancel().catch(() => {});
    throw new LinkError('notice.link.long', { length: `> ${MOST_BYTES}`, most: String(MOST_BYTES) });
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** @param {Uint8Array} bytes */
function toBase64url(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @param {string} text */
function fromBase64url(text) {
  if (!/^[\w-]+$/.test(text)) throw new LinkError('notice.link.text');
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  } catch {
    throw new LinkError('notice.link.text');
  }
}
