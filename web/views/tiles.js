// The field of tiles: grouped by family, always in the same place. The size of a tile follows from the room there is.

/** @import { Actions, Due, Lane, Model, View } from '../types/views.js' */

import { attribute, h, style, text } from '../dom.js';
import { palette } from './colors.js';
import { groupsOf, ranks } from './lane.js';
import { Tile } from './tile.js';

const gap = 8; // between tiles
const label = 16; // height of a group's name
const largestMap = 400;

/**
 * The largest map for tiles in these groups and this room.
 * @param {number[]} counts tiles per group
 * @param {number} width @param {number} height
 * @param {boolean} named groups have names above them
 * @returns {{map: number, columns: number, width: number, rows: number}}
 */
export function layout(counts, width, height, named) {
  let best = { map: 0, columns: 1, width: 0, rows: 0 };
  const rowsAt = (/** @type {number} */ columns) => counts.reduce((rows, n) => rows + Math.ceil(n / columns), 0);
  for (let columns = 1; columns <= 8; columns++) {
    const tile = Math.floor((width - (columns - 1) * gap) / columns);
    const rows = rowsAt(columns);
    const labels = named ? counts.length * label : 0;
    const inner = rows - (named ? counts.length : 1); // rows that have another of their group above
    const byHeight = Math.floor((height - labels - inner * gap) / rows) - nameHeight(tile);
    const map = Math.floor(Math.min(widestMap(tile), byHeight, largestMap));
    // Of arrangements with equal maps, the one with fewer rows. No wider than the words beside the map need.
    if (map > best.map || (map === best.map && rows < best.rows)) best = { map, columns, width: Math.min(tile, Math.floor(map + Math.max(85, 0.65 * map))), rows };
  }
  return best;
}

const nameHeight = (/** @type {number} */ tile) => (tile < 300 ? 18 : 28);
/** Beside the map there must be room for the curve and the words. */
const widestMap = (/** @type {number} */ tile) => (tile < 140 ? 0.53 * tile : tile - Math.max(85, 0.36 * tile));

/** @param {HTMLElement} root @param {Actions} actions @returns {View} */
export function createTiles(root, actions) {
  const empty = root.querySelector('.static');
  const host = h('div', { class: 'tile-groups' });
  /** @type {Tile[]} */
  let tiles = [];
  /** @type {Model} */
  let model;
  /** @type {Lane[]} */
  let lanes = [];
  let structure = '';
  let size = 0;
  /** @type {[HTMLElement, string][]} */
  let names = [];

  const open = (/** @type {number} */ i) => (model.asking ? actions.predict(i) : actions.openLane(i));

  function arrange() {
    const phone = window.innerWidth < 760;
    const width = root.clientWidth;
    const height = phone ? Infinity : root.clientHeight - 4;
    if (!width) return;
    const flat = lanes.length <= 6;
    const choices = (flat ? [[{ key: null, lanes }]] : [groupsOf(lanes, false), groupsOf(lanes, true)]).map((/** @type {{key: string | null, lanes: Lane[]}[]} */ groups) => {
      const counts = groups.map((group) => group.lanes.length);
      const place = phone ? phoneLayout(width) : layout(counts, width, height, !flat);
      return { groups, ...place };
    });
    const best = choices.reduce((a, b) => (b.map > a.map || (b.map === a.map && b.rows < a.rows) ? b : a));
    const next = `${best.columns} ${best.width} ${best.map} ${best.groups.map((group) => group.lanes.map((lane) => lane.index)).join('|')}`;
    size = best.map;
    if (next === structure) return;
    structure = next;
    style(root, '--columns', String(best.columns));
    style(root, '--tile', `${best.width}px`);
    style(root, '--map', `${best.map}px`);
    style(root, '--name', `${nameHeight(best.width)}px`);
    style(root, '--tile-font', `${Math.max(12, Math.min(best.width < 300 ? 13 : 18, Math.floor(0.14 * (best.width - best.map))))}px`);
    attribute(root, 'data-compact', best.width < 140);
    for (const tile of tiles) tile.compact = best.width < 140;
    names = [];
    host.replaceChildren(...best.groups.map((group) => {
      const list = h('ul', { class: 'tile-row' }, ...group.lanes.map((lane) => h('li', {}, tiles[lane.index].element, tiles[lane.index].why)));
      if (!group.key) return list;
      const name = h('h3', { class: 'group-name' });
      names.push([name, group.key]);
      return h('section', { class: 'group' }, name, list);
    }));
  }

  const observer = new ResizeObserver(() => {
    if (!lanes.length) return;
    arrange();
    update(model, { numbers: true, maps: true, curves: false });
  });
  observer.observe(root);

  /** @param {Model} next @param {Due} due */
  function update(next, due) {
    model = next;
    if (!model.lanes.length) return;
    if (model.lanes !== lanes) {
      const focused = tiles.findIndex((tile) => tile.element === document.activeElement);
      lanes = model.lanes;
      tiles = lanes.map((lane, i) => tiles[i] ?? new Tile(() => open(i)));
      if (empty?.isConnected || !host.isConnected) {
        empty?.remove();
        root.append(host);
      }
      structure = '';
      arrange();
      if (focused >= 0) tiles[focused]?.element.focus();
      due = { numbers: true, maps: true, curves: true };
    }
    attribute(root, 'data-asking', model.asking);
    if (due.numbers) {
      for (const [name, key] of names) text(name, model.t(key));
      const order = ranks(lanes);
      lanes.forEach((lane, i) => tiles[i].updateText(model, lane, order[i]));
    }
    lanes.forEach((_, i) => attribute(tiles[i].element, 'data-dim', model.state.isolated !== null && model.state.isolated !== i));
    if (due.maps) {
      const key = palette().key;
      for (const [i, lane] of lanes.entries()) tiles[i].updateMap(model, lane, size, key);
    }
  }
  return { update };
}

/** @param {number} width */
function phoneLayout(width) {
  const columns = width >= 560 ? 3 : 2;
  const tile = Math.floor((width - (columns - 1) * gap) / columns);
  return { map: Math.floor(widestMap(tile)), columns, width: tile, rows: 0 };
}
