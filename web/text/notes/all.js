/** The texts of all notes: a file of its own on the site, fetched when they are first shown. */
import { names as centring, notes as ofCentring } from './centring.js';
import { errors } from './errors.js';
import { names as formulas, notes as ofFormulas } from './formulas.js';
import { names as gradients, notes as ofGradients } from './gradients.js';
import { names as nonlinearity, notes as ofNonlinearity } from './nonlinearity.js';
import { options } from './options.js';
import { names as optimizers, notes as ofOptimizers } from './optimizers.js';
import { names as outputs, notes as ofOutputs } from './outputs.js';
import { names as rectifiers, notes as ofRectifiers } from './rectifiers.js';
import { names as remarks, notes as ofRemarks } from './remarks.js';

/** @type {Record<string, any>} */
export const notes = { ...ofFormulas, ...ofNonlinearity, ...ofGradients, ...ofCentring, ...ofRectifiers, ...ofOutputs, ...ofOptimizers, ...ofRemarks };
/** By group: what lanes and figures are called, each [Chinese, English]. @type {Record<string, Record<string, any>>} */
export const names = { formulas, nonlinearity, gradients, centring, rectifiers, outputs, optimizers, remarks };
export { errors, options };
