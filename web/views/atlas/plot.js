// f and, below, f′ over the same x: curves told apart by place, name and dash, with what is flat and the reader's cursor.

/** @import { Translate } from '../../types/views.js' */

import { attribute, svg } from '../../dom.js';
import { jumps } from '../../atlas/curves.js';
import { HIGHEST } from '../../atlas/formula.js';
import { axisNumber, createScale, roundNumbers } from '../axis.js';
import { hatching, label } from '../inside/draw.js';
import { spread } from '../plot.js';

/**
 * @typedef {{name: string, family: string, dash: string, lo: number, hi: number, value: Float32Array, slope: Float32Array}} Drawn
 * @typedef {{curves: Drawn[], flat: [number, number][], marks?: [number, number][], handles?: [number, number][], chosen?: number, said: string}} Content
 *   the first curve is the page's, one without values is not drawn there; flat: parts of the x axis, of this curve; marks: parts where the
 *   slopes part; handles: points that are drawn by hand, one of them chosen
 */

/** Dashes of the curves, the page's first. */
export const dashes = ['', '7 4', '2 3', '10 3 2 3', '14 5'];

/** The most a slope is drawn. */
const steepest = 3;

let instances = 0;

export class AtlasPlot {
  /** @type {Content | null} */ #content = null;
  #drawn = '';
  /** @type {import('../axis.js').Scale | null} */ #x = null;
  /** The panels: their scales and which numbers they show. @type {{y: import('../axis.js').Scale, of: 'value' | 'slope'}[]} */ #panels = [];
  #id = `atlas-${++instances}`;
  #still = svg('g');
  #cursor = svg('g', { class: 'atlas-cursor' });
  #at = 0;
  #language = '';
  picture = svg('svg', { class: 'atlas-plot', role: 'img' }, this.#still, this.#cursor);

  /**
   * @param {HTMLElement} area whose size it takes
   * @param {(x: number) => void} onCursor
   * @param {((from: [number, number], to: [number, number]) => void) | null} onStroke where handles are: the pen went from one place of f's panel to another
   */
  constructor(area, onCursor, onStroke = null) {
    this.area = area;
    area.append(this.picture);
    new ResizeObserver(() => this.#draw()).observe(area);
    /** Where the pen is, while it draws. @type {[number, number] | null} */ let pen = null;
    /** @param {PointerEvent} event @returns {[number, number]} in pixels */
    const place = ({ clientX, clientY }) => {
      const { left, top } = this.picture.getBoundingClientRect();
      return [clientX - left, clientY - top];
    };
    /** @param {[number, number]} pixels @returns {[number, number]} */
    const back = ([px, py]) => [/** @type {import('../axis.js').Scale} */ (this.#x).back(px), this.#panels[0].y.back(py)];
    this.picture.addEventListener('pointermove', (/** @type {PointerEvent} */ event) => {
      if (!this.#x) return;
      if (pen) {
        const to = back(place(event));
        onStroke?.(pen, to);
        pen = to;
      }
      if (event.pointerType === 'mouse' || event.buttons) onCursor(this.#x.back(place(event)[0]));
    });
    this.picture.addEventListener('pointerdown', (/** @type {PointerEvent} */ event) => {
      if (!this.#x) return;
      const at = place(event);
      if (onStroke && this.#content?.handles && at[1] < this.#panels[0].y.at(this.#panels[0].y.lo) + 8) {
        event.preventDefault();
        this.picture.setPointerCapture(event.pointerId);
        pen = back(at);
        onStroke(pen, pen);
      }
      onCursor(this.#x.back(at[0]));
    });
    for (const end of ['pointerup', 'pointercancel']) this.picture.addEventListener(end, () => (pen = null));
  }

  /** Where x begins and ends, in pixels of the area. */
  get ends() {
    return this.#x ? [this.#x.at(this.#x.lo), this.#x.at(this.#x.hi)] : [0, 0];
  }

  /** @param {Content} content @param {number} at the cursor's x @param {string} language */
  update(content, at, language) {
    this.#content = content;
    this.#language = language;
    this.#draw();
    this.point(at);
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.area;
    if (!this.#content || width < 100 || height < 100) return;
    const { curves, flat, marks = [], handles, chosen, said } = this.#content;
    const key = [width, height, this.#language, said, flat.join(), marks.join(), chosen, handles?.join(), ...curves.map(({ name, lo, slope }) => `${name} ${lo} ${identity(slope)}`)].join('|');
    if (key === this.#drawn) return;
    this.#drawn = key;
    const { lo, hi } = curves[0];
    const named = width > 560 && curves.length > 1;
    const margin = { left: 44, right: named ? 116 : 20, top: 20, bottom: 26, middle: 22 };
    const room = height - margin.top - margin.bottom - margin.middle;
    const first = Math.round(room * 0.54);
    const right = width - margin.right;
    const x = (this.#x = createScale(lo, hi, margin.left, right, false));
    const parts = [];
    this.#panels = [];
    for (const [of, name, top, bottom, most] of /** @type {const} */ ([['value', 'f(x)', margin.top, margin.top + first, 1.2 * hi], ['slope', 'f′(x)', margin.top + first + margin.middle, height - margin.bottom, steepest]])) {
      const [low, high] = handles && of === 'value' ? [-1.1 * HIGHEST, 1.1 * HIGHEST] : range(curves.map((curve) => curve[of]), most);
      const y = createScale(low, high, bottom, top, false);
      this.#panels.push({ y, of });
      const clip = `${this.#id}-${of}`;
      let grid = '';
      const words = [label(4, top - 7, name, 'start', 'strong')];
      for (const v of roundNumbers(low, high, (bottom - top) / 30)) {
        grid += `M${margin.left} ${y.at(v).toFixed(1)}H${right}`;
        words.push(label(margin.left - 6, y.at(v) + 4, axisNumber(v, false), 'end'));
      }
      for (const v of roundNumbers(lo, hi, (right - margin.left) / 54)) {
        grid += `M${x.at(v).toFixed(1)} ${top}V${bottom}`;
        if (of === 'slope') words.push(label(x.at(v), bottom + 16, axisNumber(v, false)));
      }
      if (of === 'slope') words.push(label(right + 8, bottom + 16, 'x', 'start', 'strong'));
      const strip = (/** @type {[number, number]} */ [from, to], /** @type {string} */ fill) => {
        const [a, b] = [Math.max(lo, from), Math.min(hi, to)].map(x.at);
        return svg('rect', { x: a, y: top, width: Math.max(0, b - a), height: bottom - top, ...(fill ? { fill } : { class: 'atlas-mark' }) });
      };
      parts.push(
        svg('clipPath', { id: clip }, svg('rect', { x: margin.left, y: top - 2, width: right - margin.left, height: bottom - top + 4 })),
        ...flat.map((part) => strip(part, `url(#${this.#id})`)), ...(of === 'slope' ? marks.map((part) => strip(part, '')) : []),
        svg('path', { class: 'grid', d: grid }),
        svg('path', { class: 'axis', d: `M${margin.left} ${y.at(0)}H${right}M${x.at(0)} ${top}V${bottom}` }),
        svg('g', { 'clip-path': `url(#${clip})` }, ...[...curves].reverse().map((curve) => svg('path', { class: curve === curves[0] ? 'line first' : 'line', 'data-family': curve.family, 'stroke-dasharray': curve.dash || null, d: line(curve, of, x, y) }))),
        ...words);
      if (handles && of === 'value') parts.push(...handles.map(([hx, hy], i) => svg('circle', { class: i === chosen ? 'handle chosen' : 'handle', cx: x.at(hx), cy: y.at(hy), r: i === chosen ? 6 : 4 })));
      if (of === 'slope' && marks.length) parts.push(...marks.filter(([from, to]) => x.at(Math.min(hi, to)) - x.at(Math.max(lo, from)) > 14).map(([from, to]) => label(x.at(Math.max(lo, from)) + 8, top + 14, '≠', 'middle', 'strong')));
      attribute(this.picture, 'data-drawing', Boolean(handles));
      if (named) parts.push(...ends(curves, of, y, right, top, bottom));
    }
    attribute(this.picture, 'viewBox', `0 0 ${width} ${height}`);
    attribute(this.picture, 'aria-label', said);
    this.#still.replaceChildren(hatching(this.#id), ...parts);
    this.point(this.#at);
  }

  /** Shows where the reader stands. @param {number} at */
  point(at) {
    this.#at = at;
    if (!this.#x || !this.#content) return;
    const x = this.#x.at(at);
    const [value, slope] = this.#panels;
    this.#cursor.replaceChildren(
      svg('path', { d: `M${x} ${value.y.at(value.y.hi)}V${value.y.at(value.y.lo)}M${x} ${slope.y.at(slope.y.hi)}V${slope.y.at(slope.y.lo)}` }),
      ...this.#panels.flatMap(({ y, of }) => /** @type {Content} */ (this.#content).curves.flatMap((curve) => {
        const v = sample(curve, of, at);
        return v >= y.lo && v <= y.hi ? svg('circle', { cx: x, cy: y.at(v), r: 4, 'data-family': curve.family }) : [];
      })));
  }
}

/** The value at the sample nearest to x. @param {Drawn} curve @param {'value' | 'slope'} of @param {number} x */
export function sample(curve, of, x) {
  const n = curve[of].length;
  return n === 0 ? NaN : curve[of][Math.max(0, Math.min(n - 1, Math.round(((x - curve.lo) / (curve.hi - curve.lo)) * (n - 1))))];
}

/** @type {WeakMap<object, number>} */
const identities = new WeakMap();
let seen = 0;
/** @param {object} object */
function identity(object) {
  if (!identities.has(object)) identities.set(object, ++seen);
  return identities.get(object);
}

/** What the curves reach, with 0 and a little more, but no more than `most`. @param {Float32Array[]} lists @param {number} most @returns {[number, number]} */
function range(lists, most) {
  let low = 0, high = 0;
  for (const list of lists) for (const v of list) if (Number.isFinite(v)) [low, high] = [Math.min(low, v), Math.max(high, v)];
  if (high - low < 1e-3) high = low + 1;
  const more = 0.06 * (Math.min(high, most) - Math.max(low, -most));
  return [Math.max(low, -most) - more, Math.min(high, most) + more];
}

/** @param {Drawn} curve @param {'value' | 'slope'} of @param {import('../axis.js').Scale} x @param {import('../axis.js').Scale} y */
function line(curve, of, x, y) {
  const values = curve[of];
  const n = values.length;
  const broken = jumps(values);
  const far = y.hi - y.lo;
  let d = '', open = false;
  for (let i = 0; i < n; ++i) {
    const v = values[i];
    if (Number.isFinite(v)) d += `${open ? 'L' : 'M'}${x.at(curve.lo + ((curve.hi - curve.lo) * i) / (n - 1)).toFixed(1)} ${y.at(Math.max(y.lo - far, Math.min(y.hi + far, v))).toFixed(1)}`;
    open = Number.isFinite(v) && !broken.has(i);
  }
  return d;
}

/** The names at the right ends of the curves. @param {Drawn[]} curves @param {'value' | 'slope'} of @param {import('../axis.js').Scale} y @param {number} right @param {number} top @param {number} bottom */
function ends(curves, of, y, right, top, bottom) {
  const shown = curves.filter((curve) => curve[of].length);
  if (shown.length < 2) return [];
  const items = shown.map((curve) => {
    const v = curve[of][curve[of].length - 1];
    const end = Math.max(top, Math.min(bottom, y.at(Number.isFinite(v) ? v : 0)));
    return { curve, end, at: end };
  }).sort((a, b) => a.at - b.at);
  spread(items, 15, top + 4, bottom - 2);
  return items.flatMap(({ curve, end, at }) => [
    svg('path', { class: 'lead', 'data-family': curve.family, d: `M${right + 1} ${end}L${right + 10} ${at}` }),
    label(right + 13, at + 4, curve.name.length > 14 ? `${curve.name.slice(0, 13)}…` : curve.name, 'start', curve === curves[0] ? 'strong' : ''),
  ]);
}
