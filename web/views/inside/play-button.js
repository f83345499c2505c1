// A button that takes a picture on by itself, place by place, until there is no next one.

/** @import { Actions, Model } from '../../types/views.js' */

import { attribute, h, text } from '../../dom.js';

/**
 * @param {Actions} actions @param {string} key what it says while it does not play @param {number} milliseconds between two places
 * @param {() => boolean} next goes to the next place; returns whether there was one
 * @param {() => void} [begin] before it plays
 */
export function createPlayButton(actions, key, milliseconds, next, begin = () => {}) {
  /** @type {ReturnType<typeof setInterval> | undefined} */ let timer;
  const element = h('button', { onclick: () => (timer ? stop() : start()) });
  function start() {
    begin();
    timer = setInterval(() => (element.isConnected && next()) || stop(), milliseconds);
    actions.redraw();
  }
  function stop() {
    clearInterval(timer);
    timer = undefined;
    actions.redraw();
  }
  return {
    element,
    stop,
    get playing() {
      return timer !== undefined;
    },
    /** @param {Model} model */
    update({ t }) {
      text(element, timer ? '⏸' : '▶');
      attribute(element, 'aria-label', t(timer ? 'step.pause' : key));
    },
  };
}
