// A maxout unit of one input learns a curve: its lines, the largest of them, and which one that is.

/** @import { Model } from '../../types/views.js' */
/** @import { Seen } from './index.js' */

import { h, svg, text, Words } from '../../dom.js';
import { sized } from '../axis.js';
import { significant } from '../format.js';
import { label } from '../inside/draw.js';
import { NumbersTable } from '../inside/table.js';
import { Graph } from './graph.js';

export function createMaxout() {
  const words = new Words();
  const graph = new Graph(0.52);
  const said = h('p', { class: 'room-said', role: 'status' });
  const more = h('p');
  const table = new NumbersTable();
  const element = h('figure', {}, graph.element, said, more, words.text(h('figcaption', { class: 'hint' }), 'maxout.legend'), table.element);

  /** @param {Model} model @param {Seen} seen */
  function update(model, { answer }) {
    const { t } = model;
    words.update(model);
    const { options, x, wanted, values, winners, slopes, starts, used, mse, tangents } = answer;
    const ends = [options.from, options.to];
    const heights = [...wanted, ...values];
    const low = Math.min(...heights), high = Math.max(...heights), margin = 0.12 * (high - low);
    // Runs of points in which one line is the largest.
    const runs = Array.from(winners, (line, i) => ({ line, first: i, last: i })).filter(({ line, first }) => first === 0 || winners[first - 1] !== line);
    runs.forEach((run, i) => (run.last = (runs[i + 1]?.first ?? x.length) - 1));
    const height = (/** @type {number} */ line, /** @type {number} */ at) => slopes[line] * at + starts[line];
    // Where one line passes another: the corners of the envelope, between its ends.
    const corners = runs.slice(1).map(({ line }, i) => (starts[line] - starts[runs[i].line]) / (slopes[runs[i].line] - slopes[line]));
    const bends = [ends[0], ...corners, ends[1]];
    const off = Math.max(...Array.from(values, (value, i) => Math.abs(value - wanted[i])));
    const params = { n: options.pieces, used, mse: sized(mse), off: sized(off), least: tangents === null ? '' : sized(tangents, 3) };
    graph.update({
      x: { lo: options.from, hi: options.to, name: 'x' }, y: { lo: low - margin, hi: high + margin, name: 'y' },
      lines: [
        ...Array.from(slopes, (slope, i) => ({ x: ends, y: ends.map((at) => height(i, at)), family: 'hinged', kind: 'thin', dash: runs.some(({ line }) => line === i) ? undefined : '2 4' })),
        { x: bends, y: bends.map((at, i) => height(runs[Math.min(i, runs.length - 1)].line, at)), family: 'hinged', kind: 'bold' },
        { x, y: wanted, dash: '7 5' },
      ],
      under: (sx, sy) => corners.map((at, i) => svg('path', { class: 'corner', d: `M${sx.at(at)} ${sy.at(height(runs[i].line, at))}V4000` })),
      over: (sx, sy) => runs.flatMap(({ line }, i) => {
        const middle = (bends[i] + bends[i + 1]) / 2;
        const at = { x: sx.at(middle), y: sy.at(height(line, middle)) };
        return [svg('circle', { class: 'winner', cx: at.x, cy: at.y, r: 10 }), label(at.x, at.y + 4, String(line + 1), 'middle', 'strong')];
      }),
      said: runs.map(({ line, first, last }) => t('maxout.wins', { line: line + 1, from: significant(x[first]), to: significant(x[last]) })).join(' '),
    });
    text(said, t('maxout.said', params));
    text(more, t(tangents === null ? 'maxout.notConvex' : options.target === 'square' ? 'maxout.least' : 'maxout.tangents', params));
    table.update(t, [t('maxout.line'), t('maxout.slope'), t('maxout.start'), t('maxout.where')], Array.from(slopes, (slope, i) => [String(i + 1), slope, starts[i],
      runs.filter(({ line }) => line === i).map(({ first, last }) => `${significant(x[first])} … ${significant(x[last])}`).join(', ') || t('maxout.nowhere')]));
  }
  return { element, update };
}
