// Zero-centred outputs: C49 to C53. Each text is [Chinese, English].

/** Lanes and figures that are neither activations nor quantities. */
export const names = {
  'sigmoid-moved': ['Sigmoid − 0.5', 'sigmoid − 0.5'],
  'tanh-moved': ['Tanh + 1', 'tanh + 1'],
  'relu-moved': ['ReLU − 0.4', 'ReLU − 0.4'],
  zigzag: ['输入全为正', 'positive inputs'],
  'zigzag-centred': ['输入零中心', 'centred inputs'],
  'zigzag-batch': ['全为正，每批 20 个', 'positive, batches of 20'],
  'same-sign': ['两个权重同向更新的比例', 'updates that move both weights the same way'],
  path: ['路程与直线距离之比', 'path over straight line'],
  reversals: ['转弯超过 90° 的比例', 'turns by more than 90°'],
  'moved-circle-1': ['环形，一个隐藏层', 'circles, one hidden layer'],
  'moved-circle-2': ['环形，两个隐藏层', 'circles, two hidden layers'],
  'moved-circle-3': ['环形，三个隐藏层', 'circles, three hidden layers'],
  'moved-moons-1': ['双月，一个隐藏层', 'moons, one hidden layer'],
  'moved-moons-2': ['双月，两个隐藏层', 'moons, two hidden layers'],
  mean: ['输出的均值', 'mean output'],
  share: ['均值的平方占二阶矩的比例', 'share of the mean in the second moment'],
};

