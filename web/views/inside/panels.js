// The ways of looking into a lane, under the three questions they answer.

/** @import { Actions, Panel } from '../../types/views.js' */

import { createAutopsy } from './autopsy.js';
import { createCurve } from './curve.js';
import { createFolding } from './folding.js';
import { createLandscape } from './landscape.js';
import { createNetwork } from './network.js';
import { createSignals } from './signals.js';
import { createStep } from './step.js';
import { createUnits } from './units.js';

/** @type {{id: string, question: 'what' | 'how' | 'path', create: (actions: Actions) => Panel}[]} */
export const panels = [
  { id: 'network', question: 'what', create: createNetwork },
  { id: 'folding', question: 'what', create: createFolding },
  { id: 'curve', question: 'how', create: createCurve },
  { id: 'signals', question: 'how', create: createSignals },
  { id: 'units', question: 'how', create: createUnits },
  { id: 'step', question: 'path', create: createStep },
  { id: 'landscape', question: 'path', create: createLandscape },
  { id: 'autopsy', question: 'path', create: createAutopsy },
];

/** The questions, in order. */
export const questions = /** @type {const} */ (['what', 'how', 'path']);
