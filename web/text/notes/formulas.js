// Words of the notes on formulas, C01 to C18, [zh, en].

export const names = {
  derivative: ['公式的导数', 'derivative as a formula'],
  table: ['笔记里的公式', 'the formula in the notes'],
  corrected: ['更正后的公式', 'the formula corrected'],
  code: ['笔记里的代码', 'the code in the notes'],
  'slope-0': ['0 处斜率取 0', 'slope 0 at 0'],
  'slope-0.5': ['0 处斜率取 0.5', 'slope 0.5 at 0'],
  'slope-1': ['0 处斜率取 1', 'slope 1 at 0'],
  leaky: ['带泄露 ReLU', 'leaky ReLU'],
  'alpha-0': ['α = 0', 'α = 0'],
  'alpha-0.25': ['α = 0.25', 'α = 0.25'],
  'alpha-0.5': ['γ = 0.5', 'γ = 0.5'],
  'alpha-1': ['α = 1', 'α = 1'],
  'alpha-2': ['α = 2', 'α = 2'],
  centred: ['γ = 1.6733', 'γ = 1.6733'],
  gap: ['Softplus 与 ReLU', 'softplus and ReLU'],
  'beta-0': ['β = 0', 'β = 0'],
  'beta-0.3': ['β = 0.3', 'β = 0.3'],
  'beta-1': ['β = 1', 'β = 1'],
  'beta-10': ['β = 10', 'β = 10'],
  'beta-100': ['β = 100', 'β = 100'],
  'as-swish': ['GELU 与 xσ(1.702x)', 'GELU and xσ(1.702x)'],
  square: ['x²', 'x²'],
  'minus-square': ['−x²', '−x²'],
  sine: ['sin 2x', 'sin 2x'],
  text: ['每个神经元两片', 'two pieces a unit'],
  figure: ['每个神经元三片（笔记的图）', 'three pieces a unit (the figure of the notes)'],
  softmax: ['Softmax', 'softmax'],
  'softmax-half-rate': ['Softmax，学习率减半', 'softmax, half the rate'],
  'relu-at-zero-circles': ['环形', 'circles'],
  'relu-at-zero-corners': ['异或的四个点', 'the four corners of XOR'],
  // Figures.
  difference: ['与公式的最大差', 'largest distance from the formula'],
  'slope-difference': ['斜率的最大差', 'largest distance of the slopes'],
  lowest: ['最小值', 'lowest value'],
  highest: ['最大值', 'highest value'],
  steepest: ['最大斜率', 'largest slope'],
  'steepest-at': ['最大斜率所在的 x', 'x of the largest slope'],
  mean: ['输入为标准正态时的均值', 'mean for standard normal input'],
  zeros: ['输入为标准正态时恰为 0 的比例', 'share of exact zeros for standard normal input'],
  'f-left': ['最左处的值', 'value far left'],
  'slope-left': ['最左处的斜率', 'slope far left'],
  'formula-slope-left': ['最左处的斜率，按公式', 'slope far left by the formula'],
  'slope-before-left': ['最左处左侧的斜率', 'slope far left, just left'],
  'slope-after-left': ['最左处右侧的斜率', 'slope far left, just right'],
  'f-zero': ['x = 0 处的值', 'value at x = 0'],
  'slope-zero': ['x = 0 处的斜率', 'slope at x = 0'],
  'formula-slope-zero': ['x = 0 处的斜率，按公式', 'slope at x = 0 by the formula'],
  'slope-before-zero': ['x = 0 处左侧的斜率', 'slope at x = 0, just left'],
  'slope-after-zero': ['x = 0 处右侧的斜率', 'slope at x = 0, just right'],
  'f-one': ['x = 1 处的值', 'value at x = 1'],
  'slope-one': ['x = 1 处的斜率', 'slope at x = 1'],
  'formula-slope-one': ['x = 1 处的斜率，按公式', 'slope at x = 1 by the formula'],
  'slope-before-one': ['x = 1 处左侧的斜率', 'slope at x = 1, just left'],
  'slope-after-one': ['x = 1 处右侧的斜率', 'slope at x = 1, just right'],
  'f-right': ['最右处的值', 'value far right'],
  'slope-right': ['最右处的斜率', 'slope far right'],
  'formula-slope-right': ['最右处的斜率，按公式', 'slope far right by the formula'],
  'slope-before-right': ['最右处左侧的斜率', 'slope far right, just left'],
  'slope-after-right': ['最右处右侧的斜率', 'slope far right, just right'],
  'highest-at': ['最大值所在的 x', 'x of the highest value'],
  'others-move': ['升高一个 logit，其余最多变动', 'one logit raised: largest move of the others'],
  'gap-exact': ['相差 120 时的损失，先求 log Σ exp', 'loss at that gap by log-sum-exp'],
  'unshifted-loss': ['不减最大值时的损失', 'loss without the shift'],
  z: ['净输入 z', 'pre-activation z'],
  a: ['激活值 a', 'activation a'],
  'difference-after': ['训练后的最大差', 'largest distance after training'],
  'last-piece-after': ['最后一片的权重（均方根）', 'weights of the last piece (rms)'],
  'share-of-range': ['两个网络的最大差，占输出范围', 'largest distance of the networks, of the outputs’ range'],
  mse: ['均方误差', 'mean squared error'],
  used: ['用上的片数', 'pieces used'],
  tangents: ['最好的 k 条直线的最大误差', 'largest error of the best k lines'],
  times: ['参数是 ReLU 层的几倍', 'parameters, times those of ReLU'],
  products: ['净输入的个数', 'pre-activations'],
  outputs: ['输出的个数', 'outputs'],
  next: ['下一层的权重', 'weights of the next layer'],
  'next-wide': ['不分组时下一层的权重', 'the same without groups'],
  sum: ['各项之和', 'sum'],
  least: ['最小的一项', 'smallest share'],
  ordered: ['大小次序不变（1：是）', 'order kept (1: yes)'],
  kink: ['左右斜率的最大差', 'largest jump of a slope'],
  'jacobian-off': ['与 diag(p) − ppᵀ 的最大差', 'distance from diag(p) − ppᵀ'],
  'least-slope': ['最小的斜率', 'smallest slope'],
  'others-rise': ['升高一个 logit，其余最多上升', 'one logit raised: largest rise of the others'],
  'loss-difference': ['损失的误差', 'error of the loss'],
  'gradient-difference': ['梯度的误差', 'error of the gradient'],
  'row-sum': ['每行梯度之和', 'sum of a row of the gradient'],
  'equal-difference': ['logit 全相等时与 ln C 的差', 'equal logits: distance from ln C'],
  'over-samples-difference': ['对样本取最大值时损失的误差', 'error of the loss, maximum over samples'],
  'gap-loss': ['logit 相差 120 时的损失', 'loss at a gap of 120'],
  'y1-1': ['第 1 行第 1 个输出', 'row 1, output 1'],
  'y1-2': ['第 1 行第 2 个输出', 'row 1, output 2'],
  'y2-1': ['第 2 行第 1 个输出', 'row 2, output 1'],
  'y2-2': ['第 2 行第 2 个输出', 'row 2, output 2'],
  'y3-1': ['第 3 行第 1 个输出', 'row 3, output 1'],
  'y3-2': ['第 3 行第 2 个输出', 'row 3, output 2'],
  'logistic-difference': ['与输出层 logistic 的差', 'distance from the logistic output'],
};

