// The numbers behind a picture, as a table on request.

/** @import { Translate } from '../../types/views.js' */

import { h, text } from '../../dom.js';
import { significant } from '../format.js';

/** @typedef {(string | number)[][]} Rows */

export class NumbersTable {
  #summary = h('summary');
  #head = h('tr');
  #body = h('tbody');
  /** @type {(() => void) | null} what is to be written when it is opened */ #write = null;
  /** @type {HTMLDetailsElement} */
  element = h('details', { class: 'numbers-table', ontoggle: () => this.#show() }, this.#summary, h('table', {}, h('thead', {}, this.#head), this.#body));

  /**
   * Written only while it is open. Numbers get four digits.
   *
   * @param {Translate} t @param {string[]} head @param {Rows | (() => Rows)} rows
   */
  update(t, head, rows) {
    text(this.#summary, t('inside.numbers'));
    this.#write = () => {
      const cell = (/** @type {string | number} */ x) => (typeof x === 'string' ? x : Number.isFinite(x) ? significant(x, 4) : '–');
      this.#head.replaceChildren(...head.map((name) => (name ? h('th', { scope: 'col' }, name) : h('td'))));
      this.#body.replaceChildren(...(typeof rows === 'function' ? rows() : rows).map((row) => h('tr', {}, ...row.map((x) => h('td', {}, cell(x))))));
    };
    this.#show();
  }

  #show() {
    if (!this.element.open) return;
    this.#write?.();
    this.#write = null;
  }
}
