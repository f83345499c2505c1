// One lane as a tile: name, map or fitted curve, small curve of f, state, score, rank, seed dots.

/** @import { Lane, Model } from '../types/views.js' */

import { attribute, h, show, text } from '../dom.js';
import { CurveIcon } from './curve.js';
import { SeedDots } from './dots.js';
import { paint } from './field.js';
import * as format from './format.js';
import { aside, marks, scoreKind, stateText } from './lane.js';
import { puzzling } from './why.js';

export class Tile {
  #icon = new CurveIcon();
  #dots = new SeedDots();
  #name = h('span', { class: 'tile-name' });
  #aside = h('span', { class: 'tile-aside' });
  #rank = h('span', { class: 'tile-rank' });
  #canvas = h('canvas', { class: 'tile-map' });
  #state = h('span', { class: 'tile-state' });
  #score = h('span', { class: 'tile-score' });
  #step = h('span', { class: 'tile-step' });
  #more = h('span', { class: 'sr-only' }); // what only the pictures show
  #painted = '';
  /** @type {any} */
  #data = null;
  /** There is no room beside the map for a mark and a word: the mark then stands before the name. */
  compact = false;

  /** @param {() => void} onOpen */
  constructor(onOpen) {
    /** Lies over a tile that puzzles; the same tap, said aloud. */
    this.why = h('button', { class: 'tile-why', hidden: true, onclick: onOpen });
    this.element = h('button', { class: 'tile', onclick: onOpen },
      h('span', { class: 'tile-head' }, this.#name, this.#aside, this.#rank),
      this.#canvas,
      h('span', { class: 'tile-side' }, this.#icon.element, this.#state, h('span', { class: 'tile-line' }, this.#score, this.#step), this.#dots.element),
      this.#more);
    attribute(this.#canvas, 'aria-hidden', 'true');
  }

  /** Words and numbers. @param {Model} model @param {Lane} lane @param {number | null} rank */
  updateText(model, lane, rank) {
    const { t } = model;
    const { element } = this;
    attribute(element, 'data-family', lane.family);
    attribute(element, 'data-state', lane.state);
    attribute(element, 'data-lane', String(lane.index));
    text(this.#name, this.compact ? `${marks[lane.state]} ${lane.short}` : lane.short);
    const predicted = model.predicted === lane.index;
    text(this.#aside, predicted ? t('tile.predicted') : lane.rate === null ? String(lane.parameters) : t('tile.rate', { rate: format.setting(lane.rate) }));
    attribute(this.#aside, 'data-predicted', predicted);
    text(this.#rank, rank === null ? '' : t('tile.rank', { n: rank }));
    text(this.#state, this.compact ? t(`state.${lane.state}`) : stateText(lane, t, true));
    text(this.#score, scoreKind(model) === 'r2' ? `R²\u2009${format.shortR2(lane.trainScore)}` : format.percent(lane.trainScore));
    text(this.#step, lane.stateStep >= 0 ? `@${format.steps(lane.stateStep)}` : '');
    this.#dots.update(lane.seeds, model.seedsTotal || 20);
    this.#icon.update(lane.curve, lane.band);
    show(this.why, puzzling.has(lane.state) && !model.asking);
    text(this.why, this.compact ? '?' : t('why.title'));
    attribute(this.why, 'aria-label', t('why.of', { name: lane.name }));
    text(this.#more, model.asking ? t('tile.guess', { name: lane.name }) : aside(model, lane));
  }

  /** The picture, when its content is another than the one drawn. @param {Model} model @param {Lane} lane @param {number} size @param {string} key of the colours */
  updateMap(model, lane, size, key) {
    const version = `${key} ${size} ${lane.index} ${model.fields?.version} ${model.fits?.version}`;
    if (version === this.#painted && this.#data === model.data) return;
    this.#painted = version;
    this.#data = model.data;
    paint(this.#canvas, size, model, lane.index);
    show(this.#canvas, true);
  }
}
