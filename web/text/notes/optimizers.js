// Optimisers: C74 and C75. Each text is [Chinese, English].

/** Lanes and figures that are neither activations nor quantities. */
export const names = {
  sgd: ['SGD', 'SGD'],
  momentum: ['动量', 'momentum'],
  rmsprop: ['RMSprop', 'RMSprop'],
  adam: ['Adam', 'Adam'],
  saddle: ['偏离鞍点 10⁻⁶', '10⁻⁶ off the saddle'],
  'saddle-exact': ['正好在鞍点上', 'exactly on it'],
  crossed: ['七个学习率中，有几个越过了山坡', 'of seven rates, how many cross the hill'],
  x: ['停在 x', 'ends at x'],
  'sigmoid-adam': ['Sigmoid，Adam', 'sigmoid, Adam'],
  'sigmoid-4x': ['Sigmoid，初始权重 4 倍', 'sigmoid, 4 × weights'],
};

export const notes = {
  C74: {
    title: ['优化器与鞍点、局部极小', 'Optimisers, saddles and local minima'],
    quotes: [
      ['004', '优化器决定的是模型能不能跳出局部极小值、跳出鞍点、能不能快速下降这些问题的', 'the optimiser decides whether the model can jump out of local minima and saddle points, and whether it descends quickly'],
    ],
    statements: {
      1: {
        exact: [
          '跳出鞍点：f = x²/2 − y²/2 + y⁴/4，从 (1, 10⁻⁶) 出发。四种优化器都在 2000 步内降到 −0.2 以下，SGD 的步数至少是 RMSprop 的 3.4 倍。',
          'Leaving a saddle: f = x²/2 − y²/2 + y⁴/4 from (1, 10⁻⁶). All four optimisers get below −0.2 within 2000 steps, SGD in at least 3.4 times as many as RMSprop.',
        ],
        why: [
          '只要不正好在鞍点上就成立：SGD 146 步，动量 52，Adam 83，RMSprop 25。前两者的步数随偏离量的对数增加，后两者不受影响。正好在鞍点上（y = 0）时梯度为 0，谁也走不了。',
          'Holds if not exactly on it: SGD 146 steps, momentum 52, Adam 83, RMSprop 25. The first two need more steps the closer they start (by its logarithm), the others do not. At y = 0 that slope is 0 and none ever leaves.',
        ],
      },
      2: {
        exact: [
          '跳出局部极小：f = x⁴ − 4x² + 1.2x，从 2.2 出发 800 步，七个学习率（0.001 到 0.3）。每种优化器至少在一个学习率下越过山坡，到达全局极小一侧。',
          'Leaving a local minimum: f = x⁴ − 4x² + 1.2x from 2.2, 800 steps, seven rates from 0.001 to 0.3. Every optimiser crosses to the side of the global minimum at one rate at least.',
        ],
        why: [
          '动量在三个学习率下越过，SGD 和 RMSprop 各一个，Adam 一个也没有。起作用的是步长和惯性，不是优化器的名字。',
          'Momentum crosses at three rates, SGD and RMSprop at one, Adam at none. Step size and inertia decide, not the name.',
        ],
      },
      3: {
        exact: [
          '快速下降：双螺旋，2-16-16-1，ReLU，各用最好的学习率，到损失 0.1 的步数中位数：SGD 至少是动量和 Adam 的 1.6 倍、RMSprop 的 1.3 倍。',
          'Quick descent: spiral, 2-16-16-1, ReLU, each at its best rate, median steps to loss 0.1: SGD at least 1.6 times momentum and Adam, 1.3 times RMSprop.',
        ],
        why: ['SGD 分别是动量的 2.3 倍、RMSprop 的 1.6 倍、Adam 的 4.3 倍。', 'SGD takes 2.3 times as many steps as momentum, 1.6 times RMSprop, 4.3 times Adam.'],
      },
      4: {
        exact: [
          '网络中的鞍点：2-8-1，Tanh，权重全为 0。训练 500 步后准确率至少 0.6。',
          'The saddle of a network: 2-8-1, tanh, all weights 0. After 500 steps the accuracy is at least 0.6.',
        ],
        why: [
          '权重全为 0 是精确的鞍点：权重的梯度全为 0，任何优化器都停在 0.5。打破对称的是随机初始化，不是优化器。',
          'All weights 0 is an exact saddle: every weight has gradient 0, and every optimiser stays at 0.5. Random starting weights break the symmetry, no optimiser does.',
        ],
      },
    },
    beyond: ['一两个数的函数只说明机制；高维网络里局部极小远没有这么突出。', 'Functions of one or two numbers show the mechanism; in networks local minima matter far less.'],
  },
  C75: {
    title: ['什么决定收敛', 'What decides convergence'],
    quotes: [
      ['004', '损失函数和激活函数决定的是模型会不会收敛，也影响训练速度', 'the loss and the activation decide whether the model converges, and affect the speed of training'],
    ],
    statements: {
      1: {
        exact: [
          '环形，4×16，SGD 0.5，500 步，以准确率 0.95 为“收敛”：换激活函数（Sigmoid 换 Tanh）有影响；换优化器（Adam 0.01）或初始权重放大 4 倍没有影响。',
          'Circles, 4×16, SGD 0.5, 500 steps, converged at accuracy 0.95: the activation (sigmoid or tanh) matters; the optimiser (Adam 0.01) and weights 4 times as large do not.',
        ],
        why: [
          '前一半成立：Tanh 全部收敛，Sigmoid 一次也没有。后一半不成立：同一个 Sigmoid 网络，用 Adam 十次成功七次，初始权重放大 4 倍十次全部成功。',
          'The first half holds: tanh always converges, sigmoid never. The second does not: the same sigmoid network converges 7 times of 10 with Adam and 10 of 10 with 4 times the weights.',
        ],
      },
    },
    beyond: ['损失函数的影响在 C46 里看。', 'What the loss does is seen in C46.'],
  },
};
