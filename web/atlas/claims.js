/**
 * What the study notes say of each activation: notes by number, + in its favour, - against it, without a sign what it is. Whether
 * they are right is told where they are tested.
 *
 * @type {Record<string, string>}
 */
export const claims = {
  sigmoid: 'C01 C17 C18 +C41 +C73 -C33 -C34 -C35 -C36 -C46 -C49 -C50 -C51 -C54',
  tanh: 'C02 C03 +C42 +C50 +C53 +C76 -C33 -C37 -C54',
  relu: 'C04 C05 C23 +C25 +C34 +C38 +C54 +C55 +C56 +C58 +C69 +C70 -C40 -C51 -C59 -C60 -C61',
  'leaky-relu': 'C06 +C62 -C64',
  prelu: 'C06 +C64',
  maxout: 'C11 C77 C78 +C12 +C67 +C68 -C13',
  abs: 'C11',
  elu: 'C07 +C52 +C63 -C54',
  softplus: 'C08 -C65',
  swish: 'C09 +C66 -C31',
  gelu: 'C10 +C66 -C31',
  glu: 'C66',
  step: 'C29 -C30',
  identity: 'C27 -C19',
};
