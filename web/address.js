/**
 * The page's address: written as the reader goes on, read when it is changed. Every screen, and every page of the atlas, is an
 * entry of the browser's history; going back to one of this visit shows it again and leaves the race as it is.
 *
 * @import { Spec } from './types/engine.js'
 * @import { Store } from './state.js'
 * @import { Session } from './model.js'
 */
import { encodeLink } from './link.js';
import { fields } from './state.js';

/** The address is written at most so often. */
const LINK_MS = 400;

/** What an entry of the history shows again. */
const shown = Object.keys(fields).filter((name) => name === 'screen' || fields[name].screen);

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {Session} parts.session
 * @param {import('./experiment.js').Experiment} parts.experiment
 * @param {any} parts.actions
 * @param {Spec} parts.defaultSpec
 * @param {() => void} parts.redraw
 */
export function followAddress({ store, session, experiment, actions, defaultSpec, redraw }) {
  /** Entries of one visit have one experiment in common, as it is at present. */
  let visits = 0;
  const visit = () => `${performance.timeOrigin} ${visits}`;
  /** What changes by going through the history makes no entry. */
  let travelling = 0;
  /** Where the page is, and changes of the address still to be heard of that are dealt with. */
  let here = location.href;
  /** @type {string[]} */ const arrived = [];

  /** @param {'pushState' | 'replaceState'} method @param {string} address */
  function write(method, address) {
    const page = Object.fromEntries(shown.map((name) => [name, store.state[name]]));
    try {
      history[method]({ visit: visit(), page }, '', address);
    } catch {
      // Some browsers limit how often an address may change; the next change writes it.
    }
    here = location.href;
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  function writeSoon() {
    timer ??= setTimeout(async () => {
      timer = undefined;
      const { state } = store;
      if (!state.spec) return;
      const hash = await encodeLink(state.spec, defaultSpec, state);
      if (state !== store.state) return; // the next change writes its own
      // An experiment with thousands of given points fits no address, which then names no other one either.
      if (hash === null && session.link !== null) experiment.settled().then(() => actions.say('notice.link.none', {}, 'info'));
      const bare = location.href.replace(/#.*$/, '');
      session.link = hash === null ? null : bare + hash;
      redraw();
      write('replaceState', bare + (hash ?? ''));
    }, LINK_MS);
  }

  store.subscribe((state, changed) => {
    if (!travelling && state.spec && (changed.includes('screen') || changed.includes('of') || changed.includes('note') || changed.includes('room'))) write('pushState', location.href);
    writeSoon();
  });
  addEventListener('popstate', ({ state }) => {
    const same = location.href === here;
    here = location.href;
    if (state?.visit !== visit()) return;
    if (!same) arrived.push(here);
    travelling++;
    store.set(state.page);
    travelling--;
  });
  // By the time this is heard the page may have written its own address over the one that was entered. What was refused does
  // not stay in it.
  addEventListener('hashchange', ({ newURL }) => {
    const known = arrived.indexOf(newURL);
    if (known >= 0) {
      arrived.splice(known, 1);
      return;
    }
    visits++;
    travelling++;
    actions.loadHash(new URL(newURL).hash).finally(() => {
      travelling--;
      writeSoon();
    });
  });
  write('replaceState', location.href);
}
