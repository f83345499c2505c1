// The one place that knows the chart library (uPlot). Lines over a common x, straight or logarithmic, with labelled reference
// lines and the names of the lines at their right ends.

import uPlot from 'uplot';
import { h } from '../dom.js';
import { integer } from './format.js';

/**
 * @typedef {{name: string | null, color: string, dash: number[], width: number, values: (number | null | undefined)[],
 *   pick: number | null, faint: boolean}} Line  name: written at its end, or null; width in device pixels; pick: what `onPick` reports
 * @typedef {{value: number, name: string}} Reference
 * @typedef {{x: number[], lines: Line[], log: boolean, references: Reference[], xEnd: number, y: [number, number],
 *   colors: Record<string, string>, xName: string, number: (v: number) => string, large: boolean}} Content
 */

/** A number the library can draw on this axis; null is a gap. It cannot bear Infinity, nor 0 on a logarithmic axis. @param {number} v @param {boolean} log @returns {number | null} */
export function drawable(v, log) {
  if (!Number.isFinite(v) || (log && v <= 0)) return null;
  return log ? Math.min(1e30, Math.max(1e-30, v)) : Math.min(1e30, Math.max(-1e30, v));
}

/** The powers of ten between lo and hi, with 2 and 5 where there are few. @param {number} lo @param {number} hi */
function decades(lo, hi) {
  const list = [];
  const few = hi / lo < 30;
  for (let e = Math.floor(Math.log10(lo)); 10 ** e <= hi; e++) for (const k of few ? [1, 2, 5] : [1]) list.push(k * 10 ** e);
  return list.filter((v) => v >= lo * 0.999 && v <= hi * 1.001);
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** @param {number} v */
const power = (v) => {
  if (!(v > 0)) return ''; // places the library leaves without a number
  const e = Math.round(Math.log10(v));
  if (Math.abs(Math.log10(v) - e) > 1e-6) return String(Number(v.toPrecision(1)));
  if (e >= -2 && e <= 3) return String(Number(v.toPrecision(1)));
  return `10${e < 0 ? '⁻' : ''}${superscripts[Math.abs(e)] ?? Math.abs(e)}`;
};

export class Plot {
  /** @type {Content} what is shown; set by the first update */
  #content = /** @type {any} */ (null);
  /** @type {uPlot} */
  #chart = /** @type {any} */ (null);
  #signature = '';
  #ends = h('canvas', { class: 'plot-ends' });
  /** @type {number | null} the place under the cursor */
  #index = null;
  /** @type {{y: number, pick: number | null}[]} */
  #placed = [];
  #width = 0;
  #height = 0;
  #family = '';

  /** @param {HTMLElement} root @param {{onPick: (lane: number) => void, onHover?: (index: number | null) => void}} events */
  constructor(root, events) {
    this.root = root;
    this.events = events;
    this.#ends.addEventListener('click', (/** @type {MouseEvent} */ event) => {
      const distance = (/** @type {{y: number}} */ item) => Math.abs(item.y - event.offsetY);
      const [near] = [...this.#placed].sort((a, b) => distance(a) - distance(b));
      if (near && near.pick !== null && distance(near) < 14) events.onPick(near.pick);
    });
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

  get #margin() {
    const longest = Math.max(0, ...this.#content.lines.map((line) => (line.name ? textWidth(line.name) : 0)));
    return Math.min(Math.ceil((longest + 46) * (this.#font / 12)), Math.round(this.#width * 0.42));
  }

  #draw() {
    const { root } = this;
    const content = this.#content;
    this.#width = root.clientWidth;
    this.#height = root.clientHeight;
    if (this.#width < 80 || this.#height < 60) return;
    const margin = this.#margin;
    const signature = [content.log, content.lines.length, content.large, content.colors.ink, content.colors.paper, margin, content.xName].join(' ');
    const data = /** @type {uPlot.AlignedData} */ ([content.x, ...content.lines.map((line) => line.values)]);
    if (signature !== this.#signature) {
      this.#chart?.destroy();
      this.#signature = signature;
      this.#chart = new uPlot(this.#options(margin), data, root);
      root.append(this.#ends);
      this.#style();
      this.#chart.redraw();
      return;
    }
    this.#style();
    if (this.#chart.width !== this.#width || this.#chart.height !== this.#height) {
      this.#chart.setSize({ width: this.#width, height: this.#height });
    }
    this.#chart.setData(data);
  }

  /** Widths and patterns are fields of the library's own series objects. */
  #style() {
    const ratio = window.devicePixelRatio || 1;
    this.#content.lines.forEach((line, i) => {
      const series = this.#chart.series[i + 1];
      series.width = line.width / ratio;
      series.dash = line.dash.length ? line.dash : undefined;
    });
  }

  /** @param {number} margin @returns {any} */
  #options(margin) {
    this.#family = getComputedStyle(this.root).fontFamily;
    const font = `${this.#font}px ${this.#family}`;
    const axis = { stroke: () => this.#content.colors.muted, font, labelFont: font, ticks: { show: false },
      grid: { stroke: () => this.#content.colors.grid, width: 1 / (window.devicePixelRatio || 1) } };
    return {
      width: this.#width,
      height: this.#height,
      padding: [8, margin, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      select: { show: false },
      scales: {
        x: { time: false, range: () => [0, this.#content.xEnd] },
        y: { distr: this.#content.log ? 3 : 1, range: () => this.#content.y },
      },
      axes: [
        { ...axis, size: this.#font + 10, gap: 3, space: 5 * this.#font, values: (/** @type {uPlot} */ _, /** @type {number[]} */ splits) => splits.map((v, i) => (i === splits.length - 1 ? `${integer(v)} ${this.#content.xName}` : integer(v))) },
        { ...axis, size: this.#font * 3, gap: 4, ...(this.#content.log && { splits: (/** @type {uPlot} */ _, /** @type {number} */ __, /** @type {number} */ lo, /** @type {number} */ hi) => decades(lo, hi) }), values: (/** @type {uPlot} */ _, /** @type {number[]} */ splits) => splits.map((v) => (this.#content.log ? power(v) : String(Number(v.toPrecision(3))))) },
      ],
      series: [{}, ...this.#content.lines.map((_, i) => ({
        stroke: () => this.#content.lines[i].color,
        points: { show: false },
        spanGaps: false,
      }))],
      hooks: {
        draw: [(/** @type {uPlot} */ u) => {
          this.#drawReferences(u);
          this.#drawEnds();
        }],
        setCursor: [(/** @type {uPlot} */ u) => this.#hover((u.cursor.left ?? -1) >= 0 ? u.cursor.idx : null)],
      },
    };
  }

  /** @param {number | null | undefined} index */
  #hover(index) {
    const next = index ?? null;
    if (next === this.#index) return;
    this.#index = next;
    this.#drawEnds();
    this.events.onHover?.(next);
  }

  /** @param {uPlot} u */
  #drawReferences(u) {
    const { references, colors } = this.#content;
    const { ctx, bbox } = u;
    const ratio = window.devicePixelRatio || 1;
    ctx.save();
    ctx.font = `${this.#font * ratio}px ${this.#family}`;
    ctx.fillStyle = ctx.strokeStyle = colors.muted;
    ctx.lineWidth = 1;
    ctx.textAlign = 'right';
    ctx.lineJoin = 'round';
    let free = -Infinity; // no name stands lower than this
    const line = this.#font * 1.15 * ratio;
    /** @type {[string, number, number, CanvasTextBaseline][]} */
    const names = [];
    for (const { value, name } of [...references].sort((a, b) => b.value - a.value)) {
      const y = Math.round(u.valToPos(value, 'y', true)) + 0.5;
      if (!(y > bbox.top && y < bbox.top + bbox.height)) continue;
      ctx.setLineDash([2 * ratio, 4 * ratio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      const below = y - line < free; // a name stands above its line, or below it where another is in the way
      ctx.textBaseline = below ? 'top' : 'bottom';
      // A rim of paper keeps the name readable where lines pass.
      names.push([name, bbox.left + bbox.width - 4 * ratio, y + (below ? 3 : -2) * ratio, ctx.textBaseline]);
      free = below ? y + line : y;
    }
    ctx.setLineDash([]);
    ctx.strokeStyle = colors.paper;
    ctx.lineWidth = 4 * ratio;
    for (const [name, x, y, baseline] of names) {
      ctx.textBaseline = baseline;
      ctx.strokeText(name, x, y);
      ctx.fillText(name, x, y);
    }
    ctx.restore();
  }

  /** Names at the right ends, in the order of the values there (or under the cursor, then with the value), never overlapping. */
  #drawEnds() {
    const u = this.#chart;
    if (!u) return;
    const { lines, colors, number } = this.#content;
    const ratio = window.devicePixelRatio || 1;
    const margin = this.#margin;
    const height = u.over.clientHeight;
    const top = u.over.offsetTop;
    const canvas = this.#ends;
    canvas.width = Math.round(margin * ratio);
    canvas.height = Math.round((height + 16) * ratio);
    canvas.style.width = `${margin}px`;
    canvas.style.height = `${height + 16}px`;
    canvas.style.left = `${u.over.offsetLeft + u.over.clientWidth}px`;
    canvas.style.top = `${top - 8}px`;
    const ctx = canvas.getContext('2d');
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.font = `${this.#font}px ${this.#family}`;
    ctx.textBaseline = 'middle';
    /** @type {{line: Line, value: number, y: number, at: number}[]} */
    const items = [];
    for (const line of lines) {
      if (line.name === null) continue;
      const value = this.#index === null ? last(line.values) : line.values[this.#index];
      if (value === null || value === undefined) continue;
      const y = Math.max(8, Math.min(height + 8, u.valToPos(value, 'y') + 8));
      items.push({ line, value, y, at: y });
    }
    items.sort((a, b) => a.at - b.at || b.value - a.value);
    const lowest = height + 3; // the numbers of the axis stand below
    spread(items, Math.min(this.#font * 1.12, (lowest - 6) / Math.max(1, items.length - 1)), 6, lowest);
    this.#placed = items.map((item) => ({ y: item.at, pick: item.line.pick }));
    for (const { line, value, y, at } of items) {
      ctx.strokeStyle = line.color;
      ctx.lineWidth = 1 / ratio;
      ctx.beginPath();
      ctx.moveTo(1, y);
      ctx.lineTo(10, at);
      ctx.stroke();
      ctx.fillStyle = line.faint ? colors.muted : colors.ink; // the colours of the lines are too pale for small type
      ctx.fillText(this.#index === null ? line.name : `${line.name} ${number(value)}`, 13, at);
    }
  }
}

/** Moves items, sorted by `at`, apart to `pitch` within [lo, hi]. @param {{at: number}[]} items @param {number} pitch @param {number} lo @param {number} hi */
function spread(items, pitch, lo, hi) {
  items.forEach((item, i) => {
    item.at = Math.max(item.at, i ? items[i - 1].at + pitch : lo);
  });
  for (let i = items.length - 1; i >= 0; i--) {
    items[i].at = Math.min(items[i].at, i === items.length - 1 ? hi : items[i + 1].at - pitch);
  }
}

/** @param {(number | null | undefined)[]} values */
function last(values) {
  for (let i = values.length - 1; i >= 0; i--) if (values[i] !== null && values[i] !== undefined) return values[i];
  return null;
}

const measure = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
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
