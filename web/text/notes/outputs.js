// Words of the notes on outputs, C71 to C73, [zh, en].

export const names = {
  sigmoids: ['独立 Sigmoid', 'sigmoids'],
  softmax: ['Softmax', 'softmax'],
  exact: ['标签全对的样本', 'samples with all labels right'],
  'lowest-sum': ['各输出之和，最小', 'smallest sum of the outputs'],
  'highest-sum': ['各输出之和，最大', 'largest sum of the outputs'],
  lowest: ['最小值', 'lowest value'],
  highest: ['最大值', 'highest value'],
  difference: ['与 1 − σ(−x) 的最大差', 'largest distance from 1 − σ(−x)'],
  'highest-at': ['最大值所在的 x', 'x of the highest value'],
  mean: ['输入为标准正态时的均值', 'mean for standard normal input'],
  'slope-difference': ['斜率的最大差', 'largest distance of the slopes'],
  steepest: ['最大斜率', 'largest slope'],
  'steepest-at': ['最大斜率所在的 x', 'x of the largest slope'],
  zeros: ['恰为 0 的比例', 'share of exact zeros'],
  sum: ['各项之和', 'sum'],
  least: ['最小的一项', 'smallest share'],
  ordered: ['大小次序不变（1：是）', 'order kept (1: yes)'],
  kink: ['左右斜率的最大差', 'largest jump of a slope'],
  'jacobian-off': ['与 diag(p) − ppᵀ 的最大差', 'distance from diag(p) − ppᵀ'],
  'least-slope': ['最小的斜率', 'smallest slope'],
  'others-rise': ['升高一个 logit，其余最多上升', 'one logit raised: largest rise of the others'],
  'others-move': ['升高一个 logit，其余最多变动', 'one logit raised: largest move of the others'],
};

export const notes = {
  C71: {
    title: ['互斥的类与重叠的标签', 'Exclusive classes, overlapping labels'],
    quotes: [['004', "类与类之间是互斥的 ... 多个logistic回归进行多分类，输出的类别并不是互斥的，即'苹果'这个词语既属于'水果'类也属于'3C'类别", "the classes exclude each other ... several logistic regressions give classes that do not: 'apple' belongs to 'fruit' and to 'gadgets'"]],
    statements: {
      1: {
        exact: ['四团点：苹果、香蕉、手机、石头，标签为“水果”“3C”；2-8-2 Tanh，Adam 0.03，400 步，20 个种子：独立 Sigmoid 的标签全对，Softmax 至多对四分之三。', 'Four clusters, apple, banana, phone, stone, with the labels fruit and gadget; 2-8-2 tanh, Adam 0.03, 400 steps, 20 seeds: sigmoids get all labels right, softmax at most three quarters of the samples.'],
        why: ['Softmax 的两个输出之和为 1：苹果要两个都大，石头要两个都小，都做不到，正好错一半。', 'The two outputs of softmax sum to 1: the apple needs both high, the stone both low. Neither is possible; exactly half is wrong.'],
      },
      2: {
        exact: ['三团互斥的点，无隐藏层，SGD 1.0，300 步，20 个种子：两者准确率都在 97 % 以上；Softmax 的输出之和恒为 1，独立 Sigmoid 的低到 0.72 以下、高到 1.27 以上。', 'Three exclusive blobs, no hidden layer, SGD 1.0, 300 steps, 20 seeds: both are above 97 % accurate; softmax outputs sum to 1, those of sigmoids to less than 0.72 and more than 1.27.'],
        why: ['独立 Sigmoid 各答各的，没有什么使总和为 1。', 'Each sigmoid answers its own question; nothing makes them sum to 1.'],
      },
    },
    beyond: ['选哪一种由标签决定，与准确率高低无关。', 'The labels decide which one to take, not the accuracy.'],
  },
  C72: {
    title: ['“Softmax 只用于二分类”', '“Softmax for two classes only”'],
    quotes: [['000', '适用于二分类问题(不然绝不使用)，其它情况选择双曲正切函数(tanh<ReLU)更合适', 'suits two-class problems (else never use it); otherwise tanh is the better choice (tanh<ReLU)']],
    statements: {
      1: {
        exact: ['三团点，Softmax 输出，无隐藏层，20 个种子：训练准确率达到 95 % 的比例。', 'Three blobs, softmax output, no hidden layer, 20 seeds: the share that reaches 95 % training accuracy.'],
        why: ['Softmax 正是多分类的输出。这句话说的是 Sigmoid，写错了位置。', 'Softmax is the output for many classes. The sentence is about sigmoid and stands in the wrong place.'],
      },
    },
    beyond: ['两类时 Softmax 与 Sigmoid 等价，见 C17。', 'For two classes softmax and sigmoid are the same: C17.'],
  },
  C73: {
    title: ['Sigmoid 的输出当作概率', 'Sigmoid’s output as a probability'],
    quotes: [
      ['000', '输出范围为(0, 1)，所以可以用作输出层，输出表示概率', 'the output lies in (0, 1), so it can serve as output layer, giving a probability'],
      ['001', '输出可以直接看作概率分布', 'the output can be seen directly as a probability distribution'],
      ['004', 'sigmoid将一个real value映射到（0,1）的区间（当然也可以是（-1,1））', 'sigmoid maps a real value into (0,1) (or of course (-1,1))'],
      ['004', 'bi 是一个 0～1 的常数', 'bi is a constant from 0 to 1'],
    ],
    statements: {
      1: {
        exact: ['一个事件：σ(z) 在 0 与 1 之间，且 σ(z) + σ(−z) = 1。', 'One event: σ(z) is between 0 and 1, and σ(z) + σ(−z) = 1.'],
        why: ['“是”与“否”的概率之和为 1。', 'Yes and no sum to 1.'],
      },
      2: {
        exact: ['三个 Sigmoid 输出的和应在 1 附近（0.72 到 1.27）：三团点，20 个种子。', 'The sum of three sigmoid outputs should be near 1 (0.72 to 1.27): three blobs, 20 seeds.'],
        why: ['一个 Sigmoid 是一个概率；几个放在一起不是分布，和从 0.53 到 1.46。要分布用 Softmax。', 'One sigmoid is one probability; several are no distribution: sums go from 0.53 to 1.46. For a distribution take softmax.'],
      },
      3: {
        exact: ['Sigmoid 在 [−20, 20] 上的最小值应接近 −1。', 'Sigmoid’s lowest value on [−20, 20] should be near −1.'],
        why: ['应为 (0, 1)；映射到 (−1, 1) 的是 Tanh。', 'Its range is (0, 1); tanh is the one that maps into (−1, 1).'],
      },
      4: {
        exact: ['常数不随别的 logit 变化：把一个 logit 升高 1，看其余输出变动多少。', 'A constant does not depend on other logits: one is raised by 1, and the others’ outputs watched.'],
        why: ['bᵢ 是取决于全部输入的数，不是常数。', 'bᵢ is a number that depends on all inputs, no constant.'],
      },
    },
    beyond: ['落在 0 与 1 之间，不等于概率是准的。', 'Being between 0 and 1 does not make a probability right.'],
  },
};
