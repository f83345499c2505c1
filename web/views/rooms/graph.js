// A line graph as wide as its place: axes with names and round numbers, lines with their names at the end, what else is drawn
// below or above them.

import { attribute, h, style, svg } from '../../dom.js';
import { axisNumber, createScale, powers, roundNumbers } from '../axis.js';
import { label } from '../inside/draw.js';
import { spread } from '../plot.js';

/** @import { Scale } from '../axis.js' */

/**
 * @typedef {object} Axis
 * @property {number} lo @property {number} hi @property {string} name
 * @property {boolean} [log]
 * @property {(v: number) => string} [write] how its numbers are written
 * @property {number[]} [at] where its numbers stand
 *
 * @typedef {object} Line
 * @property {ArrayLike<number>} x @property {ArrayLike<number>} y not finite: a gap
 * @property {string} [name] stands at its end
 * @property {string} [family] has its colour; without, ink
 * @property {string} [dash]
 * @property {string} [kind] a class beside "line"
 *
 * @typedef {object} Drawing
 * @property {Axis} x @property {Axis} y
 * @property {Line[]} lines
 * @property {(x: Scale, y: Scale) => (Node | string)[]} [under] @property {(x: Scale, y: Scale) => (Node | string)[]} [over]
 * @property {boolean} [square] both axes have the same scale
 * @property {string} said the picture in words
 */

const LEFT = 56, TOP = 24, BOTTOM = 40, RIGHT = 14, NAMES = 118;

let ids = 0;

export class Graph {
  /** @type {Drawing | null} */ #drawing = null;
  #picture = svg('svg', { role: 'img' });
  #clip = `room-clip-${++ids}`;
  #share;
  #least;
  /** @type {HTMLElement} */ element = h('div', { class: 'room-graph' }, this.#picture);

  /** @param {number} [share] of its width that it is high @param {number} [least] but at least so many pixels */
  constructor(share = 0.6, least = 220) {
    this.#share = share;
    this.#least = least;
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  /** @param {Drawing} drawing */
  update(drawing) {
    this.#drawing = drawing;
    this.#draw();
  }

  #draw() {
    const width = this.element.clientWidth;
    if (!this.#drawing || width < 120) return;
    const { x: across, y: up, lines, under, over, square, said } = this.#drawing;
    const named = lines.some(({ name }) => name);
    const right = width - (named ? Math.min(NAMES, width * 0.3) : RIGHT);
    const height = square ? TOP + BOTTOM + ((right - LEFT) * (up.hi - up.lo)) / (across.hi - across.lo) : Math.max(this.#least, Math.min(480, width * this.#share));
    const bottom = height - BOTTOM;
    const x = createScale(across.lo, across.hi, LEFT, right, Boolean(across.log));
    const y = createScale(up.lo, up.hi, bottom, TOP, Boolean(up.log));
    let grid = '';
    const words = [];
    for (const v of ticks(up, (bottom - TOP) / 44)) {
      grid += `M${LEFT} ${y.at(v).toFixed(1)}H${right}`;
      words.push(label(LEFT - 6, y.at(v) + 4, up.write?.(v) ?? axisNumber(v, Boolean(up.log)), 'end'));
    }
    for (const v of ticks(across, (right - LEFT) / 70)) {
      grid += `M${x.at(v).toFixed(1)} ${TOP}V${bottom}`;
      words.push(label(x.at(v), bottom + 16, across.write?.(v) ?? axisNumber(v, Boolean(across.log))));
    }
    words.push(label((LEFT + right) / 2, bottom + 34, across.name), label(4, 14, up.name, 'start'));
    const shapes = lines.map((line) => svg('path', { class: `line ${line.kind ?? ''}`, 'data-family': line.family ?? null, 'stroke-dasharray': line.dash ?? null, d: pathOf(line, x, y) }));
    const ends = lines.flatMap(({ name, y: values }) => {
      const last = Array.from(values).findLast(Number.isFinite);
      return name && last !== undefined ? [{ name, at: Math.min(bottom, Math.max(TOP, y.at(last))) }] : [];
    }).sort((a, b) => a.at - b.at);
    spread(ends, 15, TOP, bottom);
    attribute(this.#picture, 'viewBox', `0 0 ${width} ${height.toFixed(0)}`);
    attribute(this.#picture, 'aria-label', said);
    style(this.#picture, 'height', `${height.toFixed(0)}px`);
    this.#picture.replaceChildren(
      svg('clipPath', { id: this.#clip }, svg('rect', { x: LEFT, y: TOP - 6, width: right - LEFT + 6, height: bottom - TOP + 12 })),
      svg('g', { 'clip-path': `url(#${this.#clip})` }, svg('path', { class: 'grid', d: grid }), ...(under?.(x, y) ?? []), ...shapes, ...(over?.(x, y) ?? [])),
      ...words, ...ends.map(({ name, at }) => label(right + 8, at + 4, name, 'start', 'strong')));
  }
}

/** @param {Axis} axis @param {number} most */
const ticks = ({ lo, hi, log, at }, most) => at ?? (log ? thinned(powers(lo, hi), most) : roundNumbers(lo, hi, most));

/** @param {number[]} list @param {number} most */
const thinned = (list, most) => list.filter((_, i) => i % Math.max(1, Math.ceil(list.length / most)) === 0);

/** @param {Line} line @param {Scale} x @param {Scale} y */
function pathOf(line, x, y) {
  let path = '';
  let open = false;
  for (let i = 0; i < line.y.length; ++i) {
    const [px, py] = [x.at(line.x[i]), y.at(line.y[i])];
    if (Number.isFinite(px) && Number.isFinite(py)) path += `${open ? 'L' : 'M'}${clamp(px).toFixed(1)} ${clamp(py).toFixed(1)}`;
    open = Number.isFinite(px) && Number.isFinite(py);
  }
  return path;
}

/** Far outside is far enough: browsers draw no larger numbers. @param {number} pixel */
const clamp = (pixel) => Math.min(1e4, Math.max(-1e4, pixel));
