// How rooms call and colour activations.

/** @import { Model } from '../../types/views.js' */

/** @param {Model} model @param {any} activation an id, or one of one's own */
export const activationName = ({ t }, activation) => (typeof activation === 'string' ? t(`name.${activation}`) : (activation.formula ?? t('own.drawn')));

/** @param {Model} model @param {any} activation */
export const familyOf = ({ catalogue }, activation) => catalogue.activations.find(({ id }) => id === activation)?.family ?? 'baseline';
