// Four words with two labels: the outputs of two sigmoids and of softmax against the labels that are wanted.

/** @import { Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */

import { h, svg, text, Words } from '../../dom.js';
import { percent, significant } from '../format.js';
import { hatching, label } from '../inside/draw.js';
import { NumbersTable } from '../inside/table.js';
import { Graph } from './graph.js';

/** @typedef {{outputs: number[], exact: number, losses: number[]}} Lane */

const WORDS = ['apple', 'banana', 'phone', 'stone'];
const LABELS = ['fruit', 'gadget'];

/** Half a bar, and where the two of a word stand beside its middle. */
const HALF = 0.15;

export function createApple() {
  const words = new Words();
  const sides = ['sigmoids', 'softmax'].map((head) => ({ head, count: h('b'), graph: new Graph(0.62) }));
  const losses = new Graph(0.15, 150);
  const said = h('p', { class: 'room-said', role: 'status' });
  const table = new NumbersTable();
  const element = h('figure', {}, h('div', { class: 'room-pair' }, ...sides.map(({ head, count, graph }) => h('div', {}, words.text(h('h3'), `head.${head}`), h('p', { class: 'room-count' }, count, ' ', words.text(h('span', { class: 'hint' }), 'apple.exact')), graph.element))),
    said, words.text(h('figcaption', { class: 'hint' }), 'apple.legend'), losses.element, table.element);

  /** @param {Model} model @param {Seen} seen */
  function update(model, { answer }) {
    const { t } = model;
    words.update(model);
    const { words: wanted } = answer;
    /** @type {Lane[]} */ const lanes = answer.lanes;
    sides.forEach(({ head, count, graph }, side) => {
      const { outputs, exact } = lanes[side];
      const bars = WORDS.flatMap((word, w) => LABELS.map((name, k) => ({ word, name, k, middle: w + (k ? 0.19 : -0.19), output: outputs[2 * w + k], wish: wanted[w][2 + k] })));
      const wrong = (/** @type {{output: number, wish: number}} */ { output, wish }) => output > 0.5 !== wish > 0.5;
      text(count, percent(exact));
      graph.update({
        x: { lo: -0.5, hi: 3.5, name: t('apple.sum', { sums: WORDS.map((_, w) => (outputs[2 * w] + outputs[2 * w + 1]).toFixed(2)).join(' · ') }), at: [0, 1, 2, 3], write: (w) => t(`apple.${WORDS[w]}`) },
        y: { lo: 0, hi: 1.12, name: t('apple.output'), at: [0, 0.5, 1] },
        lines: [],
        over: (x, y) => [hatching(`apple-${head}`), svg('path', { class: 'level', d: `M0 ${y.at(0.5)}H4000` }), ...bars.flatMap((bar) => {
          const { k, middle, output, wish } = bar;
          const box = { x: x.at(middle - HALF), width: x.at(HALF) - x.at(-HALF), y: y.at(output), height: y.at(0) - y.at(output) };
          return [svg('rect', { ...box, class: `label-${k}` }), k ? svg('rect', { ...box, fill: `url(#apple-${head})` }) : '',
            svg('path', { class: 'wish', d: `M${x.at(middle - HALF - 0.02)} ${y.at(wish)}H${x.at(middle + HALF + 0.02)}` }),
            wrong(bar) ? label(x.at(middle), y.at(Math.max(output, wish)) - 8, '✕', 'middle', 'cross') : ''];
        })],
        said: bars.map((bar) => t('apple.bar', { word: t(`apple.${bar.word}`), label: t(`apple.${bar.name}`), output: significant(bar.output), wish: bar.wish })).join('; '),
      });
    });
    text(said, t('apple.said', { sigmoids: percent(lanes[0].exact), softmax: percent(lanes[1].exact), fruit: lanes[1].outputs[0].toFixed(2), gadget: lanes[1].outputs[1].toFixed(2) }));
    const steps = Array.from(lanes[0].losses, (_, k) => k);
    losses.update({
      x: { lo: 0, hi: steps.length - 1, name: t('room.stepShort') }, y: { lo: 0, hi: Math.max(...lanes.flatMap((lane) => Array.from(lane.losses.slice(0, 2)))), name: t('apple.loss') },
      lines: sides.map(({ head }, i) => ({ x: steps, y: lanes[i].losses, name: t(`head.${head}`), dash: i ? '7 4' : undefined })),
      said: t('apple.losses', { sigmoids: significant(lanes[0].losses[steps.length - 1]), softmax: significant(lanes[1].losses[steps.length - 1]) }),
    });
    table.update(t, ['', ...LABELS.map((name) => `${t(`apple.${name}`)}: ${t('apple.wanted')}`), ...sides.flatMap(({ head }) => LABELS.map((name) => `${t(`apple.${name}`)}: ${t(`head.${head}`)}`))],
      WORDS.map((word, w) => [t(`apple.${word}`), String(wanted[w][2]), String(wanted[w][3]), ...lanes.flatMap(({ outputs }) => [outputs[2 * w], outputs[2 * w + 1]])]));
  }
  return { element, update };
}
