import { equal } from '../link.js';

/** @param {any} value */
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * What a document must be merged with (RFC 7396) to become another one: what differs, null for a member that is not there.
 *
 * @param {any} document @param {any} wanted @returns {any} undefined: they are the same
 */
export function patchTo(document, wanted) {
  if (equal(document, wanted)) return undefined;
  if (!isObject(document) || !isObject(wanted)) return wanted;
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(document)])];
  const parts = keys.map((key) => [key, key in wanted ? patchTo(document[key], wanted[key]) : null]);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}
