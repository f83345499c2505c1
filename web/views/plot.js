// A line chart on a canvas, the only one of the page: lines over a common x, straight or logarithmic y, axes with round
// numbers, labelled reference lines, and the names of the lines at their right ends. It is drawn in device pixels, since a
// line of exactly one of them is several times cheaper than any other width where there is no graphics processor.

import { h, show, style, text } from '../dom.js';
import { axisNumber, createScale, powers, roundNumbers, trace } from './axis.js';
import { contextOf, prepareFixed, stroke } from './canvas.js';
import { pixelRatio, printing } from './colors.js';

/** @import { Scale } from './axis.js' */

/**
 * @typedef {{name: string | null, color: string, dash: number[], width: number, values: (number | null | undefined)[],
 *   pick: number | null, faint: boolean}} Line  name: written at its end, or null; width in device pixels; pick: what `onPick` reports
 * @typedef {{value: number, name: string}} Reference
 * @typedef {{x: number[], color: string, low: (number | null)[], high: (number | null)[]}} Band  filled between; null: beyond the top
 * @typedef {{x: number[], lines: Line[], bands?: Band[], note?: string, log: boolean, references: Reference[], mark: number | null, xEnd: number, y: [number, number],
 *   colors: Record<string, string>, xName: string, number: (v: number) => string, large: boolean}} Content  mark: where on the x axis the reader stands
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box  in CSS pixels
 */

/** A number that can be drawn on this axis; null is a gap. @param {number} v @param {boolean} log @returns {number | null} */
export function drawable(v, log) {
  if (!Number.isFinite(v) || (log && v <= 0)) return null;
  return log ? Math.min(1e30, Math.max(1e-30, v)) : Math.min(1e30, Math.max(-1e30, v));
}

export class Plot {
  /** @type {Content} what is shown; set by the first update */
  #content = /** @type {any} */ (null);
  #canvas = h('canvas', { class: 'plot-lines' });
  #ends = h('canvas', { class: 'plot-ends' });
  #area = h('div', { class: 'plot-area' }); // lies over the lines, within the axes
  #cursor = h('div', { class: 'plot-cursor', hidden: true });
  /** @type {number | null} the place under the cursor */
  #index = null;
  /** @type {{y: number, pick: number | null}[]} */
  #placed = [];
  /** @type {Box} */
  #box = { left: 0, top: 0, right: 0, bottom: 0 };
  #width = 0;
  #height = 0;
  #family = '';

  /** @param {HTMLElement} root @param {{onPick: (lane: number) => void}} events */
  constructor(root, events) {
    this.root = root;
    this.#area.append(this.#cursor);
    root.append(this.#canvas, this.#area, this.#ends);
    this.#ends.addEventListener('click', (/** @type {MouseEvent} */ event) => {
      const distance = (/** @type {{y: number}} */ item) => Math.abs(item.y - event.offsetY);
      const [near] = [...this.#placed].sort((a, b) => distance(a) - distance(b));
      if (near && near.pick !== null && distance(near) < 14) events.onPick(near.pick);
    });
    for (const kind of ['pointermove', 'pointerdown']) this.#area.addEventListener(kind, (/** @type {PointerEvent} */ event) => this.#hover(event.offsetX));
    this.#area.addEventListener('pointerleave', () => this.#hover(null));
    new ResizeObserver(() => this.#content && this.#draw()).observe(root);
  }

  /** @param {Content} content */
  update(content) {
    this.#content = content;
    this.#draw();
  }

  get #font() {
    return this.#content.large ? 22 : 12;
  }

