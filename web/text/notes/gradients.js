// Gradients: C33 to C48. Each text is [Chinese, English].

/** Lanes and figures that are neither activations nor quantities. */
export const names = {
  'sigmoid-small': ['Sigmoid，权重 0.05', 'sigmoid, weights 0.05'],
  'tanh-small': ['Tanh，权重 0.05', 'tanh, weights 0.05'],
  'relu-small': ['ReLU，权重 0.05', 'ReLU, weights 0.05'],
  'relu-xavier': ['ReLU，Xavier', 'ReLU, Xavier'],
  'sigmoid-norm': ['Sigmoid＋批归一化', 'sigmoid with batch norm'],
  'tanh-norm': ['Tanh＋批归一化', 'tanh with batch norm'],
  'relu-norm': ['ReLU＋批归一化', 'ReLU with batch norm'],
  'sigmoid-4x': ['Sigmoid，4 倍权重', 'sigmoid, 4 × weights'],
  'sigmoid-scaled': ['4σ − 2', '4σ − 2'],
  'tanh-0.1': ['tanh(0.1z)', 'tanh(0.1z)'],
  'tanh-0.5': ['tanh(0.5z)', 'tanh(0.5z)'],
  'tanh-1': ['tanh(z)', 'tanh(z)'],
  'tanh-2': ['tanh(2z)', 'tanh(2z)'],
  'tanh-10': ['tanh(10z)', 'tanh(10z)'],
  'relu-0.25': ['0.25 ReLU', '0.25 ReLU'],
  'relu-1': ['ReLU', 'ReLU'],
  'relu-3': ['3 ReLU', '3 ReLU'],
  'tanh-shifted': ['Tanh，x + 10', 'tanh, x + 10'],
  'tanh-times-100': ['Tanh，100x', 'tanh, 100x'],
  'tanh-standardised': ['Tanh，x + 10 后标准化', 'tanh, x + 10, standardised'],
  'relu-shifted': ['ReLU，x + 10', 'ReLU, x + 10'],
  'relu-standardised': ['ReLU，x + 10 后标准化', 'ReLU, x + 10, standardised'],
  mse: ['均方误差', 'mean squared error'],
  squared: ['平方误差', 'squared error'],
  'cross-entropy': ['交叉熵', 'cross-entropy'],
  'squared-at-0': ['平方误差，z = 0', 'squared error, z = 0'],
  'cross-entropy-at-0': ['交叉熵，z = 0', 'cross-entropy, z = 0'],
  'at-0': ['0 处的斜率', 'slope at 0'],
  'at-z': ['±z 处的斜率', 'slope at ±z'],
  'against-steps': ['对手的步数', 'steps of the other'],
  first: ['一步之后的值', 'value after one step'],
  'same-distance': ['对手走同样的距离', 'the other over the same distance'],
  left: ['左边起步的终点', 'end from the left'],
  right: ['右边起步的终点', 'end from the right'],
  apart: ['两个终点相距', 'distance of the ends'],
  'left-loss': ['左终点的损失', 'loss at the left end'],
  'right-loss': ['右终点的损失', 'loss at the right end'],
};

