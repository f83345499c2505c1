// The curve of an activation as a small picture (tiles, menus) or with axes and its derivative (a tile shown large). One
// scale for all lanes, equal on both axes, so that shapes and slopes can be compared by eye.

import { attribute, svg } from '../dom.js';

const width = 80;
const height = 36;
const reach = 4; // x is shown from -4 to 4
const scale = width / (2 * reach);
const top = 2.3; // the largest y shown

/** @param {number} x */
const toX = (x) => (x + reach) * scale;
/** @param {number} y */
const toY = (y) => (top - y) * scale;

/**
 * Path through the samples of `values` between `from` and `to`, in the coordinates given by `px` and `py`.
 *
 * @param {{lo: number, hi: number}} curve @param {Float32Array} values @param {number} from @param {number} to
 * @param {(x: number) => number} px @param {(y: number) => number} py
 */
export function path(curve, values, from, to, px, py) {
  const n = values.length;
  const step = (curve.hi - curve.lo) / (n - 1);
  let d = '';
  let open = false;
  /** @param {number} x @param {number} y */
  const add = (x, y) => {
    if (!Number.isFinite(y)) {
      open = false;
      return;
    }
    d += `${open ? 'L' : 'M'}${px(x).toFixed(1)} ${py(Math.max(-40, Math.min(40, y))).toFixed(1)}`;
    open = true;
  };
  /** @param {number} x */
  const at = (x) => {
    const i = Math.max(0, Math.min(n - 1, (x - curve.lo) / step));
    const k = Math.min(n - 2, Math.floor(i));
    return values[k] + (values[k + 1] - values[k]) * (i - k);
  };
  add(from, at(from));
  const first = Math.max(0, Math.ceil((from - curve.lo) / step + 1e-6));
  const last = Math.min(n - 1, Math.floor((to - curve.lo) / step - 1e-6));
  for (let i = first; i <= last; i++) add(curve.lo + i * step, values[i]);
  add(to, at(to));
  return d;
}

/** The small picture: thin = f, thick = the stretch that holds the middle 90 % of z. */
export class CurveIcon {
  #curve;
  #band;
  /** @type {{curve: any, band: any}} */
  #drawn = { curve: null, band: null };

  constructor() {
    this.#curve = svg('path', { class: 'f' });
    this.#band = svg('path', { class: 'band' });
    const axes = svg('path', { class: 'axis', d: `M0 ${toY(0)}H${width}M${toX(0)} 0V${height}` });
    this.element = svg('svg', { class: 'curve', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, axes, this.#curve, this.#band);
  }

  /** @param {{lo: number, hi: number, value: Float32Array} | null} curve @param {[number, number] | null} band */
  update(curve, band) {
    if (curve === this.#drawn.curve && band === this.#drawn.band) return;
    const lo = Math.max(-reach, curve?.lo ?? -reach);
    const hi = Math.min(reach, curve?.hi ?? reach);
    if (curve !== this.#drawn.curve) attribute(this.#curve, 'd', curve ? path(curve, curve.value, lo, hi, toX, toY) : '');
    const shown = curve && band && Number.isFinite(band[0]) && Number.isFinite(band[1]);
    attribute(this.#band, 'd', shown ? stretch(curve, band, lo, hi) : '');
    this.#drawn = { curve, band };
  }
}

/** The thick part, never shorter than a dot, and at the edge when the data lie outside the picture. @param {any} curve @param {[number, number]} band @param {number} lo @param {number} hi */
function stretch(curve, band, lo, hi) {
  const a = Math.max(lo, Math.min(hi - 0.15, band[0]));
  const b = Math.min(hi, Math.max(a + 0.15, band[1]));
  return path(curve, curve.value, a, b, toX, toY);
}
