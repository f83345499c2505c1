/** The texts of all notes: a file of its own on the site, fetched when they are first shown. */
import { names as gradients, notes as ofGradients } from './gradients.js';
import { names as nonlinearity, notes as ofNonlinearity } from './nonlinearity.js';

/** @type {Record<string, any>} */
export const notes = { ...ofGradients, ...ofNonlinearity };
/** By group: what lanes and figures are called, each [Chinese, English]. @type {Record<string, Record<string, any>>} */
export const names = { gradients, nonlinearity };
/** @type {Record<string, any>} */
export const errors = {};
