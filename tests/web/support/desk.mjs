// An engine in a thread, to ask beside the race under test: it completes specs and has the catalogue.
import { after } from 'node:test';
import { Client } from '../../../web/engine/client.js';
import { createPlatform } from './platform.mjs';

export const desk = new Client(createPlatform());
after(() => desk.terminate());

export const catalogue = await desk.call('catalogue');

/** @param {any} spec */
export const complete = (spec) => desk.call('complete', spec);
