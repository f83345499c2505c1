// The ways of looking into a lane, under the three questions they answer.

/** @import { Actions, Panel } from '../../types/views.js' */

import { createFolding } from './folding.js';
import { createLandscape } from './landscape.js';

/** @type {{id: string, question: 'what' | 'how' | 'path', create: (actions: Actions) => Panel}[]} */
export const panels = [
  { id: 'folding', question: 'what', create: createFolding },
  { id: 'landscape', question: 'path', create: createLandscape },
];

/** The questions, in order. */
export const questions = /** @type {const} */ (['what', 'how', 'path']);
