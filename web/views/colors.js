// Colours for canvases, read from the style sheet (style/colors.css is the one place that states them), and the tables
// that turn a byte of a field into a pixel.

const names = ['paper', 'ink', 'muted', 'rule', 'tint', 'grid', 'neutral', 'positive', 'negative', 'third', 'ghost',
  's-shaped', 'hinged', 'smooth', 'gated', 'waves', 'baseline'];

/** Line pattern of each family, in pixels of the line's own width 1. @type {Record<string, number[]>} */
export const dashes = { 's-shaped': [], hinged: [], smooth: [6, 3], gated: [], waves: [1.5, 2.5], baseline: [7, 2.5, 1.5, 2.5] };

/**
 * @typedef {{neutral: number[], ends: number[][], strongest: number}} Mixture
 * @typedef {{key: string, css: Record<string, string>, field: Uint32Array, classes: Uint32Array[], classCss: string[], labels: Mixture}} Palette
 */

/** @type {Palette | null} */
let current = null;

/** Pixels of a picture for one of CSS while it is made to be kept; 0: pictures are for the screen. */
let printed = 0;

/** Whether pictures are being made to be kept. */
export const printing = () => printed > 0;

/** Pixels of a canvas for one of CSS: the screen's, or those of a picture to be kept. */
export const pixelRatio = () => printed || window.devicePixelRatio || 1;

/**
 * Has pictures made in the light colours, two pixels for one of CSS, and then again as they were. What is drawn in between is
 * never seen, since no frame passes.
 *
 * @template T
 * @param {() => T} make draws, and takes what was drawn
 * @returns {T}
 */
export function print(make) {
  const root = document.documentElement;
  const theme = root.getAttribute('data-theme');
  root.setAttribute('data-theme', 'light');
  printed = 2;
  try {
    return make();
  } finally {
    printed = 0;
    if (theme === null) root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', theme);
  }
}

/** The palette of the theme in force. The same object as long as the theme and the pixels stay: what was drawn with another is drawn anew. @returns {Palette} */
export function palette() {
  const computed = getComputedStyle(document.documentElement);
  const key = `${computed.getPropertyValue('--paper')}${computed.getPropertyValue('--positive')} ${pixelRatio()}`;
  if (current && current.key === key) return current;
  /** @type {Record<string, string>} */
  const css = {};
  for (const name of names) css[name] = computed.getPropertyValue(`--${name}`).trim();
  const classCss = [css.negative, css.positive, css.ink, css.third];
  current = { key, css, field: diverging(css), classes: classCss.map((end) => oneSided(css.neutral, end)), classCss, labels: { neutral: channels(css.neutral), ends: classCss.map(channels), strongest } };
  return current;
}

/** @param {string} hex "#rrggbb" @returns {number[]} */
export function channels(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

/** A pixel for ImageData on a little-endian machine (every browser's), alpha left 0 for the fade. @param {number[]} from @param {number[]} to @param {number} share */
export function pixel(from, to, share) {
  const [r, g, b] = from.map((x, i) => Math.round(x + (to[i] - x) * share));
  return (b << 16) | (g << 8) | r;
}

// Maps stay paler than the points on them, so that a point on its own side can still be seen.
const strongest = 0.72;

/** Several colours at once: their mean by share, nearer to neutral the smaller all shares are. A pixel, as `pixel`. @param {Mixture} mixture @param {number[]} shares 0..1, one per colour */
export function mix({ neutral, ends, strongest: most }, shares) {
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (total === 0) return pixel(neutral, neutral, 0);
  const mean = neutral.map((_, i) => shares.reduce((sum, share, k) => sum + share * ends[k][i], 0) / total);
  return pixel(neutral, mean, most * Math.min(1, total));
}

/** A pixel as a colour for a canvas. @param {number} value */
export const css = (value) => `rgb(${value & 255} ${(value >> 8) & 255} ${(value >> 16) & 255})`;

/** 0..255 = probability of class 1, or a value in [-1, 1]: orange, neutral, blue. @param {Record<string, string>} css */
function diverging(css) {
  const table = new Uint32Array(256);
  const middle = channels(css.neutral);
  for (let i = 0; i < 256; i++) {
    const u = (i - 127.5) / 127.5;
    table[i] = pixel(middle, channels(u < 0 ? css.negative : css.positive), strongest * Math.abs(u) ** 0.8);
  }
  return table;
}

/** 0..255 = probability of the winning class: neutral to the colour of the class. @param {string} neutral @param {string} end */
function oneSided(neutral, end) {
  const table = new Uint32Array(256);
  for (let i = 0; i < 256; i++) table[i] = pixel(channels(neutral), channels(end), strongest * (i / 255));
  return table;
}

/** Viridis (van der Walt and Smith, 2015), ten of its colours: even steps of brightness, for every kind of sight; the same in both themes. */
const viridis = ['#440154', '#482878', '#3e4989', '#31688e', '#26828e', '#1f9e89', '#35b779', '#6ece58', '#b5de2b', '#fde725'].map(channels);

/** A colour of a one-sided scale, as `pixel`. @param {number} share 0..1 */
export function scaleColor(share) {
  const place = Math.min(1, Math.max(0, share)) * (viridis.length - 1);
  const before = Math.min(viridis.length - 2, Math.floor(place));
  return pixel(viridis[before], viridis[before + 1], place - before);
}
