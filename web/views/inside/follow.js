// A question that takes many calls: asked again and again of a lane, until it is done.

/** @import { Actions, Lane, Model } from '../../types/views.js' */

/** @param {Actions} actions @param {string} question @param {HTMLElement} element its panel: nothing is asked for one that is gone */
export function follow(actions, question, element) {
  /** Race and lane, and their state that was asked about. */ let subject = '';
  let asked = '';
  /** @type {any} */ let answer = null;

  const self = {
    busy: false,
    /** Asks now. @param {number} lane */
    async ask(lane) {
      if (self.busy) return;
      self.busy = true;
      const own = subject;
      try {
        do {
          const next = await actions.ask(lane, question);
          if (own !== subject) break;
          answer = next;
          actions.redraw();
        } while (answer.done === false && element.isConnected);
      } catch (error) {
        answer = { error: error instanceof Error ? error.message : String(error) };
      }
      self.busy = false;
      actions.redraw();
    },
    /**
     * The latest answer, {error} or null.
     *
     * @param {Model} model @param {Lane} lane @param {string | false | null} state asks where this is another than before; not while there is none
     * @returns {any}
     */
    update({ raceId }, { index }, state) {
      const own = `${raceId} ${index}`;
      if (own !== subject) [subject, asked, answer] = [own, '', null];
      if (state && asked !== state && !self.busy) {
        asked = state;
        self.ask(index);
      }
      return answer;
    },
  };
  return self;
}