export const notes = {
  C01: {
    title: ['Sigmoid 的公式与导数', 'Sigmoid: formula and slope'],
    quotes: [
      ['000', "求导容易 y=sigmoid(x), y'=y(1-y)", "easy to differentiate: y=sigmoid(x), y'=y(1-y)"],
      ['001', '值域为 (0,1)', 'range (0,1)'],
      ['001', "当x=10, x=-10，f'(x)≈0；当x=0, f'(x)=0.25", "at x=10, x=-10, f'(x)≈0; at x=0, f'(x)=0.25"],
      ['004', '最大为0.25', 'at most 0.25'],
    ],
    statements: {
      1: {
        exact: ['在 [−20, 20] 的 8001 个点上，值、导数 y(1−y) 与公式相差不超过 10⁻⁶；最大斜率恰为 0.25，在 x = 0。', 'At 8001 points of [−20, 20] value and slope y(1−y) are the formulas’ within 10⁻⁶; the largest slope is exactly 0.25, at x = 0.'],
        why: ['±10 处斜率只有 4.5×10⁻⁵。float 里开区间会闭合：x 约从 17 起值恰为 1。', 'At ±10 the slope is 4.5×10⁻⁵. In float the open range closes: from about x = 17 the value is exactly 1.'],
      },
    },
    beyond: ['求导容易不等于梯度好用，见 C33。', 'Easy to differentiate does not mean that the gradient serves: see C33.'],
  },
  C02: {
    title: ['Tanh 的公式与导数', 'Tanh: formula and slope'],
    quotes: [
      ['001', "Tanh | f(x)=1/(1+e^{-x}) | f'(x)=-(tanh(x))^2 | x=±10 ≈0; x=0, f'(x)=1", "Tanh | f(x)=1/(1+e^{-x}) | f'(x)=-(tanh(x))^2 | x=±10 ≈0; x=0, f'(x)=1"],
      ['000', '压缩到[-1,1]之间', 'squashed into [-1,1]'],
    ],
    statements: {
      1: {
        exact: ['定义式 (eˣ−e⁻ˣ)/(eˣ+e⁻ˣ)：在 [−20, 20] 上值与斜率相差不超过 10⁻⁶，最大斜率恰为 1，在 x = 0。', 'The definition (eˣ−e⁻ˣ)/(eˣ+e⁻ˣ): on [−20, 20] value and slope agree within 10⁻⁶; the largest slope is exactly 1, at x = 0.'],
        why: ['值域是开区间 (−1, 1)，只有舍入才会取到 ±1。', 'The range is the open (−1, 1); only rounding reaches ±1.'],
      },
      2: {
        exact: ['表格一行写着 f(x) = 1/(1+e⁻ˣ)：与 Tanh 逐点比较。', 'The row of the table says f(x) = 1/(1+e⁻ˣ): compared with tanh point by point.'],
        why: ['应为 (eˣ−e⁻ˣ)/(eˣ+e⁻ˣ)。表里抄的是 Sigmoid 的公式。', 'It should be (eˣ−e⁻ˣ)/(eˣ+e⁻ˣ). The table has sigmoid’s formula.'],
      },
      3: {
        exact: ["同一行写着 f'(x) = −(tanh x)²：与真实斜率逐点比较。", "The same row says f'(x) = −(tanh x)²: compared with the true slope."],
        why: ["应为 1 − tanh²x，漏了 1。该行自相矛盾：−tanh²0 = 0，却写 f'(0) = 1；x = 1 处连正负号也反了（真值 0.42，表 −0.58）。", "It should be 1 − tanh²x; the 1 is missing. The row contradicts itself: −tanh²0 = 0, yet f'(0) = 1; at x = 1 even the sign is wrong (0.42, table −0.58)."],
      },
    },
    beyond: ['公式对了，训练得好不好是另一回事，见 C37、C53。', 'A right formula says nothing about training: see C37, C53.'],
  },
  C03: {
    title: ['Tanh 是放大的 Sigmoid', 'Tanh is a sigmoid, scaled'],
    quotes: [['000', 'tanh神经元是一个简单放大的sigmoid神经元', 'a tanh unit is simply a scaled sigmoid unit']],
    statements: {
      1: {
        exact: ['tanh x = 2σ(2x) − 1：在 [−50, 50] 上最大差不超过 10⁻⁶。', 'tanh x = 2σ(2x) − 1: on [−50, 50] within 10⁻⁶.'],
        why: ['两边恒等。但不要这样计算：x 很小时相减会丢失有效数字。', 'An identity. But do not compute it so: for small x the difference loses its digits.'],
      },
      2: {
        exact: ['把 2-8-8-1 的 Tanh 网络改写成 Sigmoid 网络，十个种子：输出之差不超过输出范围的 2×10⁻⁶。', 'A 2-8-8-1 tanh network rewritten with sigmoids, ten seeds: outputs within 2×10⁻⁶ of their range.'],
        why: ['传入权重与偏置加倍，传出权重加倍，再改下一层偏置。', 'Incoming weights and biases doubled, outgoing weights doubled, the next bias moved.'],
      },
    },
    beyond: ['同一个函数，继续训练却会走不同的路。', 'The same function; trained on, the two part.'],
  },
  C04: {
    title: ['ReLU 的公式与代码', 'ReLU: formula and code'],
    quotes: [
      ['000', '对所有负的输入，返回 0；所有 x >0 的输入，返回 x', 'returns 0 for all negative inputs, x for all inputs x > 0'],
      ['003', 'in_data[in_data<0] = 0', 'in_data[in_data<0] = 0'],
      ['003', '(self.top_val > 0) * residual', '(self.top_val > 0) * residual'],
    ],
    statements: {
      1: {
        exact: ['公式、前向代码、反向代码三者在 [−20, 20] 上逐位相同。', 'Formula, forward code and backward code agree bit for bit on [−20, 20].'],
        why: ['前向那行直接改写了输入数组，调用者须留意。', 'The forward line overwrites its input array: callers beware.'],
      },
    },
    beyond: ['x = 0 处取什么斜率见 C05。', 'The slope at 0 is C05.'],
  },
  C05: {
    title: ['ReLU 在 0 处的斜率', 'The slope of ReLU at 0'],
    quotes: [
      ['003', '在深度学习框架的代码中为了解决这个直接将其在x=0处的导数置为1', 'to solve this, the code of deep learning frameworks simply sets the derivative at x=0 to 1'],
      ['001', '通常x=0时，给定其导数为1和0', 'usually the derivative at x=0 is given as 1 and 0'],
    ],
    statements: {
      1: {
        exact: ['按 003 自己的反向代码 (top_val > 0)，求 x = 0 处的斜率。', 'The slope at x = 0 by 003’s own backward code (top_val > 0).'],
        why: ['应为 0：笔记自己的公式与代码、PyTorch 与 TensorFlow 都取 0。', 'It should be 0: the note’s own formula and code, PyTorch and TensorFlow take 0.'],
      },
      2: {
        exact: ['x = 0 处左、右两侧的斜率分别是 0 与 1。', 'To the left and the right of x = 0 the slope is 0 and 1.'],
        why: ['“1 和 0”应读作“1 或 0”：0 处没有导数，取哪一个是约定。', 'Read “1 and 0” as “1 or 0”: there is no derivative at 0, the choice is a convention.'],
      },
      3: {
        exact: ['取 0 还是取 1 不影响训练：环形数据上损失逐位相同；异或的四个点、2-4-1、100 个种子，学会的比例相差不超过 8.5 %。', 'Whether 0 or 1 makes no difference: equal losses bit for bit on circles; on the four corners of XOR, 2-4-1, 100 seeds, solved shares within 8.5 %.'],
        why: ['仅当没有净输入恰为 0。四点异或的偏置为 0，(0, 0) 正落在折点上：取 1 比取 0 多学会近两成。', 'Only if no pre-activation is exactly 0. In XOR’s corners with zero biases (0, 0) sits on every kink: with slope 1 nearly a fifth more runs succeed.'],
      },
    },
    beyond: ['给偏置一个小的初值，差别就消失了。', 'Start the biases a little off zero and the difference is gone.'],
  },
  C06: {
    title: ['带泄露与带参数的 ReLU', 'Leaky and parametric ReLU'],
    quotes: [
      ['001', '=max(0,x)+γmin(0,x)', '=max(0,x)+γmin(0,x)'],
      ['000', 'f(x) = max(αx, x)', 'f(x) = max(αx, x)'],
    ],
    statements: {
      1: {
        exact: ['max(0, x) + γ min(0, x)，γ = 0.01；γ = 0 时即 ReLU，γ = 1 时即恒等。', 'max(0, x) + γ min(0, x) with γ = 0.01; with 0 it is ReLU, with 1 the identity.'],
        why: ['左边斜率 γ，右边斜率 1。', 'Slope γ on the left, 1 on the right.'],
      },
      2: {
        exact: ['max(αx, x) 与上式相同：取 α = 0.25 与 α = 2。', 'max(αx, x) is the same: with α = 0.25 and α = 2.'],
        why: ['仅当 α ≤ 1。α = 2 时大的一方换了边，x = −5 处相差 5。', 'Only for α ≤ 1. With α = 2 the larger one changes sides: at x = −5 it is off by 5.'],
      },
    },
    beyond: ['斜率取多少合适见 C64。', 'Which slope to take: C64.'],
  },
  C07: {
    title: ['ELU 的公式与均值', 'ELU: formula and mean'],
    quotes: [['001', 'max(0,x)+min(0,γ(exp(x)-1)),γ≥0 ... 调整输出均值在0附近', 'max(0,x)+min(0,γ(exp(x)-1)),γ≥0 ... brings the mean of the output near 0']],
    statements: {
      1: {
        exact: ['γ = 1 与 0.5：与公式相差不超过 10⁻⁶；左极限 −γ，0 的左侧斜率 γ。', 'With γ = 1 and 0.5: the formula within 10⁻⁶, left limit −γ, slope γ just left of 0.'],
        why: ['所以只有 γ = 1 时在 0 处光滑。', 'So it is smooth at 0 only for γ = 1.'],
      },
      2: {
        exact: ['输入为标准正态：γ = 1 的均值低于 0.28（ReLU 为 0.399），γ = 1.6733 的均值为 0。', 'Standard normal input: with γ = 1 the mean is below 0.28 (ReLU 0.399), with γ = 1.6733 it is 0.'],
        why: ['均值是 0.399 − 0.238γ；1.6733 正是 SELU 的常数。', 'The mean is 0.399 − 0.238γ; 1.6733 is SELU’s constant.'],
      },
    },
    beyond: ['训练中净输入不是标准正态，均值也就不同，见 C52。', 'In training pre-activations are not standard normal: see C52.'],
  },
  C08: {
    title: ['Softplus：光滑的 ReLU', 'Softplus: a smooth ReLU'],
    quotes: [['001', 'log(1+exp(x))，导数是Sigmoid函数，虽然具有单侧抑制、宽兴奋边界的性质，却没有稀疏激活性', 'log(1+exp(x)), its derivative is sigmoid; it suppresses one side and has a wide range of excitation, but no sparse activation']],
    statements: {
      1: {
        exact: ['值为 log(1+eˣ)、斜率为 σ(x)（10⁻⁶ 以内）；与 ReLU 最多相差 ln 2；输入为标准正态时恰为 0 的比例是 0，ReLU 是一半。', 'Value log(1+eˣ) and slope σ(x) within 10⁻⁶; at most ln 2 from ReLU; for normal input no exact zero, ReLU half of them.'],
        why: ['Softplus 处处为正，因此没有稀疏性；训练之后也是如此（C65）。', 'Softplus is positive everywhere, hence not sparse; nor after training (C65).'],
      },
    },
    beyond: ['照公式直接写 log(1+exp(x))，x = 89 起 float 会溢出。', 'Coded as it stands, log(1+exp(x)) overflows in float from x = 89.'],
  },
  C09: {
    title: ['Swish：门控与插值', 'Swish: gate and interpolation'],
    quotes: [
      ['001', 'swish(x)=xσ(βx) ... 软性门控', 'swish(x)=xσ(βx) ... a soft gate'],
      ['001', '可以看作线性函数和ReLU函数之间的非线性插值函数，其程度由β控制', 'can be seen as a non-linear interpolation between the linear function and ReLU, its degree set by β'],
    ],
    statements: {
      1: {
        exact: ['β = 0 时就是 x/2；与 ReLU 的最大差为 0.2785/β：β = 10 时 0.028，100 时 0.0028。', 'With β = 0 it is x/2; the largest distance from ReLU is 0.2785/β: 0.028 for 10, 0.0028 for 100.'],
        why: ['门 σ(βx) 从常数 1/2 逐渐变成 0/1 开关。', 'The gate σ(βx) goes from the constant 1/2 to a switch.'],
      },
      2: {
        exact: ['环形，2-16-16-1，He 初始化，SGD 0.3，300 步，20 个种子：β = 0 学不会，β = 0.3 比 ReLU 慢，β = 100 与 ReLU 步数相同（±20 %）。', 'Circles, 2-16-16-1, He, SGD 0.3, 300 steps, 20 seeds: β = 0 never learns, 0.3 is slower than ReLU, 100 takes ReLU’s steps (within 20 %).'],
        why: ['β = 0 时整个网络是线性的。中间的 β = 1 比两端都快。', 'With β = 0 the whole network is linear. β = 1, in between, is faster than either end.'],
      },
    },
    beyond: ['Swish 不单调：β = 1 时在 x = −1.28 处有最小值 −0.28。', 'Swish is not monotone: with β = 1 its minimum is −0.28, at x = −1.28.'],
  },
  C10: {
    title: ['GELU 与 Swish', 'GELU and swish'],
    quotes: [
      ['001', 'GELU(x)=xP(X≤x) ... 一般设µ=0,σ=1', 'GELU(x)=xP(X≤x) ... usually µ=0, σ=1'],
      ['001', '类似于Swish函数', 'similar to swish'],
    ],
    statements: {
      1: {
        exact: ['在 [−20, 20] 上与 xΦ(x) 相差不超过 10⁻⁶。', 'On [−20, 20] within 10⁻⁶ of xΦ(x).'],
        why: ['P(X ≤ x) 就是标准正态的分布函数 Φ。', 'P(X ≤ x) is the normal distribution function Φ.'],
      },
      2: {
        exact: ['与 xσ(1.702x)，即 β = 1.702 的 Swish，最大差不超过 0.107。', 'Within 0.107 of xσ(1.702x), swish with β = 1.702.'],
        why: ['最大差只有 0.02；与 β = 1 的 Swish 则差 0.19。', 'They are 0.02 apart; from swish with β = 1 it is 0.19.'],
      },
    },
    beyond: ['曲线相近，训练也相近，见 C70。', 'Similar curves train alike: C70.'],
  },
  C11: {
    title: ['Maxout 包含经典函数', 'Maxout contains the classics'],
    quotes: [
      ['000', 'ReLU、Leaky ReLU的泛化', 'a generalisation of ReLU and leaky ReLU'],
      ['001', 'k=2 时的 Maxout ... ReLU 函数、绝对值修正线性激活函数、LReLU函数、PReLU函数', 'maxout with k=2 ... ReLU, absolute value rectification, LReLU, PReLU'],
    ],
    statements: {
      1: {
        exact: ['max(w₁z, w₂z) 取 (0, 1)、(0.01, 1)、(0.25, 1)、(−1, 1)：与 ReLU、带泄露 ReLU、带参数 ReLU、|z| 逐位相同。', 'max(w₁z, w₂z) with (0, 1), (0.01, 1), (0.25, 1), (−1, 1) is ReLU, leaky ReLU, PReLU and |z| bit for bit.'],
        why: ['它们都是两条过原点直线中较大的一条。', 'Each is the larger of two lines through the origin.'],
      },
    },
    beyond: ['能表示不等于会学成，学习方式也不同，见 C78。', 'Being able to is not learning to: see C78.'],
  },
  C12: {
    title: ['Maxout 逼近凸函数', 'Maxout approximates convex functions'],
    quotes: [
      ['001', '它可以学习具有k段的线性分段的凸函数', 'it can learn piecewise linear convex functions of k pieces'],
      ['001', '使用足够大的 k， Maxout 单元能够以任意程度逼近任何凸函数', 'with k large enough a maxout unit approximates any convex function as closely as wanted'],
    ],
    statements: {
      1: {
        exact: ['[−2, 2] 上的 x²：最好的 k 条直线的最大误差是 2/k²；k = 2、4、8 时为 0.5、0.125、0.031。', 'x² on [−2, 2]: the best k lines leave an error of 2/k²: 0.5, 0.125, 0.031 for k = 2, 4, 8.'],
        why: ['k 条切线的上包络贴着凸函数，片数加倍，误差降到四分之一。', 'The upper envelope of k tangents follows a convex curve; twice the pieces, a quarter of the error.'],
      },
      2: {
        exact: ['一个单元，64 个点，Adam 0.02，1500 步，20 个种子：x² 的均方误差中位数从 k = 2 到 4 至少降到三分之一；−x² 的不变。', 'One unit, 64 points, Adam 0.02, 1500 steps, 20 seeds: the median MSE on x² falls at least threefold from k = 2 to 4; on −x² it does not move.'],
        why: ['若干直线的最大值总是凸函数：对 −x² 最好也只是一条水平线，误差等于方差。', 'A maximum can only bend upwards: to −x² the best is a flat line, whose error is the variance.'],
      },
    },
    beyond: ['学到的不及最优：k = 8 时通常只有五片真正用上。', 'What is learned falls short of the best: of 8 pieces about five are used.'],
  },
  C13: {
    title: ['Maxout 的参数个数', 'Maxout’s parameters'],
    quotes: [
      ['000', '每个神经元的参数数量增加了一倍', 'the number of parameters of each unit doubles'],
      ['001', '输出维数降低到输入的1/k ... 下一层的权重参数的数量降低到 Maxout 层的 1/k', 'the output has 1/k of the dimensions of the input ... the weights of the next layer fall to 1/k of those of the maxout layer'],
    ],
    statements: {
      1: {
        exact: ['3 个输入、4 个神经元：Maxout 层的参数是 ReLU 层的 2 倍，k = 2 与 k = 3。', '3 inputs, 4 units: the maxout layer has twice the parameters of ReLU’s, with k = 2 and k = 3.'],
        why: ['仅当 k = 2。一般是 k 倍；笔记自己的图 k = 3，48 个对 16 个。', 'Only for k = 2. It is k times: in the note’s own figure k = 3, 48 against 16.'],
      },
      2: {
        exact: ['固定 12 个净输入，k = 3：输出 4 个，下一层 5 个神经元的权重是 20 而不是 60。', '12 pre-activations, k = 3: 4 outputs, and a next layer of 5 units has 20 weights in place of 60.'],
        why: ['两种说法都对：一个固定神经元数，一个固定净输入数。', 'Both are right: one fixes the number of units, the other that of pre-activations.'],
      },
    },
    beyond: ['要比较，先让参数个数相同，见 C70。', 'Compare at the same number of parameters: C70.'],
  },
  C14: {
    title: ['Softmax 的公式与性质', 'Softmax: formula and properties'],
    quotes: [
      ['001', 'σ(z)_j = e^{z_j}/Σe^{z_k}', 'σ(z)_j = e^{z_j}/Σe^{z_k}'],
      ['004', 'f(x)=1/(1+e^{-x})', 'f(x)=1/(1+e^{-x})'],
      ['004', '在0处不可微', 'not differentiable at 0'],
      ['004', '负输入的梯度为零 ... 死亡神经元', 'the gradient is zero for negative inputs ... dead units'],
      ['004', '保证较小的值有较小的概率，而不是直接丢弃', 'smaller values keep a smaller probability instead of being dropped'],
    ],
    statements: {
      1: {
        exact: ['logit [2, 1, 0.1]：公式给出 [0.659, 0.242, 0.099]，和为 1。', 'Logits [2, 1, 0.1]: the formula gives [0.659, 0.242, 0.099], their sum is 1.'],
        why: ['取指数后除以总和。', 'Exponentials over their sum.'],
      },
      2: {
        exact: ['004 的公式 1/(1+e⁻ˣ) 用于同样的 logit。', '004’s formula 1/(1+e⁻ˣ) at the same logits.'],
        why: ['应为 exp(zⱼ)/Σ exp(zₖ)。所写的是 Sigmoid：[0.881, 0.731, 0.525]，和为 2.14。', 'It should be exp(zⱼ)/Σ exp(zₖ). What is written is sigmoid: [0.881, 0.731, 0.525], sum 2.14.'],
      },
      3: {
        exact: ['在 z = 0 处不可微，即左右斜率不同。', 'Not differentiable at z = 0: slopes differ on either side.'],
        why: ['应为处处光滑：z = 0 处的雅可比矩阵是 diag(p) − ppᵀ。有折点的是 ReLU。', 'It is smooth everywhere: at z = 0 the Jacobian is diag(p) − ppᵀ. The kink is ReLU’s.'],
      },
      4: {
        exact: ['logit [−1, −2, −0.5]：某个输出对自己 logit 的斜率为 0。', 'Logits [−1, −2, −0.5]: the slope of some output by its own logit is 0.'],
        why: ['应为 p(1 − p) > 0，此处至少 0.107。负输入梯度为零的是 ReLU。', 'It is p(1 − p) > 0, here at least 0.107. Zero for negative inputs is ReLU’s.'],
      },
      5: {
        exact: ['次序不变，最小的一项仍大于 0；升高一个 logit，其余各项都下降。', 'The order is kept, the smallest share stays above 0; when one logit rises, all others fall.'],
        why: ['总和固定为 1，所以“所有概率彼此相关”。', 'The sum is fixed at 1, hence “all probabilities are related”.'],
      },
    },
    beyond: ['float 里 logit 相差太大时，小的概率会变成 0，见 C15。', 'In float a share far below the top becomes 0: C15.'],
  },
  C15: {
    title: ['Softmax 损失的代码', 'The code of the softmax loss'],
    quotes: [
      ['000', 'softmax_loss(z, y)', 'softmax_loss(z, y)'],
      ['000', 'logC=−maxx_i z_ij', 'logC=−maxx_i z_ij'],
    ],
    statements: {
      1: {
        exact: ['照抄代码用 float 运行，三行四类：损失误差不超过 10⁻⁶，梯度与差商相差不超过 10⁻⁵，每行梯度之和为 0，logit 全相等时损失是 ln C。', 'The code as written, in float, three rows of four classes: loss within 10⁻⁶, gradient within 10⁻⁵ of difference quotients, rows sum to 0, equal logits give ln C.'],
        why: ['梯度是 (p − y)/N。', 'The gradient is (p − y)/N.'],
      },
      2: {
        exact: ['照文字对 i（样本）取最大值再平移。', 'The shift as the text has it: the maximum over i, the samples.'],
        why: ['应为 log C = −maxⱼ z_ij，对同一样本的各类取最大值。对样本取，各类平移得不一样，概率就变了。', 'It should be log C = −maxⱼ z_ij, over the classes of a sample. Over samples every class is shifted by something else, and the probabilities change.'],
      },
      3: {
        exact: ['代码里 −log(probs) 给出的损失：一般的 logit，以及正确类比最高分低 120 时。', 'The loss −log(probs) of the code: at usual logits, and with the right class 120 below the top.'],
        why: ['仅当差距不大。float 里低到 87 左右（容许非规格数时 104）概率下溢为 0，损失变成无穷；先求 log Σ exp 就仍是 120。', 'Only while the gap is small. In float the share underflows to 0 from about 87 (104 with denormals) and the loss is infinite; log-sum-exp still says 120.'],
      },
    },
    beyond: ['不减最大值则更糟：float 里 logit 到 89 就溢出。', 'Without any shift it is worse: float overflows at a logit of 89.'],
  },
  C16: {
    title: ['两层 ReLU 的例子', 'The two-layer ReLU example'],
    quotes: [['000', '[[.1,.2,.4],[.4,.6,.6],[.5,.9,.1],[.8,.2,.8]], [[.1,.6],[.2,.1],[.7,.9]]', '[[.1,.2,.4],[.4,.6,.6],[.5,.9,.1],[.8,.2,.8]], [[.1,.6],[.2,.1],[.7,.9]]']],
    statements: {
      1: {
        exact: ['笔记的三行输入与两个权重矩阵：输出应为 [5.11, 8.44]、[0, 0]、[24.01, 38.24]。', 'The note’s three rows and two matrices: the output is [5.11, 8.44], [0, 0], [24.01, 38.24].'],
        why: ['第二行三个净输入全为负，ReLU 把这个样本整个抹去；不加 ReLU 则是 [−5.11, −8.44]。', 'In row 2 all three pre-activations are negative: ReLU wipes out the sample; without it the row is [−5.11, −8.44].'],
      },
    },
    beyond: ['笔记没有给出结果，这里补上。', 'The notes give no result; here it is.'],
  },
  C17: {
    title: ['Sigmoid 就是两类的 Softmax', 'Sigmoid is the softmax of two'],
    quotes: [['004', '二分类问题时 sigmoid 和 softmax 是一样的，求的都是 cross entropy loss', 'for two classes sigmoid and softmax are the same, both with cross entropy loss']],
    statements: {
      1: {
        exact: ['softmax([z₀, z₁])₁ = σ(z₁ − z₀)：|z| ≤ 20 的网格上相差不超过 10⁻⁶。', 'softmax([z₀, z₁])₁ = σ(z₁ − z₀): within 10⁻⁶ on a grid of |z| ≤ 20.'],
        why: ['分子分母同除以 exp(z₁) 即得。', 'Divide both parts by exp(z₁).'],
      },
      2: {
        exact: ['两团点（100 个，标准差 1），无隐藏层，从零权重出发，SGD 200 步，十个种子：两者的训练损失始终相同（10⁻⁶）。', 'Two blobs (100 points, sd 1), no hidden layer, zero weights, 200 steps of SGD, ten seeds: equal losses all along (10⁻⁶).'],
        why: ['仅当 Softmax 的学习率减半，且从 (−w/2, w/2) 出发：两个 logit 各走一步，差就拉开两倍。学习率相同时第 5 步相差 0.05 以上。', 'Only if softmax takes half the rate and starts at (−w/2, w/2): two logits move apart twice as fast. At the same rate the losses are 0.05 and more apart after 5 steps.'],
      },
    },
    beyond: ['动量法、Adam 下这个比例不再是二分之一。', 'With Adam the factor is no longer a half.'],
  },
  C18: {
    title: ['一个神经元；logistic 与 sigmoid', 'One unit; logistic and sigmoid'],
    quotes: [
      ['002', 'z=x1w1+x2w2+x3w3+b', 'z=x1w1+x2w2+x3w3+b'],
      ['002', "凡是用到'Logistic'词汇的，指的是二分类函数；而用到'Sigmoid'词汇的，指的是本激活函数", "where the word 'logistic' is used, the two-class function is meant; where 'sigmoid' is used, this activation"],
      ['002', '把公式1的计算结果压缩到[0,1]之间', 'squashes the result of formula 1 into [0,1]'],
    ],
    statements: {
      1: {
        exact: ['三个输入的神经元 a = σ(w·x + b)：与直接计算、与输出层的 logistic 都相差不超过 10⁻⁶。', 'A unit of three inputs, a = σ(w·x + b): within 10⁻⁶ of the direct sum and of the logistic output.'],
        why: ['是同一个公式的两个名字，区别只在用途。', 'Two names of one formula; they differ in use.'],
      },
      2: {
        exact: ['激活函数把结果压缩到 [0, 1]：Sigmoid、Tanh、ReLU、ELU、Swish 在 [−20, 20] 上的最小值与最大值。', 'An activation squashes into [0, 1]: lowest and highest value of sigmoid, tanh, ReLU, ELU and swish on [−20, 20].'],
        why: ['只有 Sigmoid 如此：Tanh 到 −1，其余三种没有上界。', 'Only sigmoid does: tanh goes to −1, the other three have no upper bound.'],
      },
    },
    beyond: ['激活函数的任务是引入非线性，不是压缩。', 'The job of an activation is to be non-linear, not to squash.'],
  },
};
