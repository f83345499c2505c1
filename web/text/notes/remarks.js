// Words of the loose remarks, C76 to C78, [zh, en].

export const names = {
  'other-sign': ['异号两数的距离，之后比之前', 'distance of opposite signs, after over before'],
  'same-sign': ['同号两数的距离，之后比之前', 'distance of equal signs, after over before'],
  h1: ['从 0.1 出发，最后', 'from 0.1, in the end'],
  h2: ['从 0.2 出发，最后', 'from 0.2, in the end'],
  h3: ['从 −0.1 出发，最后', 'from −0.1, in the end'],
  'share-of-range': ['最大差，占输出范围', 'largest difference, of the outputs’ range'],
  difference: ['最大差', 'largest difference'],
  'difference-after': ['训练后的最大差', 'largest difference after training'],
  'last-piece-after': ['零直线的权重（均方根），训练后', 'weights of the zero line (rms) after training'],
};

export const notes = {
  C76: {
    title: ['Tanh 在循环中扩大特征', 'Tanh in a loop widens features'],
    quotes: [['004', '在特征相差明显时的效果会很好，在循环过程中会不断扩大特征效果', 'works well when features differ clearly; in a loop it keeps widening their effect']],
    statements: {
      1: {
        exact: ['h ← tanh(1.5 h)，30 次，从 0.1、0.2、−0.1 出发：异号与同号两数的距离都变大。', 'h ← tanh(1.5 h), 30 times, from 0.1, 0.2 and −0.1: the distances of opposite and of equal signs both grow.'],
        why: ['只有异号的被推到 ±0.86；同号的变得完全相同。系数不大于 1 时全部缩向 0。', 'Only opposite signs are driven apart, to ±0.86; equal signs become the same number. With a factor of at most 1 all shrink to 0.'],
      },
    },
    beyond: ['这里没有输入与学习；循环网络是另一回事。', 'No inputs and no learning here; a recurrent network is another matter.'],
  },
  C77: {
    title: ['最大池化是一种 Maxout', 'Max pooling is a maxout'],
    quotes: [['001', '在卷积神经网络中， max pooling 层就是由 Maxout 单元组成', 'in convolutional networks the max pooling layer is made of maxout units']],
    statements: {
      1: {
        exact: ['8 × 8 的随机图，2 × 2 最大池化与权重为 1 的四片 Maxout：逐位相同，十个种子。', 'Random 8 × 8 maps, 2 × 2 max pooling and maxouts of four pieces with weight 1: equal bit for bit, ten seeds.'],
        why: ['运算相同：一组数的最大值。区别在于池化取同一张图上相邻的位置，没有权重。', 'The operation is one: the largest of a group. But pooling takes neighbours of one map and has no weights.'],
      },
    },
    beyond: ['本页没有卷积网络，只检验了运算。', 'There are no convolutional networks here: only the operation is checked.'],
  },
  C78: {
    title: ['实现了 ReLU 的 Maxout 学法不同', 'A maxout that is a ReLU learns differently'],
    quotes: [['001', '即使maxout层实现了ReLU函数，其学习机制也不同', 'even when a maxout layer realises ReLU, it learns by another mechanism']],
    statements: {
      1: {
        exact: ['环形，2-16-16-16-1：把 ReLU 网络改写成 Maxout（直线 z 与 0），开始时逐位相同；Adam 0.01 各训练 50 步，十个种子。', 'Circles, 2-16-16-16-1: a ReLU network rewritten as maxout (lines z and 0), equal bit for bit; then each trained for 50 steps of Adam 0.01, ten seeds.'],
        why: ['零直线也是学来的一片：它胜出时得到梯度，离开了 0，两个网络便分道。', 'The zero line is a learned piece: where it wins it gets gradient and leaves 0, and the networks part.'],
      },
      2: {
        exact: ['同样的数据与宽度，各用三个学习率中最好的一个：损失到 0.1 的步数中位数，Maxout 不超过 ReLU 的四分之三。', 'Same data and width, each at its best of three rates: maxout’s median steps to loss 0.1 are at most three quarters of ReLU’s.'],
        why: ['大约只要一半步数，但参数多一倍（C13）。', 'About half the steps, with twice the parameters (C13).'],
      },
    },
    beyond: ['步数少不等于时间省：每步的计算也加倍。', 'Fewer steps are not less time: each costs twice as much.'],
  },
};
