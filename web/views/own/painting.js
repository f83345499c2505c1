// Points painted by hand, on a picture of the data: pressed or dragged in a class, sprayed, erased. What is painted is the
// experiment's data a moment after the hand rests; all of it is one step to undo.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, options, show, style, text, Words } from '../../dom.js';
import { equal } from '../../link.js';
import { minus } from '../../text.js';
import { palette } from '../colors.js';
import { paint, shapeOf, shapes, valueRange } from '../field.js';
import * as format from '../format.js';

/**
 * Points and the picture they are on: from where to where it reaches to the right and upward. Of a curve the second number is
 * the target, else there is a class.
 *
 * @typedef {[x: number, y: number, kind: number]} Point
 * @typedef {{points: Point[], curve: boolean, view: number[]}} Painting
 */

const mostPoints = 20000;
const restMs = 250;
/** In shares of the picture's width: how far the spray and the eraser reach, the way from point to point, a step of the cross. */
const reach = 0.04;
const spacing = 0.02;
const stride = 0.025;
const sprayed = 4;
const eraser = -1;

/** @param {Actions} actions */
export function createPainting(actions) {
  const words = new Words();
  /** @type {Model} */
  let model;
  /** What is painted; null: what the race has. @type {Painting | null} */
  let own = null;
  /** @type {Painting[]} */
  let past = [];
  /** What the race has, as a painting. @type {{data: any, spec: any, painting: Painting} | null} */
  let taken = null;
  /** The data of the experiment when they were last compared with what is painted. @type {any} */
  let known = null;
  /** @type {any} */ let sent = null;
  let sending = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  /** Tells one sitting from the next: a sitting is one step to undo. */
  let sitting = 0;

  let hand = 0; // a class, or the eraser
  /** Where the last dab of this stroke was, in shares; null: no stroke. @type {number[] | null} */
  let last = null;
  const cross = [0.5, 0.5];
  let drawn = '';
  /** @type {any} */ let drawnOf = null;

  const kind = h('select', { onchange: () => change({ points: [], curve: kind.value === 'curve', view: [-1.5, 1.5, -1.5, 1.5] }) });
  const hands = shapes.map((shape, i) => h('button', { class: 'hand', onclick: () => take(i) }, h('span', { class: 'shape', 'data-class': String(i), 'aria-hidden': 'true' }, shape), ` ${i + 1}`));
  const erase = words.button('own.erase', () => take(eraser));
  const spray = h('input', { type: 'checkbox' });
  const undo = words.button('own.undo', back);
  const clear = words.button('own.clear', () => change({ ...current(), points: [] }));
  const canvas = h('canvas', { tabindex: 0, role: 'application', 'aria-describedby': 'paint-hint' });
  const mark = h('span', { class: 'paint-cross' });
  const frame = h('div', { class: 'paint-frame' }, canvas, mark);
  const status = h('p', { role: 'status' });
  const element = h('div', { class: 'painting' },
    words.label('own.kind', kind),
    h('div', { class: 'buttons' }, ...hands, erase),
    h('div', { class: 'buttons' }, h('label', { class: 'check' }, spray, words.text(h('span'), 'own.spray')), undo, clear),
    status, frame, words.text(h('p', { class: 'hint', id: 'paint-hint' }), 'own.paintHint'));

  /** @param {number} next */
  function take(next) {
    hand = next;
    hands.forEach((button, i) => attribute(button, 'aria-pressed', String(i === hand)));
    attribute(erase, 'aria-pressed', String(hand === eraser));
  }
  take(0);

  /** What is on the picture. @returns {Painting} */
  function current() {
    if (own) return own;
    const { data } = model;
    const { spec } = model.state;
    if (taken?.data !== data || taken?.spec !== spec.data) taken = { data, spec: spec.data, painting: paintingOf(model) };
    return /** @type {any} */ (taken).painting;
  }

  /** @param {Painting} next a step of its own to go back from */
  function change(next) {
    past.push(current());
    set(next);
  }

  /** @param {Painting} next */
  function set(next) {
    own = next;
    clearTimeout(timer);
    timer = setTimeout(send, restMs);
    draw();
  }

  function back() {
    const before = past.pop();
    if (before) set(before);
  }

  async function send() {
    const { points, curve, view } = current();
    if (points.length < 2) return;
    const given = model.state.spec.data.points ?? {};
    sent = {
      kind: curve ? 'values' : 'classes',
      inputs: points.map(([x, y]) => (curve ? [x] : [x, y])),
      targets: points.map(([, y, kind]) => [curve ? y : kind]),
      ranges: curve ? [view.slice(0, 2)] : [view.slice(0, 2), view.slice(2)],
    };
    // Names stay as long as there is what they name.
    if (given.columns?.length === sent.inputs[0].length + 1) sent.columns = given.columns;
    if (!curve && given.classes?.length === points.reduce((most, [, , kind]) => Math.max(most, kind + 1), 2)) sent.classes = given.classes;
    sending++;
    await actions.givePoints(sent, { series: `painting ${sitting}` });
    sending--;
  }

  /** Other data were chosen elsewhere: those are on the picture from now on. */
  function follow() {
    const { data } = model.state.spec;
    if (data === known || sending) return;
    const mine = sent && equal(data.points?.inputs, sent.inputs) && equal(data.points?.targets, sent.targets);
    if (own && !mine && !equal(data, known)) {
      clearTimeout(timer);
      own = sent = null;
      past = [];
      last = null;
      sitting++;
    }
    known = data;
  }

  /** Points, or the eraser, at a place of the picture. @param {number} x @param {number} y shares of it, y from the top */
  function dab(x, y) {
    const { points, curve, view } = current();
    const [width, height] = [view[1] - view[0], view[3] - view[2]];
    if (hand === eraser) {
      const far = (/** @type {Point} */ [a, b]) => Math.hypot((a - view[0]) / width - x, (view[3] - b) / height - y) > reach;
      return set({ points: points.filter(far), curve, view });
    }
    /** @type {Point[]} */
    const more = [];
    for (let i = 0; i < (spray.checked ? sprayed : 1) && points.length + more.length < mostPoints; ++i) {
      const turn = 2 * Math.PI * Math.random();
      const off = spray.checked ? reach * Math.sqrt(Math.random()) : 0;
      const place = [x + off * Math.cos(turn), y + off * Math.sin(turn)].map((share) => Math.min(1, Math.max(0, share)));
      more.push([short(view[0] + place[0] * width, width), short(view[3] - place[1] * height, height), curve ? 0 : hand]);
    }
    set({ points: [...points, ...more], curve, view });
  }

  /** A stroke of one dab. */
  function stroke(/** @type {number} */ x, /** @type {number} */ y) {
    change(current());
    dab(x, y);
  }

  /** @param {PointerEvent} event */
  const placeOf = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  canvas.addEventListener('pointerdown', (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    canvas.setPointerCapture(event.pointerId);
    last = placeOf(event);
    stroke(last[0], last[1]);
  });
  canvas.addEventListener('pointermove', (/** @type {PointerEvent} */ event) => {
    if (!last || !event.isPrimary) return;
    const place = placeOf(event);
    if (Math.hypot(place[0] - last[0], place[1] - last[1]) < spacing || place.some((share) => share < 0 || share > 1)) return;
    last = place;
    dab(place[0], place[1]);
  });
  for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => (last = null));

  /** @type {Record<string, number[]>} */
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  element.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    const { key } = event;
    if (event.altKey || (event.target !== canvas && !(event.target instanceof HTMLButtonElement))) return;
    const control = event.ctrlKey || event.metaKey;
    if (control && key === 'z') back();
    else if (control) return;
    else if (hands[Number(key) - 1] && !hands[Number(key) - 1].hidden) take(Number(key) - 1);
    else if (key === 'e') take(eraser);
    else if (event.target !== canvas) return;
    else if (arrows[key]) {
      arrows[key].forEach((step, i) => (cross[i] = Math.min(1, Math.max(0, cross[i] + step * stride * (event.shiftKey ? 4 : 1)))));
      placeCross();
      const { view } = current();
      const at = [view[0] + cross[0] * (view[1] - view[0]), view[3] - cross[1] * (view[3] - view[2])];
      text(status, at.map((x) => minus(format.setting(Number(x.toPrecision(3))))).join(model.t('list.comma')));
    } else if (key === 'Enter' || key === ' ') stroke(cross[0], cross[1]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  function placeCross() {
    style(mark, 'left', `${100 * cross[0]}%`);
    style(mark, 'top', `${100 * cross[1]}%`);
  }
  placeCross();

  function draw() {
    const size = Math.min(element.clientWidth, Math.max(240, window.innerHeight - 282));
    const painting = current();
    const { points, curve, view } = painting;
    const key = `${size} ${palette().key} ${model.state.lang}`;
    if (size <= 0 || (drawn === key && drawnOf === painting)) return;
    drawn = key;
    drawnOf = painting;
    const { t } = model;
    const count = points.length;
    const data = {
      inputs: curve ? 1 : 2, kind: curve ? 'values' : 'classes', count, trainCount: count, view, shown: [0, 1],
      x: points.flatMap(([x]) => x).concat(points.map(([, y]) => y)), target: points.map(([, y, kind]) => (curve ? y : kind)),
    };
    for (const side of ['width', 'height']) style(canvas, side, `${size}px`);
    paint(canvas, size, /** @type {any} */ ({ ...model, data }), null, { large: true });
    options(kind, [['classes', t('own.classes')], ['curve', t('own.curve')]]);
    kind.value = curve ? 'curve' : 'classes';
    attribute(hands[0].firstChild, 'data-class', curve ? null : '0');
    hands.forEach((button, i) => {
      show(button, !curve || i === 0);
      attribute(button, 'aria-label', curve ? t('own.dot') : t('own.class', { n: i + 1 }));
    });
    /** @type {number[]} */
    const counts = [];
    if (!curve) for (const [, , kind] of points) counts[kind] = (counts[kind] ?? 0) + 1;
    const list = counts.map((n, kind) => ` · ${shapes[shapeOf(kind)]} ${n}`).join('');
    text(status, count < 2 ? t('own.few') : t('own.count', { n: count }) + list);
    attribute(canvas, 'aria-label', `${t('own.paint')}: ${status.textContent}`);
    undo.disabled = past.length === 0;
  }

  return {
    element,
    /** @param {Model} next */
    update(next) {
      model = next;
      if (!model.data) return;
      words.update(model);
      follow();
      draw();
    },
    /** The sitting is over. */
    end: () => void sitting++,
  };
}

