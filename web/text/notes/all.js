/** The texts of all notes: a file of its own on the site, fetched when they are first shown. */
import * as gradients from './gradients.js';
import * as nonlinearity from './nonlinearity.js';

const groups = { gradients, nonlinearity };

export const notes = Object.assign({}, ...Object.values(groups).map((group) => group.notes));
/** By group: what lanes and figures are called. @type {Record<string, Record<string, [string, string]>>} */
export const names = Object.fromEntries(Object.entries(groups).map(([id, group]) => [id, group.names]));
export const errors = {};
