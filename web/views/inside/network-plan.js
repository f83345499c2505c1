// Where the units of a network stand on the picture of it: a column for each layer, two where the units are many.

/**
 * @typedef {{first: number, shown: number, units: number, x: number, right: number, spots: {x: number, y: number}[]}} Column  the units
 *   first .. first + shown - 1 of a layer stand at `spots` (their upper left corners); the column reaches from x to right
 * @typedef {{size: number, width: number, height: number, columns: Column[]}} Plan  pixels; size: of a unit's picture
 */

const sizes = [96, 80, 64, 56, 48, 40, 36, 32, 28, 26];
const gap = 6; // between units
const least = 28; // between layers
const most = 200;
/** Room for the names of inputs on the left, and of layers below. */
export const margin = { left: 30, right: 8, top: 4, bottom: 22 };

/**
 * @param {number[]} counts units of each layer, inputs first
 * @param {number[]} from the first unit shown of each
 * @param {number} width @param {number} height room; the plan is wider where the layers are many
 * @returns {Plan}
 */
export function plan(counts, from, width, height) {
  const free = height - margin.top - margin.bottom;
  // Two columns stand half a unit apart.
  const rowsAt = (/** @type {number} */ size, /** @type {number} */ across) => Math.max(1, Math.floor((free + gap) / (size + gap) - (across - 1) / 2));
  const acrossOf = (/** @type {number} */ n, /** @type {number} */ size) => (n <= rowsAt(size, 1) ? 1 : 2);
  const widthAt = (/** @type {number} */ size) => counts.reduce((sum, n) => sum + acrossOf(n, size) * (size + gap) - gap, margin.left + margin.right + (counts.length - 1) * least);
  const size = sizes.find((s) => counts.every((n) => n <= 2 * rowsAt(s, 2)) && widthAt(s) <= width) ?? sizes[sizes.length - 1];
  const between = Math.min(most, least + Math.max(0, width - widthAt(size)) / Math.max(1, counts.length - 1));
  let x = margin.left + Math.max(0, width - widthAt(size) - (counts.length - 1) * (between - least)) / 2;
  const columns = counts.map((units, l) => {
    const across = acrossOf(units, size);
    const rows = Math.min(rowsAt(size, across), Math.ceil(units / across));
    const shown = Math.min(units, rows * across);
    const first = Math.max(0, Math.min(from[l] ?? 0, units - shown));
    const high = (rows + (across - 1) / 2) * (size + gap) - gap;
    const top = margin.top + Math.max(0, (free - high) / 2);
    const spots = Array.from({ length: shown }, (_, i) => {
      const column = Math.floor(i / rows);
      return { x: x + column * (size + gap), y: top + (i % rows) * (size + gap) + (column * (size + gap)) / 2 };
    });
    const column = { first, shown, units, x, right: x + across * (size + gap) - gap, spots };
    x = column.right + between;
    return column;
  });
  return { size, width: Math.max(width, x - between + margin.right), height, columns };
}
