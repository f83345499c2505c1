// A sine from few units: the fit, what each unit adds to it, the log as the notes print it, and a puzzle.

/** @import { Actions, Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */
/** @import { Film } from '../../notes/film.js' */

import { attribute, h, svg, text, Words } from '../../dom.js';
import { integer, loss, score } from '../format.js';
import { NumbersTable } from '../inside/table.js';
import { Graph } from './graph.js';
import { createPlayback } from './playback.js';
import { activationName, familyOf } from './words.js';

const TOP = 1.4;

/** @param {Actions} actions */
export function createSine(actions) {
  const words = new Words();
  const playback = createPlayback(actions);
  /** @type {Seen} */ let seen;
  const r2 = h('b');
  const half = h('span', { class: 'hint' });
  const graphs = { fit: new Graph(0.64), parts: new Graph(0.64) };
  const said = h('p', { class: 'room-said', role: 'status' });
  const log = h('code');
  const scroll = words.attribute(h('pre', { class: 'sine-log', tabindex: 0, role: 'region' }, log), 'aria-label', 'sine.log');
  const puzzle = h('details', { class: 'sine-puzzle' }, words.text(h('summary'), 'sine.puzzle'), words.text(h('p'), 'sine.answer'), h('div', { class: 'buttons' },
    ...[false, true].map((centred) => words.button(`sine.${centred ? 'centre' : 'relu'}`, () => seen.put({ activation: 'relu', parameters: {}, units: 8, recipe: true, centred })))));
  const table = new NumbersTable();
  const element = h('figure', {}, h('p', { class: 'room-count' }, r2, ' ', half), h('div', { class: 'room-pair' }, graphs.fit.element, graphs.parts.element), playback.element, said,
    h('div', { class: 'room-pair' }, scroll, puzzle), words.text(h('figcaption', { class: 'hint' }), 'sine.legend'), table.element);
  let drawn = '';
  /** @type {Film | null} */ let shown = null;

  /** @param {Model} model @param {Seen} next */
  function update(model, next) {
    seen = next;
    words.update(model);
    const film = /** @type {Film} */ (next.answer);
    const { t, state } = model;
    const { options, pictures, data, spec } = film;
    const k = playback.update(model, pictures.length - 1, (i) => pictures[i].step);
    const key = `${k} ${state.lang}`;
    if (key === drawn && shown === film) return;
    shown = film;
    drawn = key;
    const { from, to, frequency } = spec.data.parameters;
    const name = activationName(model, options.activation), family = familyOf(model, options.activation);
    const { fits, lanes: [lane], answers: [[network, units]] } = pictures[k];
    const { count, lo, hi, data: values } = /** @type {any} */ (fits);
    const x = Array.from({ length: count }, (_, i) => lo + ((hi - lo) * i) / (count - 1));
    const inside = x.filter((v) => v >= from && v <= to);
    const across = { lo, hi, name: 'x' };
    const R2 = (/** @type {any} */ of) => `R² ${score(of.score, 'r2')}`;
    const gone = lane.state === 'diverged';
    text(r2, gone ? t('state.diverged') : R2(lane));
    text(half, t('sine.half', { loss: loss(lane.loss) }));
    const dots = (/** @type {any} */ sx, /** @type {any} */ sy) => [svg('path', { class: 'points', d: Array.from(data.x, (v, i) => `M${sx.at(v).toFixed(1)} ${sy.at(data.target[i]).toFixed(1)}h0`).join('') })];
    const [last, lastLine] = pictures[pictures.length - 1].lanes;
    const told = last.state === 'diverged' ? `${name}: ${t('state.diverged')}` : t('sine.said', { n: options.units, name, r2: R2(last), line: R2(lastLine) });
    graphs.fit.update({
      x: across, y: { lo: -TOP, hi: TOP, name: 'y' }, under: dots, said: told,
      lines: [
        { x: inside, y: inside.map((v) => Math.sin(2 * Math.PI * frequency * v)), dash: '3 3', kind: 'fine' },
        { x, y: values.subarray(count, 2 * count), name: t('sine.line'), dash: '9 3 2 3', kind: 'thin' },
        { x, y: values.subarray(0, count), name, family },
      ],
    });
    const weights = network.layers[1].W, [bias] = network.layers[1].b;
    const parts = Array.from(/** @type {number[]} */ (weights), (w, u) => Array.from(units.layers[1].lines.subarray(u * count, (u + 1) * count), (a) => w * a));
    const reach = Math.min(100, Math.max(1, ...parts.flat().map(Math.abs).filter(Number.isFinite)));
    graphs.parts.update({
      x: across, y: { lo: -1.1 * reach, hi: 1.1 * reach, name: t('sine.part') },
      lines: [...parts.map((y) => ({ x, y, family, kind: 'fine' })), { x, y: x.map(() => bias), dash: '3 3', kind: 'thin', name: t('sine.bias') }],
      said: t('sine.parts', { n: options.units }),
    });
    text(said, [told, ...(options.recipe && options.units === 1 && options.activation === 'sigmoid' ? [t('sine.notes')] : options.units === 1 ? [t('sine.one')] : [])].join(t('list.sentence')));
    const each = options.recipe ? data.trainCount / spec.batch.size : 1;
    const lines = pictures.slice(1, k + 1).map(({ step, lanes: [{ loss: now, score: of }] }) => `epoch=${step / each - 1}, total_iteration=${step - 1}\nloss_train=${now.toFixed(6)}, accuracy_train=${of.toFixed(6)}`);
    text(log, lines.join('\n'));
    scroll.scrollTop = scroll.scrollHeight;
    attribute(log, 'lang', 'en');
    table.update(t, [t('room.stepShort'), `${name}: R²`, `${name}: ${t('quantity.loss')}`, `${t('sine.line')}: R²`], () => pictures.map(({ step, lanes: all }) => [integer(step), all[0].score, all[0].loss, all[1].score]));
  }
  return { element, update };
}
