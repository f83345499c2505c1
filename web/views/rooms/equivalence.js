// A random network and an equal one by other means: both as maps, and what is between them.

/** @import { Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */

import { h, style, svg, text, Words } from '../../dom.js';
import { raised, sized } from '../axis.js';
import { bitmap } from '../canvas.js';
import { palette } from '../colors.js';
import { integer, percent, significant } from '../format.js';
import { NumbersTable } from '../inside/table.js';
import { Graph } from './graph.js';
import { activationName } from './words.js';

/** What the activation becomes; without, as it is. @type {Record<string, string>} */
const BECOMES = { 'tanh-to-sigmoid': 'sigmoid', 'to-maxout': 'maxout' };

const OPAQUE = 0xff000000;

/** Steps of the bar of colours. */
const BAR = 64;

export function createEquivalence() {
  const words = new Words();
  const maps = ['before', 'after', 'difference'].map((key) => ({ key, name: h('h3'), hint: h('p', { class: 'hint' }), graph: new Graph(), bar: h('img', { alt: '' }), ends: [0, 1, 2].map(() => h('span')) }));
  const said = h('p', { class: 'room-said', role: 'status' });
  const more = h('p');
  const table = new NumbersTable();
  const element = h('figure', {}, h('div', { class: 'room-pair room-three' }, ...maps.map(({ name, hint, graph, bar, ends }) => h('div', {}, name, hint, graph.element, h('div', { class: 'room-bar', 'aria-hidden': true }, bar, ...ends)))),
    said, more, words.text(h('figcaption', { class: 'hint' }), 'equivalence.legend'), table.element);

  /** @param {Model} model @param {Seen} seen */
  function update(model, { answer }) {
    const { t } = model;
    words.update(model);
    const { options, low, high, largest, parameters, parametersAfter } = answer;
    const { size, reach, layers, units, rewrite } = options;
    const merged = rewrite === 'merge-identity', probability = rewrite === 'softmax-to-logistic';
    const range = high - low;
    const called = activationName(model, options.activation);
    const changed = Array.from(answer.difference).filter((v) => v !== 0).length;
    // A probability is blue above a half; other values by their sign.
    const middle = probability ? 0.5 : 0;
    const most = Math.max(high - middle, middle - low) || 1;
    const heads = [probability ? t('head.softmax') : called, merged ? t('equivalence.merged') : probability ? t('head.logistic') : activationName(model, BECOMES[rewrite]), largest === 0 ? t('equivalence.none') : t('equivalence.times', { n: `10${raised(Math.round(Math.log10(most / largest)))}` })];
    const hints = [t('equivalence.layers', { n: layers, units, parameters: integer(parameters) }), t('equivalence.count', { parameters: integer(parametersAfter) }), t('equivalence.minus')];
    const { field } = palette();
    const color = (/** @type {number} */ share) => field[Math.max(0, Math.min(255, Math.round(127.5 + 127.5 * share)))] | OPAQUE;
    maps.forEach(({ key, name, hint, graph, bar, ends }, i) => {
      const own = key === 'difference';
      const zero = own ? 0 : middle, scale = own ? largest || 1 : most;
      const values = answer[key];
      const picture = bitmap(size, size, (pixels) => pixels.forEach((_, k) => (pixels[k] = color((values[k] - zero) / scale)))).toDataURL();
      text(name, heads[i]);
      text(hint, hints[i]);
      graph.update({
        x: { lo: -reach, hi: reach, name: 'x₁' }, y: { lo: -reach, hi: reach, name: 'x₂' }, lines: [], square: true,
        under: (x, y) => [svg('image', { href: picture, x: x.at(-reach), y: y.at(reach), width: x.at(reach) - x.at(-reach), height: y.at(-reach) - y.at(reach), preserveAspectRatio: 'none', class: own ? 'grains' : '' })],
        said: own ? `${heads[i]}: ${t('equivalence.largest', { largest: sized(largest) })}` : t('equivalence.map', { name: heads[i], low: significant(Math.min(...values)), high: significant(Math.max(...values)) }),
      });
      bar.src = bitmap(BAR, 1, (pixels) => pixels.forEach((_, k) => (pixels[k] = color((2 * k) / (BAR - 1) - 1)))).toDataURL();
      const number = (/** @type {number} */ v) => (own ? `${v < 0 ? '−' : '+'}${sized(Math.abs(v))}` : significant(v, 2));
      ends.forEach((end, k) => text(end, k === 1 ? significant(zero) : own && largest === 0 ? '' : number(zero + (k - 1) * scale)));
      style(bar, 'visibility', own && largest === 0 ? 'hidden' : '');
    });
    text(said, largest === 0 ? t('equivalence.same', { points: integer(size * size) }) : t('equivalence.said', { largest: sized(largest), relative: sized(largest / range), share: percent(changed / (size * size)) }));
    text(more, t(`equivalence.${rewrite}`));
    table.update(t, ['', ...maps.slice(0, 2).map((_, i) => t(`equivalence.${i ? 'after' : 'before'}`))], [
      [t('equivalence.parameters'), parameters, parametersAfter],
      [t('equivalence.low'), ...maps.slice(0, 2).map(({ key }) => Math.min(...answer[key]))],
      [t('equivalence.high'), ...maps.slice(0, 2).map(({ key }) => Math.max(...answer[key]))],
      [t('equivalence.differ'), String(changed), sized(largest)],
    ]);
  }
  return { element, update };
}
