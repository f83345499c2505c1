// The ways of looking into a lane, under the three questions they answer.

/** @import { Actions, Panel } from '../../types/views.js' */

import { createCurve } from './curve.js';
import { createSignals } from './signals.js';

/** @type {{id: string, question: 'what' | 'how' | 'path', create: (actions: Actions) => Panel}[]} */
export const panels = [
  { id: 'curve', question: 'how', create: createCurve },
  { id: 'signals', question: 'how', create: createSignals },
];

/** The questions, in order. */
export const questions = /** @type {const} */ (['what', 'how', 'path']);