  /** The font of the page, at this many pixels. @param {number} size */
  #type(size) {
    return `${size}px ${this.#family}`;
  }

  /** @param {Box} box in pixels of whatever is drawn on @returns {[Scale, Scale]} */
  #scales({ left, top, right, bottom }) {
    const { xEnd, y, log } = this.#content;
    return [createScale(0, xEnd, left, right, false), createScale(y[0], y[1], bottom, top, log)];
  }

  #draw() {
    const content = this.#content;
    this.#width = this.root.clientWidth;
    this.#height = this.root.clientHeight;
    if (this.#width < 80 || this.#height < 60) return;
    this.#family = getComputedStyle(this.root).fontFamily;
    const font = this.#font;
    const longest = Math.max(0, ...content.lines.map((line) => (line.name ? textWidth(line.name) : 0)));
    const margin = Math.min(Math.ceil((longest + 46) * (font / 12)), Math.round(this.#width * 0.42)); // for the names
    this.#box = { left: font * 3, top: 8, right: this.#width - margin, bottom: this.#height - font - 10 };
    this.#place();
    const ratio = pixelRatio();
    const context = prepareFixed(this.#canvas, this.#width, this.#height);
    context.setTransform(1, 0, 0, 1, 0, 0);
    const { left, top, right, bottom } = this.#box;
    const box = { left: Math.round(left * ratio), top: Math.round(top * ratio), right: Math.round(right * ratio), bottom: Math.round(bottom * ratio) };
    const [sx, sy] = this.#scales(box);
    this.#drawAxes(context, box, sx, sy, ratio);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top - 1, box.right - box.left + 1, box.bottom - box.top + 2);
    context.clip();
    for (const { x, color, low, high } of content.bands ?? []) {
      const [bottom, top] = content.y;
      const y = (/** @type {number | null} */ v) => sy.at(Math.max(content.log ? bottom / 10 : -top, Math.min(v ?? Infinity, 10 * top)));
      context.fillStyle = color;
      context.globalAlpha = 0.2;
      context.beginPath();
      x.forEach((at, i) => context.lineTo(sx.at(at), y(high[i])));
      for (let i = x.length - 1; i >= 0; i--) context.lineTo(sx.at(x[i]), y(low[i]));
      context.fill();
      context.globalAlpha = 1;
    }
    for (const line of content.lines) {
      context.strokeStyle = line.color;
      context.lineWidth = printing() ? 1.5 * line.width : line.width;
      context.setLineDash(line.dash.map((length) => length * ratio));
      context.beginPath();
      trace(context, content.x, line.values, sx, sy);
      context.stroke();
    }
    context.restore();
    if (content.mark !== null) this.#down(context, box, sx.at(content.mark), content.colors.ink);
    context.font = this.#type(font * ratio);
    context.fillStyle = content.colors.muted;
    context.textAlign = 'left';
    context.textBaseline = 'bottom';
    context.fillText(content.note ?? '', box.left + 6 * ratio, box.bottom - 4 * ratio);
    this.#drawReferences(context, box, sy, ratio);
    this.#drawEnds();
  }

  /** Thin grid lines and their numbers; the last number of x has the unit. @param {CanvasRenderingContext2D} context @param {Box} box @param {Scale} sx @param {Scale} sy @param {number} ratio */
  #drawAxes(context, box, sx, sy, ratio) {
    const { colors, log, xEnd, y, xName } = this.#content;
    const font = this.#font * ratio;
    const xs = roundNumbers(0, xEnd, (box.right - box.left) / (5 * font));
    const ys = log ? powers(y[0], y[1]) : roundNumbers(y[0], y[1], (box.bottom - box.top) / (3 * font));
    for (const v of xs) this.#down(context, box, sx.at(v), colors.grid);
    for (const v of ys) this.#across(context, box, sy.at(v), colors.grid);
    context.fillStyle = colors.muted;
    context.font = this.#type(font);
    context.textAlign = 'center';
    context.textBaseline = 'top';
    xs.forEach((v, i) => context.fillText(i === xs.length - 1 ? `${axisNumber(v, false)} ${xName}` : axisNumber(v, false), sx.at(v), box.bottom + 4 * ratio));
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const v of ys) context.fillText(axisNumber(v, log), box.left - 5 * ratio, sy.at(v));
  }

  /** A line down the plot. @param {CanvasRenderingContext2D} context @param {Box} box @param {number} at @param {string} color */
  #down(context, { top, bottom }, at, color) {
    const x = Math.round(at) + 0.5;
    stroke(context, color, 1, [[x, top], [x, bottom]]);
  }

  /** A line across the plot. @param {CanvasRenderingContext2D} context @param {Box} box @param {number} at @param {string} color */
  #across(context, { left, right }, at, color) {
    const y = Math.round(at) + 0.5;
    stroke(context, color, 1, [[left, y], [right, y]]);
  }

  /** @param {CanvasRenderingContext2D} context @param {Box} box @param {Scale} sy @param {number} ratio */
  #drawReferences(context, box, sy, ratio) {
    const { references, colors } = this.#content;
    const line = this.#font * 1.15 * ratio;
    let free = -Infinity; // no name stands lower than this
    /** @type {[string, number, CanvasTextBaseline][]} */
    const names = [];
    context.setLineDash([2 * ratio, 4 * ratio]);
    for (const { value, name } of [...references].sort((a, b) => b.value - a.value)) {
      const y = Math.round(sy.at(value)) + 0.5;
      if (!(y > box.top && y < box.bottom)) continue;
      this.#across(context, box, y - 0.5, colors.muted);
      const below = y - line < free; // a name stands above its line, or below it where another is in the way
      names.push([name, y + (below ? 3 : -2) * ratio, below ? 'top' : 'bottom']);
      free = below ? y + line : y;
    }
    context.setLineDash([]);
    // A rim of paper keeps the names readable where lines pass.
    context.font = this.#type(this.#font * ratio);
    context.textAlign = 'right';
    context.lineJoin = 'round';
    context.strokeStyle = colors.paper;
    context.fillStyle = colors.muted;
    context.lineWidth = 4 * ratio;
    for (const [name, y, baseline] of names) {
      context.textBaseline = baseline;
      context.strokeText(name, box.right - 4 * ratio, y);
      context.fillText(name, box.right - 4 * ratio, y);
    }
  }

  /** Puts the area between the axes. */
  #place() {
    const { left, top, right, bottom } = this.#box;
    const places = { left, top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(places)) style(this.#area, name, `${value}px`);
  }

  /** The values at the record nearest to this place of the area, or at the ends. @param {number | null} pixel */
  #hover(pixel) {
    if (!this.#content) return;
    const { x, xName } = this.#content;
    const { left, right } = this.#box;
    let next = null;
    if (pixel !== null && x.length) {
      const [sx] = this.#scales({ ...this.#box, left: 0, right: right - left });
      const wanted = sx.back(pixel);
      let low = 0;
      let high = x.length - 1;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (x[middle] <= wanted) low = middle;
        else high = middle;
      }
      next = wanted - x[low] < x[high] - wanted ? low : high;
      style(this.#cursor, 'left', `${sx.at(x[next])}px`);
      text(this.#cursor, `${axisNumber(x[next], false)} ${xName}`);
    }
    if (next === this.#index) return;
    this.#index = next;
    show(this.#cursor, next !== null);
    this.#drawEnds();
  }

  /** Names at the right ends, in the order of the values there (or under the cursor, then with the value), never overlapping. */
  #drawEnds() {
    const { lines, colors, number, x } = this.#content;
    const { right, top, bottom } = this.#box;
    const ratio = pixelRatio();
    const above = 8; // the canvas begins so much above the plot
    const height = bottom - top + 2 * above;
    const context = prepareFixed(this.#ends, this.#width - right, height);
    this.#ends.style.left = `${right}px`;
    this.#ends.style.top = `${top - above}px`;
    context.font = this.#type(this.#font);
    context.textBaseline = 'middle';
    const [, sy] = this.#scales({ left: 0, right: 1, top: above, bottom: above + bottom - top });
    /** @type {{line: Line, value: number, y: number, at: number}[]} */
    const items = [];
    const index = this.#index !== null && this.#index < x.length ? this.#index : null;
    for (const line of lines) {
      if (line.name === null) continue;
      const value = index === null ? last(line.values) : line.values[index];
      if (value === null || value === undefined) continue;
      const y = Math.max(above, Math.min(height - above, sy.at(value)));
      items.push({ line, value, y, at: y });
    }
    items.sort((a, b) => a.at - b.at || b.value - a.value);
    const lowest = height - above - 5; // the numbers of the axis stand below
    spread(items, Math.min(this.#font * 1.12, (lowest - 6) / Math.max(1, items.length - 1)), 6, lowest);
    this.#placed = items.map((item) => ({ y: item.at, pick: item.line.pick }));
    for (const { line, value, y, at } of items) {
      stroke(context, line.color, 1 / ratio, [[1, y], [10, at]]);
      context.fillStyle = line.faint ? colors.muted : colors.ink; // the colours of the lines are too pale for small type
      context.fillText(index === null ? String(line.name) : `${line.name} ${number(value)}`, 13, at);
    }
  }
}

/** Moves items, sorted by `at`, apart to `pitch` within [lo, hi]. @param {{at: number}[]} items @param {number} pitch @param {number} lo @param {number} hi */
export function spread(items, pitch, lo, hi) {
  items.forEach((item, i) => {
    item.at = Math.max(item.at, i ? items[i - 1].at + pitch : lo);
  });
  for (let i = items.length - 1; i >= 0; i--) {
    items[i].at = Math.min(items[i].at, i === items.length - 1 ? hi : items[i + 1].at - pitch);
  }
}

/** @param {(number | null | undefined)[]} values */
function last(values) {
  for (let i = values.length - 1; i >= 0; i--) {
    const v = values[i];
    if (v !== null && v !== undefined) return v;
  }
  return null;
}

const measure = contextOf(document.createElement('canvas'));
/** @type {Map<string, number>} */
const widths = new Map();
/** @param {string} name */
function textWidth(name) {
  if (!widths.has(name)) {
    measure.font = '12px system-ui, sans-serif';
    widths.set(name, measure.measureText(name).width);
  }
  return widths.get(name) ?? 0;
}
