/** The texts of all notes: a file of its own on the site, fetched when they are first shown. */
import { names as centring, notes as ofCentring } from './centring.js';
import { names as gradients, notes as ofGradients } from './gradients.js';
import { names as nonlinearity, notes as ofNonlinearity } from './nonlinearity.js';
import { names as optimizers, notes as ofOptimizers } from './optimizers.js';
import { names as rectifiers, notes as ofRectifiers } from './rectifiers.js';

/** @type {Record<string, any>} */
export const notes = { ...ofNonlinearity, ...ofGradients, ...ofCentring, ...ofRectifiers, ...ofOptimizers };
/** By group: what lanes and figures are called, each [Chinese, English]. @type {Record<string, Record<string, any>>} */
export const names = { nonlinearity, gradients, centring, rectifiers, optimizers };
/** @type {Record<string, any>} */
export const errors = {};
