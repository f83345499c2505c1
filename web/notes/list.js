/**
 * The notes that are tested, as they are numbered: what is known of them before their texts and the engine's table are there.
 */

/** The groups in which they are told, each with the numbers of its first and last note. @type {[string, number, number][]} */
const ranges = [
  ['formulas', 1, 18], ['nonlinearity', 19, 32], ['gradients', 33, 48], ['centring', 49, 53],
  ['rectifiers', 54, 70], ['outputs', 71, 73], ['optimizers', 74, 75], ['remarks', 76, 78],
];

const idOf = (/** @type {number} */ n) => `C${String(n).padStart(2, '0')}`;

export const GROUPS = ranges.map(([id, first, last]) => ({ id, notes: Array.from({ length: last - first + 1 }, (_, i) => idOf(first + i)) }));

export const NOTES = GROUPS.flatMap(({ notes }) => notes);

/** @param {string} note */
export const groupOf = (note) => GROUPS.find(({ notes }) => notes.includes(note))?.id ?? '';

/** Where to begin. */
export const START = ['C19', 'C29', 'C28', 'C34', 'C36', 'C35', 'C59', 'C62', 'C49', 'C46', 'C70', 'C58'];

/** Those of recurrent networks, which the engine does not have. */
export const LATER = ['C44', 'C45'];

/** The five texts that are quoted. */
export const SOURCES = ['000', '001', '002', '003', '004'];

/** What a statement can turn out to be, as the engine says it. */
export const VERDICTS = ['holds', 'holds-if', 'partly', 'does-not-hold', 'no-difference', 'slip', 'not-testable'];

/** The page where the notes are wrong. */
export const ERRORS = 'errors';
