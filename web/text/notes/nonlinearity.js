// What non-linearity buys: C19 to C32. Each text is [Chinese, English].

/** Lanes and figures that are neither activations nor quantities. */
export const names = {
  'layers-0': ['无隐藏层', 'no hidden layer'],
  'layers-1': ['1 个隐藏层', '1 hidden layer'],
  'layers-3': ['3 个隐藏层', '3 hidden layers'],
  'layers-5': ['5 个隐藏层', '5 hidden layers'],
  'units-1': ['1 个神经元', '1 unit'],
  'units-2': ['2 个神经元', '2 units'],
  'units-3': ['3 个神经元', '3 units'],
  'units-4': ['4 个神经元', '4 units'],
  'units-8': ['8 个神经元', '8 units'],
  'units-16': ['16 个神经元', '16 units'],
  'units-32': ['32 个神经元', '32 units'],
  'units-64': ['64 个神经元', '64 units'],
  'relu-8': ['8 个 ReLU', '8 ReLU units'],
  'step-pass': ['阶跃＋直通斜率', 'step with a pass-through slope'],
  folds: ['手工折叠', 'folded by hand'],
  random: ['随机权重', 'random weights'],
  raw: ['原始坐标', 'raw inputs'],
  line: ['直线', 'straight line'],
  plane: ['平面', 'plane'],
  linear: ['无激活函数', 'no activation'],
  logistic: ['Sigmoid 输出', 'sigmoid output'],
  mse: ['均方误差', 'mean squared error'],
  squared: ['平方误差', 'squared error'],
  'cross-entropy': ['交叉熵', 'cross-entropy'],
  merged: ['合并后的参数', 'parameters once merged'],
  difference: ['与一个矩阵的最大差', 'largest difference from one matrix'],
  bent: ['偏离可加性', 'departure from additivity'],
  curved: ['有弯曲的曲线：乘积误差', 'bent curve: error of the product'],
  straight: ['没有弯曲的：乘积误差', 'straight one: error of the product'],
  same: ['状态相同的邻点', 'neighbours of the same pattern'],
  near: ['邻点：偏离该平面', 'neighbours: distance from the plane'],
  far: ['别的点：偏离该平面', 'other points: distance from the plane'],
  deep: ['深网络的片数', 'pieces of the deep network'],
  shallow: ['同样多神经元、一层的片数', 'pieces of one layer of as many units'],
  folded: ['逐层相乘的片数', 'pieces if layers multiplied'],
  coarse: ['相距 0.01 的斜率跳变', 'jump of the slope over 0.01'],
  fine: ['相距 0.0001 的斜率跳变', 'jump of the slope over 0.0001'],
};

