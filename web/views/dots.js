// Twenty seeds as dots: filled = learned, ring = not learned, small point = not computed yet.

import { attribute, svg } from '../dom.js';

const across = 10;
const pitch = 8;

/** Two rows of ten; more seeds make more rows. */
export class SeedDots {
  #paths = ['learned', 'missed', 'pending'].map((name) => svg('path', { class: name }));
  #shown = '';

  constructor() {
    this.element = svg('svg', { class: 'dots', viewBox: '0 0 80 16', 'aria-hidden': 'true' }, ...this.#paths);
  }

  /** @param {{state: string}[]} seeds @param {number} total */
  update(seeds, total) {
    const code = `${total}:${seeds.map((seed) => seed?.state[0] ?? '.').join('')}`;
    if (code === this.#shown) return;
    this.#shown = code;
    const d = ['', '', ''];
    for (let i = 0; i < total; i++) {
      const state = seeds[i]?.state;
      const known = state && state !== 'running';
      const kind = state === 'learned' ? 0 : known ? 1 : 2;
      const r = [2.9, 2.4, 0.8][kind];
      const x = pitch / 2 + (i % across) * pitch;
      const y = pitch / 2 + Math.floor(i / across) * pitch;
      d[kind] += `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    }
    this.#paths.forEach((path, i) => attribute(path, 'd', d[i]));
    attribute(this.element, 'viewBox', `0 0 80 ${pitch * Math.max(2, Math.ceil(total / across))}`);
  }
}
