// The ways of looking into a lane, under the three questions they answer.

/** @import { Actions, Panel } from '../../types/views.js' */

/** @type {{id: string, question: 'what' | 'how' | 'path', create: (actions: Actions) => Panel}[]} */
export const panels = [];

/** The questions, in order. */
export const questions = /** @type {const} */ (['what', 'how', 'path']);