export const notes = {
  C33: {
    title: ['饱和使梯度消失', 'Saturation kills the gradient'],
    quotes: [
      [
        '000',
        '当神经元的激活在接近0或1处时会饱和 ... 会有效地"杀死"梯度',
        'when the activation is near 0 or 1 the neuron saturates ... this effectively “kills” the gradient',
      ],
    ],
    statements: {
      1: {
        exact: [
          'Sigmoid 和 Tanh 在 |z| = 10 处的斜率，不到 0 处的 5 %（平坦段）。',
          'The slope of sigmoid and tanh at |z| = 10 is below 5 % of that at 0 (the flat part).',
        ],
        why: [
          '只剩 0.02 % 和亿分之七：误差乘上它就没有了。照 y(1−y) 用单精度算，Sigmoid 从 z = 16.64 起恰好是 0。',
          'What is left is 0.02 % and seven parts in 10⁸. Computed as y(1−y) in single precision, sigmoid’s is exactly 0 from z = 16.64.',
        ],
      },
    },
    beyond: ['要紧的是样本的 z 落在哪里，而不只是曲线的形状。', 'What counts is where the samples’ z lie, not the curve alone.'],
  },
  C34: {
    title: ['Sigmoid 67 步，ReLU 2 步', '67 sigmoid steps against 2 of ReLU'],
    quotes: [
      [
        '002',
        'ReLU函数只需要两步就可以做到Sigmoid需要67步才能达到的数值！',
        'ReLU needs only two steps for the value that takes sigmoid 67!',
      ],
    ],
    statements: {
      1: {
        exact: [
          'z ← z − 0.2 f′(z)，从 f(z) = 0.9 到 f(z) ≤ 0.5 的步数：Sigmoid 67，ReLU 2。',
          'z ← z − 0.2 f′(z), from f(z) = 0.9 until f(z) ≤ 0.5: sigmoid 67 steps, ReLU 2.',
        ],
        why: ['Sigmoid 的斜率从 0.09 开始，最大也只有 0.25。', 'Sigmoid’s slope begins at 0.09 and is never above 0.25.'],
      },
    },
    beyond: [
      '两者走的距离不同：z 下降 2.197 与 0.4。同样的距离，ReLU 要 11 步，相差 6 倍。而且这里下降的是激活值本身，不是损失。',
      'They go different distances in z: 2.197 and 0.4. Over the same distance ReLU needs 11, a factor of 6. And what falls is the activation itself, not a loss.',
    ],
  },
  C35: {
    title: ['层数越多，梯度消失越明显', 'Gradients vanish with depth'],
    quotes: [
      [
        '000',
        'vanishing gradient在网络层数多的时候尤其明显',
        'the vanishing gradient is particularly evident when there are many layers',
      ],
      ['004', '导数值小于1，最大为0.25', 'the derivative is below 1, at most 0.25'],
    ],
    statements: {
      1: {
        exact: [
          '双月，8×32，起步时第一层与末层隐藏层的反向信号之比 |δ₁|/|δ₈|：Sigmoid 在 20 个种子中至少 19 个小于 0.001。条件：Tanh（Xavier）和 ReLU（He）也该如此。',
          'Moons, 8×32, backward signal of the first over the last hidden layer at the start: below 0.001 for sigmoid in 19 of 20 seeds. Condition: is it so for tanh (Xavier) and ReLU (He), too?',
        ],
        why: [
          '条件：Sigmoid，通常的初始化（比值约 4×10⁻⁵）。Tanh 0.78、ReLU 0.93，几乎不减：那是初始化的问题。',
          'If it is sigmoid with the usual start (about 4×10⁻⁵). Tanh keeps 0.78, ReLU 0.93: for them it is a question of the start.',
        ],
      },
    },
    beyond: [
      '0.25 只限制 σ′，权重大就能补回来。要看 δ，不要看各层权重梯度之比。',
      '0.25 bounds σ′ only; large weights make up for it. Look at δ, not at ratios of weight gradients.',
    ],
  },
  C36: {
    title: ['很深的 Sigmoid 网络训练不了', 'Deep sigmoid networks cannot be trained'],
    quotes: [['000', '从而无法完成深层网络的训练', 'so that deep networks cannot be trained']],
    statements: {
      1: {
        exact: [
          '圆环，6×16，SGD 0.5，500 步：Sigmoid 九成种子 ≤ 0.65，Tanh、ReLU 九成 ≥ 0.95。条件：批归一化、4 倍权重、4σ − 2 也救不了它。',
          'Circles, 6×16, SGD 0.5, 500 steps: sigmoid ≤ 0.65, tanh and ReLU ≥ 0.95, in nine seeds of ten. Condition: batch norm, 4 × weights or 4σ − 2 do not rescue it.',
        ],
        why: [
          '只在 Xavier 初始化加普通 SGD 时成立；三种补救，每一种都让全部种子学会。',
          'It holds with Xavier’s start and plain SGD only; each of the three remedies lets every seed learn.',
        ],
      },
    },
    beyond: ['学习率、步数和优化器也会改变结果。', 'Rate, number of steps and optimiser matter as well.'],
  },
  C37: {
    title: ['Tanh 没有解决梯度消失', 'Tanh does not solve vanishing'],
    quotes: [
      [
        '000',
        '梯度消失没解决，将导致数据多样化丢失',
        'vanishing is not solved, which leads to a loss of the data’s diversity',
      ],
      ['001', 'tanh ... 造成梯度消失', 'tanh ... causes vanishing gradients'],
    ],
    statements: {
      1: {
        exact: [
          '双月，8×32，起步时 |δ₁|/|δ₈| < 0.001（20 个种子中至少 19 个）：权重标准差 0.05，以及 Xavier。',
          'Moons, 8×32, |δ₁|/|δ₈| < 0.001 at the start (19 of 20 seeds): weights of sd 0.05, and Xavier.',
        ],
        why: ['权重小就消失（10⁻⁴）；Xavier 时还剩 0.78。', 'Small weights: it vanishes (10⁻⁴). Xavier: 0.78 is left.'],
      },
      2: {
        exact: [
          '10 层之后激活值的均方根 ≤ 0.11：增益 0.5，以及增益 1。',
          'Root mean square of the activations after 10 layers ≤ 0.11: gain 0.5, and gain 1.',
        ],
        why: ['增益 0.5 时缩到 6×10⁻⁴，增益 1 时还有 0.20。', 'At gain 0.5 they shrink to 6×10⁻⁴; at gain 1 they are 0.20.'],
      },
    },
    beyond: ['6 层 Tanh 照样能训练（C36）。', 'Six tanh layers do train (C36).'],
  },
  C38: {
    title: ['ReLU 避免梯度消失', 'ReLU avoids vanishing'],
    quotes: [
      ['000', '解决部分梯度消失的问题', 'solves part of the vanishing gradient'],
      ['002', '反向导数恒等于1', 'the derivative on the way back is constantly 1'],
      ['003', '不会产生梯度弥散现象', 'gradients do not vanish'],
      ['004', '不会出现较小的梯度，不会出现饱和现象', 'no small gradients, no saturation'],
    ],
    statements: {
      1: {
        exact: [
          '“部分”（000）：8×32 起步时，ReLU（He）|δ₁|/|δ₈| > 0.1，Sigmoid < 0.001；但权重标准差 0.05 时 ReLU 也 < 0.001。',
          '“Part” (000): 8×32 at the start, ReLU (He) has |δ₁|/|δ₈| > 0.1, sigmoid < 0.001; but with weights of sd 0.05 ReLU has < 0.001 too.',
        ],
        why: ['ReLU 的斜率不再使信号缩小，权重仍然可以。', 'ReLU’s slope no longer shrinks the signal; weights still can.'],
      },
      2: {
        exact: [
          '“恒等于 1”“不会”（002、003、004）：第一层没有 0 斜率；权重标准差 0.05 时 |δ₁|/|δ₈| > 0.1，且 6×16 学会圆环。',
          '“Constantly”, “no” (002, 003, 004): no slope of 0 in the first layer; with weights of sd 0.05 |δ₁|/|δ₈| > 0.1, and 6×16 learns circles.',
        ],
        why: [
          '三条都不成立：z < 0 时斜率为 0（约一半样本），权重小时信号照样消失。正确：z > 0 时斜率为 1；是否消失取决于初始化。',
          'None holds: for z < 0, about half the samples, the slope is 0, and small weights make it vanish. Correct: 1 for z > 0; vanishing depends on the start.',
        ],
      },
    },
    beyond: ['带泄露 ReLU 也修不好权重太小的起步。', 'Leaky ReLU does not repair a start that is too small either.'],
  },
  C39: {
    title: ['导数的值域要合适', 'The slope’s range must suit'],
    quotes: [
      [
        '001',
        '激活函数的导函数的值域要在一个合适的区间内，否则会影响训练的效率和稳定性',
        'the range of the derivative has to be a suitable interval, or training becomes less efficient and stable',
      ],
    ],
    statements: {
      1: {
        exact: [
          '圆环，6×16，SGD 0.1，500 步：tanh(z)、tanh(2z)、ReLU 九成种子 ≥ 0.95；tanh(0.5z)、tanh(10z)、0.25 ReLU、3 ReLU 的中位数低于给定界限。',
          'Circles, 6×16, SGD 0.1, 500 steps: tanh(z), tanh(2z) and ReLU ≥ 0.95 in nine seeds of ten; tanh(0.5z), tanh(10z), 0.25 ReLU and 3 ReLU stay below their bounds.',
        ],
        why: [
          '斜率小一半，信号每层小一半，到第一层就没了；太大则饱和或发散。',
          'Half the slope halves the signal in every layer; too large a slope saturates or diverges.',
        ],
      },
    },
    beyond: ['合适的是斜率与权重的乘积，换一种初始化，区间就移动。', 'It is slope times weight that must suit: another start moves the window.'],
  },
  C40: {
    title: ['有界的输出不发散，ReLU 不压制', 'Bounded outputs do not diverge, ReLU does not press'],
    quotes: [
      ['000', '输出范围有限，所以数据在传递的过程中不容易发散', 'the output range is limited, so data do not easily diverge on their way'],
      ['004', '不会对数据进行幅度压制', 'does not press the amplitude of the data'],
      ['002', '无界', 'unbounded'],
    ],
    statements: {
      1: {
        exact: [
          '标准正态输入，10×32，增益 3，第 10 层激活值的均方根：Tanh、Sigmoid ≤ 1；ReLU、恒等 ≥ 900。',
          'Standard normal inputs, 10×32, gain 3, root mean square after layer 10: tanh and sigmoid ≤ 1; ReLU and identity ≥ 900.',
        ],
        why: ['有界的函数把每一层都截在界内，其余的每层按增益放大。', 'A bounded curve cuts off in every layer; the others grow by the gain.'],
      },
      2: {
        exact: ['ReLU：增益 3 时 ≥ 900；增益 √2（即 He）时 ≥ 0.485。', 'ReLU: ≥ 900 at gain 3, ≥ 0.485 at gain √2 (He).'],
        why: [
          'He 初始化正好补回 ReLU 减去的一半均方；增益更小，ReLU 也会越传越小。',
          'He’s start makes up for the half of the mean square that ReLU takes; with less gain, ReLU shrinks data too.',
        ],
      },
    },
    beyond: ['不发散不等于传得好：在界上的神经元是饱和的。', 'Not diverging is not transmitting: units at their bound are saturated.'],
  },
  C41: {
    title: ['有界更稳定，无界更高效', 'Bounded is stable, unbounded efficient'],
    quotes: [
      [
        '003',
        '有限的时候，基于梯度的优化方法会更加稳定 ... 无限的时候，模型的训练会更加高效，不过在这种情况小，一般需要更小的learning rate',
        'when it is finite, gradient-based optimisation is more stable ... when infinite, training is more efficient, but usually needs a smaller learning rate',
      ],
    ],
    statements: {
      1: {
        exact: [
          '回归 y = 3 sin πx，1-32-32-1，SGD 0.3，300 步：有界的（Sigmoid、Tanh）至多一半种子发散，无界的（ReLU、带泄露 ReLU、ELU）至少一半。',
          'Regression y = 3 sin πx, 1-32-32-1, SGD 0.3, 300 steps: bounded ones (sigmoid, tanh) diverge in at most half the seeds, unbounded ones (ReLU, leaky ReLU, ELU) in at least half.',
        ],
        why: [
          'Sigmoid、带泄露 ReLU、ELU 如其所说；Tanh 却比 ReLU 先发散。',
          'Sigmoid, leaky ReLU and ELU do as it says; but tanh diverges before ReLU.',
        ],
      },
      2: {
        exact: [
          '学习率 0.03 时的损失：ReLU 和 ELU 低于 Tanh，ReLU 低于 Sigmoid（逐种子比较，p < 0.05）。',
          'Loss at rate 0.03: ReLU and ELU below tanh, ReLU below sigmoid (seed by seed, p < 0.05).',
        ],
        why: ['0.08 对 0.25 和 1.5；斜率大，同样的步数走得远。', '0.08 against 0.25 and 1.5: a larger slope gets further in as many steps.'],
      },
    },
    beyond: ['这里大家用同一个学习率；Sigmoid 受得了大得多的。', 'One rate for all; sigmoid bears a much larger one.'],
  },
  C42: {
    title: ['原点附近 f(x) ≈ x，配很小的随机权重', 'f(x) ≈ x near 0, with very small random weights'],
    quotes: [
      [
        '003',
        '如果参数的初始化是random的很小的值，那么神经网络的训练将会很高效；如果不满足这个性质，那么就需要很用心的去设置初始值',
        'if parameters start at very small random values, training will be efficient; without this property initial values must be set with care',
      ],
    ],
    statements: {
      1: {
        exact: [
          '圆环，3×16，SGD 0.3，500 步内损失降到 0.2。权重标准差 0.0025（g = 0.01）：Tanh、正弦、ELU、4σ − 2 九成种子做到。',
          'Circles, 3×16, SGD 0.3, loss 0.2 within 500 steps. Weights of sd 0.0025 (g = 0.01): tanh, sine, ELU and 4σ − 2 do it in nine seeds of ten.',
        ],
        why: ['一个种子也没有：太小的权重，信号进不去也回不来。', 'Not in one seed: with weights this small no signal gets in or back.'],
      },
      2: {
        exact: [
          '标准差 0.25（g = 1）时，Tanh、4σ − 2 九成做到，Sigmoid 做不到，要 1.25 才行。条件：高斯（0 处斜率为 0）同样做不到。',
          'At sd 0.25 (g = 1) tanh and 4σ − 2 do, sigmoid does not; it needs 1.25. Condition: the Gaussian, of slope 0 at 0, does not either.',
        ],
        why: [
          '要紧的是斜率 × 权重标准差 × √宽度约为 1。0 处斜率小、别处斜率大的高斯却学得很快：条件是曲线到处都平缓。',
          'What matters: slope × sd × √width of about 1. The Gaussian, flat at 0 and steep elsewhere, learns fast: the sentence holds for curves that are flat all along.',
        ],
      },
    },
    beyond: ['“很小”也有下限：1/√宽度 左右才合适。', '“Very small” has a lower end: about 1/√width.'],
  },
  C43: {
    title: ['归一化对付梯度消失', 'Normalising against vanishing'],
    quotes: [['004', '输入归一化、每层归一化', 'normalise the inputs, normalise every layer']],
    statements: {
      1: {
        exact: [
          '圆环，6×16，SGD 0.5：Sigmoid 和权重 0.05 的 Tanh 至多一成种子 ≥ 0.95；加批归一化后，它们和 ReLU 至少九成。',
          'Circles, 6×16, SGD 0.5: sigmoid, and tanh with weights of 0.05, reach 0.95 in at most one seed of ten; with batch norm they and ReLU in at least nine.',
        ],
        why: ['每层的 z 被拉回曲线弯而不平的那一段，权重的大小不再要紧。', 'z is brought back to where the curve has slope, in every layer, whatever the weights’ size.'],
      },
      2: {
        exact: [
          '圆环，2×16，300 步，四个学习率取最好：用 x，Tanh 学会；用 x + 10 或 100x 学不会，ReLU 在 x + 10 上也不会；标准化之后都学会。',
          'Circles, 2×16, 300 steps, best of four rates: tanh learns from x, not from x + 10 or 100x, and ReLU not from x + 10; from x + 10 standardised both do.',
        ],
        why: ['平移比放大更糟；ReLU 也治不了没归一化的输入。', 'A shift is worse than a scale; ReLU is no remedy for raw inputs.'],
      },
    },
    beyond: ['批归一化的结果与批的大小有关，这里是全批量。', 'Batch norm depends on the batch; here it is the full batch.'],
  },
  C44: {
    title: ['用 LSTM、GRU 对付梯度消失', 'LSTM and the like against vanishing'],
    quotes: [['004', '网络结构上调整，比如LSTM、GRU等', 'change the architecture, as with LSTM, GRU']],
    later: true,
  },
  C45: {
    title: ['循环网络里的 ReLU 要用单位矩阵', 'ReLU in recurrent networks needs the identity matrix'],
    quotes: [
      [
        '001',
        '可以，但是需要将W初始化为单位矩阵 ... 只有当W的取值在单位矩阵附近时才能取得比较好的效果 ... 与LSTM相似的结果，并且学习速度比长短期记忆模型更快',
        'possible, but W has to start as the identity ... it only works well when W is near the identity ... results like LSTM’s, and it learns faster',
      ],
    ],
    later: true,
  },
  C46: {
    title: ['Sigmoid 输出配均方误差，梯度会消失', 'A sigmoid output with squared error loses the gradient'],
    quotes: [
      [
        '004',
        'mse的损失函数会在损失函数求导这一个层面上就导致梯度消失；所以使用交叉熵损失函数',
        'MSE makes the gradient vanish in the derivative of the loss already; so use cross-entropy',
      ],
      ['004', '其他损失函数只能保证在第一步不会直接死掉', 'other losses only make sure that it does not die at the first step'],
    ],
    statements: {
      1: {
        exact: [
          '目标 0，z = 10 时 ∂L/∂z：平方误差（÷2）不到交叉熵的 5 %。条件：z = 0 时也如此。',
          'Target 0, ∂L/∂z at z = 10: half squared error below 5 % of cross-entropy. Condition: at z = 0 as well.',
        ],
        why: [
          '条件：输出在错误的一侧饱和（4.5×10⁻⁵ 对 1.0）。z = 0 时是 0.125 对 0.5，并不消失。',
          'If the output is saturated on the wrong side (4.5×10⁻⁵ against 1.0). At z = 0 it is 0.125 against 0.5: not vanished.',
        ],
      },
      2: {
        exact: [
          '一个神经元，w = b = 2，学习率 0.15，输出降到 0.1 以下：平方误差的步数至少是交叉熵的 5 倍。',
          'One neuron, w = b = 2, rate 0.15, until it gives less than 0.1: squared error takes at least 5 times the steps.',
        ],
        why: ['469 步对 50 步。', '469 steps against 50.'],
      },
      3: {
        exact: [
          '两团，一层，从 w = (−K, −K) 起步，SGD 1，到准确率 0.95 的步数：K = 5 时相差至少 52 倍。条件：K = 1 时也如此。',
          'Two blobs, one layer, from w = (−K, −K), SGD 1, steps to accuracy 0.95: at least 52 times as many for K = 5. Condition: for K = 1 as well.',
        ],
        why: [
          '条件：起步就错得很远。K = 5 约 610 对 6，K = 1 只是 5 对 2，K = 10 时 1000 步也不够。',
          'If the start is far wrong: 610 against 6 for K = 5, only 5 against 2 for K = 1; for K = 10 a thousand steps are not enough.',
        ],
      },
      4: {
        exact: [
          '用交叉熵的 6×16 Sigmoid（C36）：九成种子 ≤ 0.65，且 |δ₁|/|δ₆| < 0.01。',
          '6×16 sigmoid with cross-entropy (C36): ≤ 0.65 in nine seeds of ten, and |δ₁|/|δ₆| < 0.01.',
        ],
        why: ['损失只管输出层，隐藏层照样会消失。', 'A loss helps the output layer; hidden layers can still vanish.'],
      },
    },
    beyond: ['从通常的起步，均方误差也能训练（C47）。', 'From a usual start squared error trains, too (C47).'],
  },
  C47: {
    title: ['分类不能用均方误差', 'Classification must not use MSE'],
    quotes: [['004', '所以分类问题不能用mse作为损失函数', 'so classification cannot use MSE as its loss']],
    statements: {
      1: {
        exact: [
          '若真不能用：圆环 2-16-1（SGD 1，500 步）与三团配 Softmax，用均方误差至多一成种子达到 0.95。',
          'If it could not: circles 2-16-1 (SGD 1, 500 steps) and three blobs with softmax reach 0.95 with MSE in at most one seed of ten.',
        ],
        why: [
          '全部种子都达到。正确：可以用，只是较慢，饱和时会停住（C46）；它就是 Brier 分数。',
          'Every seed does. Correct: it can be used; it is slower and stalls when saturated (C46). It is the Brier score.',
        ],
      },
    },
    beyond: ['不是说它更好：学习率 0.3 时它落后于交叉熵。', 'It is not the better one: at rate 0.3 it lags behind cross-entropy.'],
  },
  C48: {
    title: ['均方误差非凸，有多个极小', 'MSE is non-convex with several minima'],
    quotes: [['004', 'mse已经是非凸函数了，有多个极值点', 'MSE is already non-convex, with several extrema']],
    statements: {
      1: {
        exact: [
          '一个 Sigmoid 神经元，双月 60 点，中点检验：均方误差至少 19 % 违反凸性，交叉熵 0 %。',
          'One sigmoid neuron, 60 points of the moons, midpoint test: at least 19 % of pairs break convexity with MSE, none with cross-entropy.',
        ],
        why: ['约 38 %。套上 Sigmoid，平方误差在两端变平。', 'About 38 %: through the sigmoid, squared error goes flat at both ends.'],
      },
      2: {
        exact: [
          '一个权重，x = −0.1、1.5、−20.4，都是类别 1：从 w = −1 和 1 下降，终点相距至少 0.79。',
          'One weight, x = −0.1, 1.5, −20.4, all of class 1: descents from w = −1 and 1 end at least 0.79 apart.',
        ],
        why: ['−0.107（损失 0.183）与 1.469（0.433）；交叉熵只有一个。', 'At −0.107 (loss 0.183) and 1.469 (0.433); cross-entropy has one.'],
      },
    },
    beyond: ['线性输出配均方误差仍是凸的。', 'With a linear output MSE is convex.'],
  },
};