export const notes = {
  C49: {
    title: ['输入全为正：Z 字形', 'Positive inputs: the zig-zag'],
    quotes: [
      ['004', '输出值恒为正 ... 我们无法做到 x0 和 x1 符号相反 ... 走 Z 字形逼近最优解', 'the outputs are always positive ... x0 and x1 cannot have opposite signs ... it approaches the optimum in a zig-zag'],
    ],
    statements: {
      1: {
        exact: [
          '一个线性神经元，两个输入，200 个样本，目标权重 (2, −2)，从 (0, 0) 出发，每步一个样本，学习率 0.5：输入全为正时，两个权重每一步都同向更新，路程至少是零中心输入的 1.8 倍。',
          'One linear neuron, two inputs, 200 samples, target weights (2, −2) from (0, 0), one sample a step, rate 0.5: with positive inputs every step moves both weights the same way, and the path is at least 1.8 times that of centred inputs.',
        ],
        why: [
          '每步只用一个样本时成立：两个梯度分量都是误差乘以正数，符号必相同。每批 20 个样本时各样本误差的符号不同，同向更新只剩两成，Z 字形随之消失。',
          'Holds for one sample at a time: both parts of the gradient are the error times a positive number. In a batch of 20 the errors differ in sign, only a fifth of the updates go the same way, and the zig-zag melts.',
        ],
      },
    },
    beyond: [
      '路长了，步数却没有增加：同一学习率下两种输入都要约 130 步。代价在于可用的学习率更小。目标为 (2, 2) 时则毫无妨碍。',
      'The path is longer, not slower: at the same rate both inputs take about 130 steps. The cost is a smaller usable rate. With the target (2, 2) there is no harm at all.',
    ],
  },
  C50: {
    title: ['非零中心，收敛变慢', 'Not zero-centred, slower'],
    quotes: [
      ['000', '不是关于原点对称(根据经验，收敛速度将会是非常慢的)', 'not symmetric about the origin (by experience, convergence will be very slow)'],
      ['001', '梯度下降的收敛速度变慢', 'gradient descent converges more slowly'],
      ['004', 'Sigmoids函数收敛缓慢', 'sigmoid converges slowly'],
    ],
    statements: {
      1: {
        exact: [
          '斜率不变，只平移输出：Sigmoid 与 Sigmoid − 0.5，Tanh 与 Tanh + 1，ReLU 与 ReLU − 0.4。宽度 16，SGD，各用六个学习率中最好的一个，比较损失降到 0.2 的步数中位数。',
          'Same slope, only the output moved: sigmoid and sigmoid − 0.5, tanh and tanh + 1, ReLU and ReLU − 0.4. Width 16, SGD, each at its best of six rates: median steps to loss 0.2.',
        ],
        why: [
          '从两个隐藏层起成立，层数越多差别越大；只有一个隐藏层时 Sigmoid 与 Sigmoid − 0.5 相差不到 1.35 倍。ReLU 也受影响：减去均值 0.4，步数减半。',
          'Holds from two hidden layers on, and more with each; with one, sigmoid and sigmoid − 0.5 differ by less than 1.35 times. ReLU suffers, too: less its mean of 0.4 it takes half the steps.',
        ],
      },
    },
    beyond: [
      '“非常慢”主要来自斜率小，而不是均值：移到零中心的 Sigmoid 仍比 Tanh 慢 3 到 11 倍（环形）。',
      '“Very slow” is mostly the small slope, not the mean: the centred sigmoid still takes 3 to 11 times the steps of tanh (circles).',
    ],
  },
  C51: {
    title: ['偏置偏移', 'Bias shift'],
    quotes: [
      ['001', '会使得Sigmoid函数其后一层的神经元的输入发生偏置偏移（bias shift）', 'the inputs of the layer after a sigmoid undergo a bias shift'],
      ['001', 'ReLU函数的输出时非零中心化的，给后一层的神经网络引入偏置偏移', 'the output of ReLU is not zero-centred and brings a bias shift to the next layer'],
    ],
    statements: {
      1: {
        exact: [
          '输入 z 服从标准正态分布时，激活值的均值：Sigmoid 至少 0.25，ReLU 至少 0.2。',
          'For standard normal z the mean of a is at least 0.25 with sigmoid and 0.2 with ReLU.',
        ],
        why: [
          '分别是 0.5 和 0.399；Tanh 与 SELU 为 0。后一层的每个神经元都收到“均值 × 权重之和”这份固定的偏移。',
          'They are 0.5 and 0.399; tanh and SELU have 0. Every unit of the next layer is given this mean times the sum of its weights.',
        ],
      },
      2: {
        exact: [
          '2-32-32-1，双月，Adam 训练 400 步后，各神经元 |均值| 与均方根之比的平均：Sigmoid 至少 0.46，ReLU 至少 0.42。',
          '2-32-32-1 on moons after 400 Adam steps: |mean| over rms of the units, averaged, at least 0.46 with sigmoid and 0.42 with ReLU.',
        ],
        why: [
          '训练没有消除偏移：Sigmoid 0.92–0.94，ReLU 0.54–0.59。',
          'Training does not remove the shift: sigmoid 0.92 to 0.94, ReLU 0.54 to 0.59.',
        ],
      },
    },
    beyond: ['有偏移不等于学不会：偏置可以把它补回来，只是要花步数（见 C50）。', 'A shift is no failure: biases can make up for it, at the price of steps (C50).'],
  },
  C52: {
    title: ['ELU 更接近零均值', 'ELU is closer to zero mean'],
    quotes: [
      ['000', 'Closer to zero mean outputs:接近零均值输出', 'Closer to zero mean outputs'],
      ['001', '近似的零中心化的非线性函数', 'an approximately zero-centred non-linear function'],
    ],
    statements: {
      1: {
        exact: [
          '输入服从标准正态分布时，ELU 的输出均值比 ReLU 和带泄露 ReLU 至少小 0.12。',
          'For standard normal input the mean output of ELU is at least 0.12 below those of ReLU and leaky ReLU.',
        ],
        why: ['ELU 0.161，ReLU 0.399，带泄露 ReLU 0.395：负半边把均值拉低了。', 'ELU 0.161, ReLU 0.399, leaky ReLU 0.395: the negative side pulls the mean down.'],
      },
      2: {
        exact: [
          '2-32-32-1，双月：训练前后，ELU 神经元的 |均值|/均方根都低于 ReLU（界限 0.38–0.43）。',
          '2-32-32-1 on moons, before and after training: |mean| over rms of ELU units stays below the bound (0.38 to 0.43), that of ReLU above.',
        ],
        why: ['训练前 0.17 比 0.60，训练后 0.33 比 0.59。', '0.17 against 0.60 before training, 0.33 against 0.59 after.'],
      },
    },
    beyond: [
      '接近零不等于零（SELU 才是）。在很深的网络里用 He 初始化，ELU 的均值会逐层变大。',
      'Closer is not zero (SELU is). In deep networks with He initialisation the mean of ELU grows from layer to layer.',
    ],
  },
  C53: {
    title: ['Tanh 比 Sigmoid 快', 'Tanh is faster than sigmoid'],
    quotes: [
      ['000', '比sigmoid更快', 'faster than sigmoid'],
      ['004', '是 0-mean的，实际应用中比sigmoids函数要好', 'is zero-mean and better than sigmoid in practice'],
    ],
    statements: {
      1: {
        exact: [
          '宽度 16，SGD，各用最好的学习率，损失降到 0.2 的步数中位数：Sigmoid 与 Tanh 之比，一个隐藏层至少 2.2（环形）和 2.4（双月），两层至少 5.4。',
          'Width 16, SGD, each at its best rate, median steps to loss 0.2: sigmoid over tanh at least 2.2 (circles) and 2.4 (moons) with one hidden layer, 5.4 with two.',
        ],
        why: [
          '一层快 2.6–3.6 倍，两层快 8 倍。主要原因是斜率大 4 倍：换成 4σ(z) − 2，步数只是 Tanh 的 1 到 2.3 倍。',
          '2.6 to 3.6 times with one layer, 8 times with two. Mostly by its slope, four times as large: 4σ(z) − 2 takes only 1 to 2.3 times the steps of tanh.',
        ],
      },
    },
    beyond: ['这里的“快”指步数；算一个 tanh 比算一个 Sigmoid 更贵还是更便宜，看 C54。', 'Faster in steps; what one value costs to compute is C54.'],
  },
};
