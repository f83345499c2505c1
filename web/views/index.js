// All views of the page, and how often each part of them is drawn: numbers four times a second, curves at most thirty, maps
// when there is a new one, never curves and maps in the same frame while the race runs.

/** @import { Actions, Due, Model, View } from '../types/views.js' */

import { createAtlas } from './atlas/index.js';
import { createCertificate } from './certificate.js';
import { createDataPanel } from './data-panel.js';
import { createFiles } from './files.js';
import { createHelp } from './help.js';
import { createInside } from './inside/index.js';
import { createLanes } from './lanes.js';
import { createLog } from './log.js';
import { createNotes } from './notes/index.js';
import { createNotices } from './notices.js';
import { createOptions } from './options.js';
import { createOwnData } from './own/index.js';
import { palette } from './colors.js';
import { show } from '../dom.js';
import { createResult } from './result.js';
import { createRewind } from './rewind.js';
import { createSentence } from './sentence.js';
import { createSidePanel } from './side-panel.js';
import { createStage } from './stage.js';
import { createTileLarge } from './tile-large.js';
import { createTiles } from './tiles.js';
import { createTopBar } from './top-bar.js';
import { createTransport } from './transport.js';

/** The screens beside the race, each in the element of its name: made when it is first shown. @type {Record<string, (root: HTMLElement, actions: Actions) => View>} */
const screens = { atlas: createAtlas, notes: createNotes };

const numberPause = 250; // ms
const curvePause = 33;

/** Builds every view into the document. @param {Document} document @param {Actions} actions */
export function createViews(document, actions) {
  const columns = /** @type {HTMLElement} */ (document.querySelector('.columns'));
  const root = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const topBar = createTopBar(root('top'), actions);
  const others = [
    createSentence(root('sentence'), actions), createNotices(root('notice'), actions), createTransport(root('transport'), actions), createRewind(root('rewind'), actions),
    createResult(root('result'), actions), createOptions(root('drawers'), actions), createLanes(root('drawers'), actions),
    createCertificate(root('drawers'), actions), createHelp(root('drawers'), actions), createFiles(root('drawers'), actions, () => views.update(shown)), createLog(root('drawers'), actions), createDataPanel(root('data'), actions),
    createOwnData(root('drawers'), actions), createTileLarge(root('drawers'), actions),
  ];
  const tiles = createTiles(root('tiles'), actions);
  const side = createSidePanel(root('side'), actions);
  const inside = createInside(root('inside'), actions);
  const stage = createStage(root('stage'), actions);
  /** @type {Record<string, View>} */
  const made = {};
  /** @type {Model} */
  let shown;
  let last = { numbers: -Infinity, curves: -Infinity, maps: '', place: '', signature: '', objects: /** @type {any[]} */ ([]) };

  /** What is due in this frame. @param {Model} model @returns {Due} */
  function schedule(model) {
    const now = model.now ?? performance.now();
    const { state } = model;
    // Whatever the user or the race switched is shown at once.
    const signature = [state.screen, model.phase, state.lang, state.theme, state.panel, state.yScale, state.xAxis, state.showTest, state.isolated, state.pinned, state.open, state.inside, state.beside, state.panels,
      state.drawer, state.stage, state.pace, state.scene, state.sort?.column, state.sort?.down, model.asking, model.predicted, model.change, palette().key].join();
    const objects = [state.spec, state.focus, model.data, model.lanes, model.result, model.notice];
    const switched = signature !== last.signature || objects.some((object, i) => object !== last.objects[i]);
    const still = model.phase !== 'playing';
    const maps = `${model.fields?.version} ${model.fits?.version}`;
    const place = [maps, model.step, model.rewind.top, model.rewind.dragging, model.seedsDone].join();
    const due = {
      numbers: switched || still || now - last.numbers >= numberPause,
      maps: switched || maps !== last.maps,
      curves: switched || (still ? place !== last.place : now - last.curves >= curvePause),
    };
    if (due.maps && due.curves && !switched && !still && now - last.curves < 3 * curvePause) due.curves = false;
    if (due.numbers) last.numbers = now;
    if (due.curves) last.curves = now;
    last = { ...last, maps, place, signature, objects };
    return due;
  }

  const views = {
    /** Shows the model. At most once per animation frame. */
    /** @param {Model} model */
    update(model) {
      shown = model;
      const due = schedule(model);
      topBar.update(model, due);
      for (const view of others) view.update(model, due);
      stage.update(model, due);
      const { screen } = model.state;
      show(root('race'), screen === 'race');
      for (const id in screens) show(root(id), id === screen);
      if (screen !== 'race') {
        made[screen] ??= screens[screen](root(screen), actions);
        made[screen].update(model, due);
        return;
      }
      if (model.state.stage) return;
      inside.update(model, due);
      // Looking inside takes the place of tiles and curves.
      const looking = model.inside.lanes.length > 0;
      show(columns, !looking);
      if (looking) return;
      tiles.update(model, due);
      side.update(model, due);
    },
  };
  return views;
}