export const notes = {
  C19: {
    title: ['线性层叠起来还是一层线性层', 'Stacked linear layers are one linear layer'],
    quotes: [
      [
        '000',
        '无论你神经网络有多少层，输出都是输入的线性组合，与没有隐藏层效果相当',
        'however many layers the network has, its output is a linear combination of the inputs, as good as no hidden layer',
      ],
    ],
    statements: {
      1: {
        exact: [
          '5 个恒等隐藏层（4-32×5-3，4483 个参数）与把各层乘起来的一个矩阵（15 个参数）比较输出，最大差不超过 2×10⁻⁶；同样大小的 ReLU 网络不满足可加性。',
          'Five identity layers (4-32×5-3, 4483 parameters) against their product, one matrix (15): outputs within 2×10⁻⁶; with ReLU the network is not additive.',
        ],
        why: ['矩阵乘矩阵还是矩阵。', 'A product of matrices is a matrix.'],
      },
      2: {
        exact: [
          '圆环，0、1、3、5 个恒等隐藏层，Adam 0.01，400 步：准确率不超过 0.65，损失相差不到 0.0001。',
          'Circles, 0, 1, 3 or 5 identity layers, Adam 0.01, 400 steps: accuracy at most 0.65, losses within 0.0001.',
        ],
        why: ['加多少层都只是一条直线。', 'However many layers: one straight line.'],
      },
    },
    beyond: [
      '函数一样，训练过程不一样；中间层太窄还会限制秩。笔记所说“最原始的感知机”，输出端还有一个阶跃。',
      'Training differs, and a narrow layer limits the rank. The “original perceptron” of the notes has a step at its output.',
    ],
  },
  C20: {
    title: ['一个非线性隐藏层，就能分开直线分不开的数据', 'One non-linear hidden layer separates what a line cannot'],
    quotes: [
      [
        '000',
        '在隐藏层用非线性激活函数可以让它对非线性函数建模',
        'a non-linear activation in the hidden layer lets it model non-linear functions',
      ],
      [
        '001',
        '引入非线性因素的，解决线性模型所不能解决的问题',
        'brings in non-linearity, and solves what linear models cannot',
      ],
    ],
    statements: {
      1: {
        exact: [
          '圆环，2-8-1，200 点，Adam 0.03，500 步：恒等至多 0.65；12 种非线性函数，每种至少九成种子达到 0.97。',
          'Circles, 2-8-1, 200 points, Adam 0.03, 500 steps: identity at most 0.65; each of 12 non-linear curves reaches 0.97 in nine seeds of ten.',
        ],
        why: [
          '隐藏层把平面弯折，输出层的一条直线就够了；用哪种曲线，在这里无关紧要。',
          'The hidden layer bends the plane so that the output’s straight cut is enough; which curve it is does not matter here.',
        ],
      },
      2: {
        exact: ['同上，数据换成异或（XOR）。', 'The same on XOR.'],
        why: ['同样的道理；连偶函数 |x| 和 x² 也可以。', 'For the same reason; even |x| and x² will do.'],
      },
    },
    beyond: [
      '换一种数据，用哪种函数就有差别。阶跃也是非线性的，却学不会：它没有斜率（C29）。',
      'On other data the choice does matter. The step is not linear either, yet learns nothing: it has no slope (C29).',
    ],
  },
  C21: {
    title: ['泰勒展开与特征组合', 'Taylor series and products of features'],
    quotes: [
      [
        '001',
        '只要激活函数中有能够泰勒展开的函数，就可能起到特征组合的作用',
        'as long as the activation has a Taylor series, it can combine features',
      ],
    ],
    statements: {
      1: {
        exact: [
          '不训练，用四个神经元拼出 xy：f(u+v)+f(−u−v)−f(u−v)−f(−u+v)，除以 4f″λ²，λ = 0.1。在 [−1, 1]² 上的最大误差：Softplus 与恒等。',
          'Without training, xy from four units: f(u+v)+f(−u−v)−f(u−v)−f(−u+v) over 4f″λ², λ = 0.1. Largest error on [−1, 1]²: softplus and identity.',
        ],
        why: [
          '起作用的是二次项。恒等也能泰勒展开，却没有二次项，所以“只要”不对。',
          'The second-order term does it. The identity has a Taylor series without one: “as long as” is wrong.',
        ],
      },
      2: {
        exact: [
          '2-4-1 学 y = x₁x₂，200 点，Adam 0.02，1500 步，20 个种子：R² 的中位数是否达到 0.95。',
          '2-4-1 learns y = x₁x₂, 200 points, Adam 0.02, 1500 steps, 20 seeds: is the median R² at least 0.95?',
        ],
        why: [
          '弯的都学会了，恒等学不会。ReLU 处处没有二次项，训练后也能做到：条件既不充分，也不必要。',
          'The bent ones learn it, the identity does not; ReLU, without any second-order term, does too: the condition is neither enough nor needed.',
        ],
      },
    },
    beyond: [
      'λ 太小时，单精度的相减会把结果毁掉。',
      'With a very small λ, subtraction in single precision ruins the gate.',
    ],
  },
  C22: {
    title: ['隐藏层把数据搬到一条直线就够的空间', 'The hidden layer moves the data to where a straight cut is enough'],
    quotes: [
      [
        '001',
        '把当前特征空间通过一定的线性映射转换到另一个空间，让数据能够更好的被分类',
        'takes the feature space by a certain linear map to another space, where the data are classified better',
      ],
    ],
    statements: {
      1: {
        exact: [
          '圆环上线性读出的准确率：原始坐标 ≤ 0.65；训练过的 3 个、8 个 Tanh 神经元的输出，九成种子 ≥ 0.97；没训练过的 8 个 ≤ 0.787。',
          'Accuracy of a linear read-out on circles: raw inputs ≤ 0.65; outputs of 3 or 8 trained tanh units ≥ 0.97 in nine seeds of ten; of 8 untrained ones ≤ 0.787.',
        ],
        why: [
          '“线性映射”之后还要有非线性，而且要训练。2 个神经元只到 0.89：平面连续变形，拆不开圆环。',
          'A non-linearity has to follow the linear map, and both have to be trained. Two units stop at 0.89: bending a plane does not open a ring.',
        ],
      },
    },
    beyond: ['这是训练准确率，不说明新数据分得好不好。', 'This is training accuracy; it says nothing of new data.'],
  },
  C23: {
    title: ['ReLU 网络在每个样本附近是线性的', 'Around each sample a ReLU network is linear'],
    quotes: [
      [
        '004',
        '网络中所有的ReLU对它都有一个确定的状态，整个网络最终对x1的映射等效于一个线性映射',
        'every ReLU is in a definite state for it, and the whole network acts on x1 as one linear map',
      ],
    ],
    statements: {
      1: {
        exact: [
          '2-16-16-16-1，随机权重：按样本的开关状态乘出 Wx + b。状态相同的邻点误差 ≤ 输出范围的 2×10⁻⁶；别的样本误差的中位数 ≥ 0.25。',
          '2-16-16-16-1, random weights: multiply out Wx + b for a sample’s pattern. Neighbours of the same pattern within 2×10⁻⁶ of the outputs’ range; at other samples the median error is at least 0.25.',
        ],
        why: [
          '开关固定，剩下的都是线性运算；换一个样本，状态变了，就是另一个平面。',
          'With the switches fixed all that is left is linear; another sample has another pattern, and another plane.',
        ],
      },
    },
    beyond: ['“线性”只在这一个区域之内；整个网络仍是非线性的。', 'It is linear inside that region only; the network as a whole is not.'],
  },
  C24: {
    title: ['折叠：线性区域有多少', 'Folding: how many linear pieces'],
    quotes: [
      [
        '000',
        '将激活空间分割/折叠成一簇不同的线性区域，像一个真正复杂的折纸',
        'splits/folds the space into a cluster of linear regions, like a really complicated origami',
      ],
    ],
    statements: {
      1: {
        exact: [
          '手工给定权重 t(x) = 2ReLU(x) − 4ReLU(x − 0.5)，复合 10 次（每层 2 个神经元）：[0, 1] 上恰好 2¹⁰ 片，另加左边一片。',
          'Weights by hand, t(x) = 2 relu(x) − 4 relu(x − 0.5), composed 10 times (2 units a layer): exactly 2¹⁰ pieces on [0, 1], and one to the left.',
        ],
        why: ['每一层都把前面的图形对折一次。', 'Every layer folds what came before in two.'],
      },
      2: {
        exact: [
          '随机的 1-16-16-1 与 1-32-1（He，偏置在 ±0.5 内）在 [−1, 1] 上的片数：深的至少是浅的 2 倍。',
          'Random 1-16-16-1 and 1-32-1 (He, biases within ±0.5) on [−1, 1]: the deep one has at least twice the pieces.',
        ],
        why: [
          '都是 28 片左右：随机初始化时，片数由神经元总数决定，深度并不使它相乘。折叠是可能，不是常态。',
          'Both have about 28: at a random start the number of units decides, depth multiplies nothing. Folding is possible, not usual.',
        ],
      },
    },
    beyond: ['训练之后片数会变，这里没有测。', 'Training changes the count; that is not measured here.'],
  },
  C25: {
    title: ['ReLU 网络的逼近，与末层的平滑', 'Approximation by ReLU, and a smooth last activation'],
    quotes: [
      [
        '000',
        '有足够的层，可以近似"平滑"任何函数到任意程度。此外，如果在最后一层添加一个平滑的激活函数，会得到一个平滑的函数近似',
        'with enough layers any function can be approximated “smoothly” to any degree. With a smooth activation on the last layer the approximation is a smooth function',
      ],
    ],
    statements: {
      1: {
        exact: [
          '一层 ReLU 按插值给定权重，逼近 [0, 1] 上的 sin 2πx：64 个神经元最大误差 ≤ 0.003，比 32 个小 2.5 倍以上。',
          'One ReLU layer that interpolates sin 2πx on [0, 1]: with 64 units the largest error is at most 0.003, and 2.5 times smaller than with 32.',
        ],
        why: [
          '神经元加倍，误差降到四分之一；不必加深，加宽就够。',
          'Twice the units, a quarter of the error; width alone is enough.',
        ],
      },
      2: {
        exact: [
          '随机 1-16-1 ReLU 网络，输出端加 Tanh：相距 0.0001 处的斜率跳变，应比相距 0.01 处明显小（比值 ≤ 0.45）。',
          'Random 1-16-1 ReLU network, tanh at its output: the slope jumps much less over 0.0001 than over 0.01 (ratio at most 0.45).',
        ],
        why: [
          '比值约为 1：平滑函数套在有折点的函数外面，折点还在。要平滑，隐藏层本身就得平滑。',
          'The ratio is about 1: a smooth function of a kinked one keeps the kinks. The hidden layers must be smooth.',
        ],
      },
    },
    beyond: [
      '第 1 条说的是存在这样的权重，不保证训练能找到。',
      'The first says that such weights exist, not that training finds them.',
    ],
  },
  C26: {
    title: ['单层网络能做什么', 'What single-layer networks do'],
    quotes: [
      [
        '002',
        '单变量 / 多变量 线性回归, 二分类函数 二分类, 多分类函数 多分类',
        'one / several variables: linear regression; two-class function: two classes; many-class function: many classes',
      ],
    ],
    statements: {
      1: {
        exact: [
          '无隐藏层，普通 SGD 300 步，20 个种子：y = 3x − 1 与两个变量的回归 R² ≥ 0.95（中位数）；两团、三团数据准确率 ≥ 0.95。',
          'No hidden layer, 300 steps of plain SGD, 20 seeds: y = 3x − 1 and a regression on two variables, median R² ≥ 0.95; two and three blobs, accuracy ≥ 0.95.',
        ],
        why: ['这些任务本来就是线性的。', 'These tasks are linear.'],
      },
    },
    beyond: ['圆环它一样也做不了（C19）。', 'None of them separates circles (C19).'],
  },
  C27: {
    title: ['最后一层不需要激活函数', 'The last layer needs no activation'],
    quotes: [
      ['002', '神经网络最后一层不需要激活函数', 'the last layer of a network needs no activation'],
      ['002', '激活函数只用于连接前后两层神经网络', 'activations only connect one layer with the next'],
    ],
    statements: {
      1: {
        exact: [
          '回归 y = 3x − 1（目标 −4 到 2），1-8-1 Tanh，Adam 0.03，600 步：无输出激活时 R² ≥ 0.74，输出端加 Tanh 或 Sigmoid 时 ≤ 0.74。',
          'Regression y = 3x − 1 (targets −4 to 2), 1-8-1 tanh, Adam 0.03, 600 steps: R² ≥ 0.74 without an output activation, ≤ 0.74 with tanh or sigmoid there.',
        ],
        why: ['目标超出了 Tanh 和 Sigmoid 的值域。', 'The targets lie outside the range of tanh and sigmoid.'],
      },
      2: {
        exact: ['分类网络末端的 Sigmoid、Softmax 不算激活函数。', 'Sigmoid or softmax at the end of a classifier is no activation.'],
        why: [
          '笔记称之为“分类函数”。这是叫法问题，没有可测的量。',
          'The notes call it a “classification function”. That is a matter of names; there is nothing to measure.',
        ],
      },
    },
    beyond: ['目标落在输出函数的值域之内时，两者可以一样好。', 'Where the targets fit into the output’s range, both can do.'],
  },
  C28: {
    title: ['用一个神经元拟合正弦', 'A sine with one hidden unit'],
    quotes: [
      ['002', '损失值到0.04附近就很难下降了', 'near 0.04 the loss hardly falls any more'],
      ['002', '0.8575700023301912', 'accuracy in the log (it is R²)'],
      ['002', '只比单层神经网络的线性拟合强一些', 'only somewhat better than the line of a single layer'],
    ],
    statements: {
      1: {
        exact: [
          '笔记的配方：sin 2πx，450 点，半均方误差，批 10，SGD 0.05，22.5 万步。与无噪声正弦比较的 R²：1 个 Sigmoid 在 0.85 到 0.875 之间，直线 ≤ 0.738。',
          'The notes’ recipe: 450 points, half MSE, batches of 10, SGD 0.05, 225,000 steps. R² against the sine itself: one sigmoid 0.85 to 0.875, the line at most 0.738.',
        ],
        why: [
          '一个 Sigmoid 只有一个拐弯，最好也只到 0.87 左右；笔记的日志是 0.858。',
          'One sigmoid has one bend and cannot do better than about 0.87; the notes’ log says 0.858.',
        ],
      },
      2: {
        exact: [
          '快的版本（Adam 0.03，全批量，3000 步）：1 个神经元同样在 0.85 到 0.875，3 个神经元九成种子 ≥ 0.99。',
          'Quicker (Adam 0.03, full batch, 3000 steps): again 0.85 to 0.875 with one unit, at least 0.99 with three in nine seeds of ten.',
        ],
        why: ['正弦有两个拐弯；第二个神经元带来最大的改进。', 'A sine has two bends; the second unit brings most.'],
      },
    },
    beyond: [
      '换成 8 个 ReLU 只有 0.72：偏置从 0 开始，所有折点都在 x = 0 这个边上。把输入移到中心就好了。',
      'Eight ReLU units get only 0.72: with biases of 0 every kink starts at the edge x = 0. Centre the input.',
    ],
  },
  C29: {
    title: ['阶跃函数没法训练', 'A step function cannot be trained'],
    quotes: [
      [
        '002',
        '他的梯度（导数）恒为零（个别点除外)... 没有办法进行反向传播的',
        'its gradient (derivative) is zero everywhere (but for single points) ... there is no way to back-propagate',
      ],
    ],
    statements: {
      1: {
        exact: [
          '圆环，2-16-1，Adam 0.03，500 步：阶跃的隐藏层移动恰好为 0，准确率达不到 0.97；Tanh 达到。',
          'Circles, 2-16-1, Adam 0.03, 500 steps: with the step the hidden layer moves by exactly 0 and accuracy stays below 0.97; tanh reaches it.',
        ],
        why: [
          '斜率为 0，误差传不回来。只有输出层在学，用的是冻住的随机特征。',
          'With a slope of 0 no error comes back. Only the output layer learns, on frozen random features.',
        ],
      },
    },
    beyond: [
      '反向时给一个直通斜率（|z| < 1 处取 1），同样的阶跃网络就学会了。',
      'With a pass-through slope on the way back (1 where |z| < 1) the same step network learns.',
    ],
  },
  C30: {
    title: ['激活函数必须可导', 'An activation must be differentiable'],
    quotes: [
      ['002', '必须要保证激活函数的可导性', 'the activation has to be differentiable'],
      ['003', '当优化方法是基于梯度的时候，这个性质是必须的', 'with gradient-based optimisation this property is a must'],
      ['001', '允许少数点上不可导', 'it may be not differentiable at a few points'],
    ],
    statements: {
      1: {
        exact: [
          '若处处可导是必须的，有折点的 ReLU、带泄露 ReLU、|x|、Maxout 就学不会圆环（2-8-1）。',
          'If it were a must, ReLU, leaky ReLU, |x| and maxout, which have kinks, would not learn circles (2-8-1).',
        ],
        why: ['它们全都学会了。正确的说法：几乎处处可导就够了。', 'All of them do. Correct: almost everywhere is enough.'],
      },
      2: {
        exact: ['001 的说法：有少数折点也能训练；而阶跃不能。', 'As 001 has it: with a few kinks training works; with the step it does not.'],
        why: ['要紧的不是折点，而是斜率不能几乎处处为 0。', 'What matters is not the kink but a slope that is not 0 almost everywhere.'],
      },
    },
    beyond: ['折点上取什么斜率，见 C05。', 'Which slope to take at the kink: C05.'],
  },
  C31: {
    title: ['激活函数必须单调', 'An activation must be monotone'],
    quotes: [
      [
        '002',
        '单调性：单一的输入会得到单一的输出，较大值的输入得到较大值的输出',
        'monotone: a single input gives a single output, a larger input a larger output',
      ],
    ],
    statements: {
      1: {
        exact: [
          '若单调是必须的，Swish、GELU、Mish、正弦、高斯、|x| 就学不会圆环（2-8-1）。',
          'If it were a must, swish, GELU, mish, sine, Gaussian and |x| would not learn circles (2-8-1).',
        ],
        why: [
          '它们都不单调，也都学会了；GELU 和 Swish 还属于最快的（C70）。',
          'None is monotone, all learn; GELU and swish are among the fastest (C70).',
        ],
      },
    },
    beyond: ['它们之中谁更快，见 C70。', 'Which of them is faster: C70.'],
  },
  C32: {
    title: ['激活函数单调，单层网络就是凸的', 'Monotone activation, convex single layer'],
    quotes: [
      [
        '001',
        '单调性，当激活函数是单调的，单层网络能够保证是凸函数',
        'monotone: when the activation is monotone, a single-layer network is guaranteed to be convex',
      ],
    ],
    statements: {
      1: {
        exact: [
          '中点检验：一个神经元，双月 60 点，均方误差，2000 对随机权重。凸函数在中点绝不高于两端的平均；检验 Sigmoid 和 ReLU。',
          'Midpoint test: one neuron, 60 points of the moons, squared error, 2000 random pairs of weights. A convex loss is never above the mean of its ends in the middle; sigmoid and ReLU.',
        ],
        why: [
          'Sigmoid 约 38 % 违反，ReLU 约 3 %。成立的是：线性神经元配均方误差，或 Sigmoid、Softmax 配交叉熵，才是凸的（违反 0 %）。',
          'Sigmoid breaks it in about 38 %, ReLU in 3 %. True: it is convex for a linear neuron with MSE, and for sigmoid or softmax with cross-entropy (0 %).',
        ],
      },
    },
    beyond: ['不凸，不等于训练不了。', 'Not convex is not untrainable.'],
  },
};