/** A coordinate with no more digits than a picture this wide shows. @param {number} x @param {number} width */
function short(x, width) {
  const step = 10 ** (Math.floor(Math.log10(width)) - 3);
  return Number((Math.round(x / step) * step).toPrecision(12));
}

/** The race's data to paint on, where they can be painted; else an empty picture. @param {Model} model @returns {Painting} */
function paintingOf({ data, state }) {
  const curve = data?.inputs === 1;
  if (!data || data.inputs > 2 || data.kind !== (curve ? 'values' : 'classes')) return { points: [], curve: false, view: [-1.5, 1.5, -1.5, 1.5] };
  const view = curve ? [...data.view, ...valueRange(data)] : data.view;
  const given = state.spec.data.points;
  const at = (/** @type {number} */ i) => (curve ? [data.x[i], data.target[i]] : [data.x[i], data.x[data.count + i]]).map((x, k) => short(x, view[2 * k + 1] - view[2 * k]));
  /** @type {Point[]} */
  const points = given
    ? given.inputs.map((/** @type {number[]} */ input, /** @type {number} */ i) => (curve ? [input[0], given.targets[i][0], 0] : [...input, given.targets[i][0]]))
    : Array.from({ length: data.count }, (_, i) => [...at(i), curve ? 0 : data.target[i]]);
  return { points, curve, view };
}
