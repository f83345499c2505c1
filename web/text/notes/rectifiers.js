// ReLU and its family: C54 to C70. Each text is [Chinese, English].

/** Lanes and figures that are neither activations nor quantities. */
export const names = {
  'own.value': ['该函数，每个值（纳秒）', 'the function, ns a value'],
  'own.slope': ['该函数连同斜率（纳秒）', 'with its slope, ns a value'],
  'own.layer': ['含该函数的一层（微秒）', 'a layer with it, µs'],
  'against.value': ['对照，每个值（纳秒）', 'the other, ns a value'],
  'against.slope': ['对照连同斜率（纳秒）', 'the other with its slope, ns a value'],
  'against.layer': ['含对照的一层（微秒）', 'a layer with the other, µs'],
  full: ['输入都不为零（微秒）', 'no input zero, µs'],
  sparse: ['输入几乎全为零（微秒）', 'nearly all inputs zero, µs'],
  value: ['函数值', 'value'],
  slope: ['斜率', 'slope'],
  'of-largest': ['占最大斜率的比例', 'share of the largest slope'],
  'active-circle': ['环形', 'circles'],
  'active-moons': ['双月', 'moons'],
  'leaky-relu-0.1': ['带泄露 ReLU 0.1', 'leaky ReLU 0.1'],
  'alpha-0': ['α = 0', 'α = 0'],
  'alpha-0.01': ['α = 0.01', 'α = 0.01'],
  'alpha-0.1': ['α = 0.1', 'α = 0.1'],
  'alpha-0.5': ['α = 0.5', 'α = 0.5'],
  'alpha-0.9': ['α = 0.9', 'α = 0.9'],
  'learned-circle': ['环形', 'circles'],
  'learned-spiral': ['双螺旋', 'spiral'],
  'deaths-sgd': ['SGD，学习率 3', 'SGD, rate 3'],
  'deaths-adam': ['Adam，学习率 0.1', 'Adam, rate 0.1'],
  'asleep-adam': ['偏置 −5，Adam', 'bias −5, Adam'],
  'asleep-sgd': ['偏置 −3，SGD', 'bias −3, SGD'],
  'asleep-far': ['偏置 −20，Adam', 'bias −20, Adam'],
  difference: ['最大差（占值域）', 'largest difference, of the range'],
  'lowest-gate': ['门的最小值', 'lowest gate'],
  'highest-gate': ['门的最大值', 'highest gate'],
  'gate-at-0': ['门在 0 处', 'gate at 0'],
  'maxout-4': ['Maxout，4 片', 'maxout, 4 pieces'],
  forgetting: ['坐标重排', 'coordinates reordered'],
  'forgetting-rings': ['圆环移动', 'rings moved'],
  'circle-sgd': ['环形，SGD', 'circles, SGD'],
  'moons-sgd': ['双月，SGD', 'moons, SGD'],
  'spiral-sgd': ['双螺旋，SGD', 'spiral, SGD'],
  'circle-adam': ['环形，Adam', 'circles, Adam'],
  'moons-adam': ['双月，Adam', 'moons, Adam'],
  'spiral-adam': ['双螺旋，Adam', 'spiral, Adam'],
};

export const notes = {
  C54: {
    title: ['exp 的代价', 'The cost of exp'],
    quotes: [
      ['000', '计算exp比较耗时', 'computing exp takes rather long'],
      ['000', '求导涉及除法，计算量相对大', 'the derivative involves a division and costs more'],
      ['001', '只需要一个阈值', 'it needs only a threshold'],
      ['003', '程序实现就是一个if-else语句,而sigmoid函数要进行浮点四则运算', 'the program is one if-else, while sigmoid needs floating-point arithmetic'],
    ],
    statements: {
      1: {
        exact: [
          '用本程序的实现，在这台设备上：算一个 Sigmoid 的时间至少是 ReLU 的 2 倍。',
          'With our code on this device: one value of sigmoid takes at least twice as long as one of ReLU.',
        ],
        why: [
          '只看函数本身时成立（约 10 倍）；放进 32 × 32 的一层里，乘加占了大部分时间，相差不到 2 倍，层越宽差别越小。',
          'Holds for the function alone (about ten times). In a 32 × 32 layer the products take most of the time and the whole differs by less than 2; the wider, the less.',
        ],
      },
      2: {
        exact: ['同时算 Sigmoid 的值和斜率，至少比只算值多花一半时间。', 'Value and slope of sigmoid together take at least half as long again as the value alone.'],
        why: [
          '正确：σ′ = a(1 − a)，直接用已算出的输出，不需要除法，几乎不花时间。',
          'Correct: σ′ = a(1 − a) comes from the output already computed, without a division, at almost no cost.',
        ],
      },
    },
    beyond: ['换一种实现或设备，倍数会变；时间不进入任何指纹。', 'Other code or another device gives other ratios; no fingerprint holds time.'],
  },
  C55: {
    title: ['ReLU 加速收敛', 'ReLU speeds up convergence'],
    quotes: [
      ['000', '对于随机梯度下降的收敛有巨大的加速作用', 'it speeds up the convergence of stochastic gradient descent enormously'],
      ['001', '加速梯度下降的收敛速度', 'speeds up gradient descent'],
      ['002', '收敛速度快', 'converges fast'],
    ],
    statements: {
      1: {
        exact: [
          '3×16，各用最好的学习率，到损失 0.1 的步数中位数：ReLU 比对手快 6 倍（SGD），或 4 到 6 倍（Adam，三个任务）。',
          '3×16, each at its best rate, median steps to loss 0.1: ReLU is 6 times as fast (SGD), or 4 to 6 times (Adam, three tasks).',
        ],
        why: ['与 Sigmoid 比成立；Tanh 的步数只是 ReLU 的 1.8 到 2.7 倍。', 'Holds against sigmoid; tanh takes only 1.8 to 2.7 times the steps of ReLU.'],
      },
    },
    beyond: ['ReLU 并不是最快的：GELU 和 Maxout 更快（见 C70）。', 'ReLU is not the fastest: GELU and maxout are faster (C70).'],
  },
  C56: {
    title: ['约一半神经元激活', 'About half of the units are active'],
    quotes: [
      ['001', '大概有50%的神经元处于激活态', 'about 50 % of the neurons are active'],
      ['002', '大概有50%的神经元处于激活态', 'about 50 % of the neurons are active'],
    ],
    statements: {
      1: {
        exact: ['2-32-32-1，ReLU：每层 z > 0 的比例（对神经元和样本平均）在 0.4 到 0.6 之间。', '2-32-32-1, ReLU: the share of z > 0 over units and samples of each layer lies between 0.4 and 0.6.'],
        why: [
          '训练开始时成立，来自权重的对称性。训练后取决于任务：双月仍是 50 %，环形第二层升到 70 %。',
          'Holds at the start, by the symmetry of the weights. After training it depends on the task: moons stay at 50 %, on circles the second layer goes up to 70 %.',
        ],
      },
    },
    beyond: ['“激活一半”对每个样本是不同的一半，不是同一批神经元一直工作。', 'It is another half for every sample, not the same units all the time.'],
  },
  C57: {
    title: ['稀疏：大脑、正则化、计算量', 'Sparsity: the brain, penalties, cost'],
    quotes: [
      ['002', '大脑中在同一时间大概只有1%~4%的神经元处于活跃状态。使用线性修正以及正则化可以对机器神经网络中神经元的活跃度进行调试', 'in the brain only about 1 to 4 % of the neurons are active at a time. With rectification and regularisation the activity of artificial neurons can be tuned'],
      ['002', '活跃度的分散性使得神经网络的整体计算成本下降', 'scattered activity lowers the cost of the whole network'],
      ['002', 'Sigmoid函数在输入为0时输出为0.5，即已经是半饱和的稳定状态', 'sigmoid gives 0.5 at 0, which is a half-saturated stable state already'],
    ],
    statements: {
      1: {
        exact: ['大脑中同时活跃的神经元占 1 %–4 %。', 'In the brain 1 to 4 % of the neurons are active at a time.'],
        why: ['这是神经科学的测量，不是人工网络的实验能判断的。', 'A measurement of neuroscience; no experiment on artificial networks can decide it.'],
      },
      2: {
        exact: [
          '2-32-32-1，环形，对隐藏层激活值加 L1 惩罚 λ：λ = 0.1 时两层的激活比例降到 27 % 和 36 % 以下，准确率不变。',
          '2-32-32-1 on circles with an L1 penalty λ on the activations: at λ = 0.1 the active share falls below 27 and 36 %, and the accuracy stays.',
        ],
        why: ['从 50 % 和 70 % 降到 3 % 和 4 %，准确率仍为 1。', 'From 50 and 70 % down to 3 and 4 %, still at accuracy 1.'],
      },
      3: {
        exact: ['一层 64 个输入中只有 3 % 不为零时，计算时间至少减半。', 'A layer with 3 % of its 64 inputs not zero takes at most half the time.'],
        why: ['正确：普通的稠密代码照样乘零，不省时间；只有专门跳过零的代码才省。', 'Correct: dense code multiplies by zero all the same; only code that skips zeros saves time.'],
      },
      4: {
        exact: ['z = 0 处 Sigmoid 的斜率不超过最大斜率的一半。', 'At z = 0 the slope of sigmoid is at most half of its largest.'],
        why: ['正确：z = 0 处 Sigmoid 的斜率最大（1/4），离饱和最远。', 'Correct: at z = 0 the slope of sigmoid is largest, 1/4, as far from saturation as can be.'],
      },
    },
    beyond: ['激活值变稀疏不等于网络变好（见 C58）。', 'Sparser is not better (C58).'],
  },
  C58: {
    title: ['稀疏提高精度、减轻过拟合？', 'Does sparsity help against overfitting?'],
    quotes: [
      ['001', '这样可以提高学习的精度，更好更快地提取稀疏特征', 'this raises accuracy and extracts sparse features better and faster'],
      ['000', '缓解了过拟合问题的发生', 'reduces overfitting'],
      ['000', '减少了参数的相互依存关系', 'reduces the dependence of parameters on each other'],
    ],
    statements: {
      1: {
        exact: [
          '双月（噪声 0.25），40 个训练点，15 % 标签被翻转，1000 个测试点；2-32-32-1，Adam，1500 步：ReLU 的测试准确率高于 Tanh，也高于 Sigmoid（配对检验，p < 0.05）。',
          'Moons (noise 0.25), 40 training points with 15 % of the labels flipped, 1000 test points; 2-32-32-1, Adam, 1500 steps: ReLU tests better than tanh and than sigmoid (paired, p < 0.05).',
        ],
        why: [
          '未见差别：除直线外都记住了错误标签，测试准确率都在 0.76–0.79；最好的反而是直线（恒等函数，0.83）。',
          'No difference found: all but the line fit the wrong labels and test at 0.76 to 0.79. The straight line (identity) tests best, 0.83.',
        ],
      },
    },
    beyond: ['没有发现差别，不等于证明没有差别；更大的任务上可能不同。', 'No difference found is no proof of none; larger tasks may differ.'],
  },
  C59: {
    title: ['学习率过大，神经元死亡', 'A large rate kills units'],
    quotes: [
      ['001', '如果学习率设置较大，会导致超过一定比例的神经元不可逆死亡', 'with a large learning rate more than some share of the neurons die irreversibly'],
      ['002', '很有可能网络中大部分神经元\'死\'掉', 'very likely most neurons of the network “die”'],
      ['000', 'Be careful with your learning rates', 'Be careful with your learning rates'],
    ],
    statements: {
      1: {
        exact: [
          '环形，2-32-32-1，He 初始化，SGD 300 步：第一层在全部训练点上静默的神经元，学习率 1 时至多 2 %，5 时至少 50 %，10 时至少 85 %。',
          'Circles, 2-32-32-1, He, SGD, 300 steps: units of the first layer silent on all training points are at most 2 % at rate 1, at least 50 % at 5, at least 85 % at 10.',
        ],
        why: ['0 %、83 %、95 %：有一个很陡的界限，在学习率 3 与 5 之间。', '0, 83 and 95 %: there is a sharp border, between rates 3 and 5.'],
      },
    },
    beyond: ['死掉一部分不一定有害：学习率 3 时第一层死了近两成，准确率仍是 1。', 'Losing some need not hurt: at rate 3 about a fifth of the first layer is dead and the accuracy still 1.'],
  },
  C60: {
    title: ['死亡是永久的吗', 'Is death for ever?'],
    quotes: [
      ['001', '第一个隐藏层中的某个ReLU神经元在所有的训练数据上都不能被激活，那么 ... 永远不能被激活（负梯度 -> ReLU -> 0）。并且该问题可能也会发生在其他隐藏层', 'if a ReLU unit of the first hidden layer is activated by no training sample, ... it can never be activated again (negative gradient -> ReLU -> 0). The same may happen in other hidden layers'],
      ['002', '恒定不更新', 'is never updated again'],
      ['003', '这个神经元不会经历训练,即所谓的稀疏性', 'this neuron goes through no training, the so-called sparsity'],
    ],
    statements: {
      1: {
        exact: ['环形，2-32-32-32-1，SGD，学习率 3，300 步：第一层有神经元静默，没有一个复活。', 'Circles, 2-32-32-32-1, SGD, rate 3, 300 steps: units of the first layer fall silent and none revives.'],
        why: ['第一层、普通 SGD 下成立：对每个样本输出和斜率都为 0，所以梯度为 0，而输入不变。', 'Holds in the first layer under plain SGD: output and slope are 0 on every sample, hence the gradient, and the inputs stay.'],
      },
      2: {
        exact: ['同上：第二、三层静默的神经元也没有一个复活。', 'The same for the second and third layer.'],
        why: ['正确：后面的层会静默，但不是永久：它们的输入随前面的层变化，十个种子里复活数以百计。', 'Correct: later layers fall silent, not for ever: their inputs change with the layers before, and hundreds come back over ten seeds.'],
      },
      3: {
        exact: ['用 Adam（学习率 0.1），第一层静默的神经元没有一个复活。', 'With Adam at rate 0.1 no silent unit of the first layer revives.'],
        why: ['正确：梯度为 0 时 Adam 记住的动量仍在移动权重，第一层也会复活。', 'Correct: Adam’s remembered momentum moves weights whose gradient is 0, and units of the first layer revive.'],
      },
      4: {
        exact: ['输出为 0 的情形中，至少一半来自在全部样本上静默、因而不训练的神经元。', 'At least half of the zeros come from units that are silent on all samples and so are not trained.'],
        why: ['正确：对某些样本输出 0 就是稀疏，神经元仍由其他样本训练；对所有样本都为 0 才是死亡。开始时一半输出为 0，却没有一个静默。', 'Correct: zero on some samples is sparsity, and the others train the unit; only zero on all is death. At the start half of the outputs are 0 and not one unit is silent.'],
      },
    },
    beyond: ['静默只对现有训练集而言；换了数据，第一层也能复活。', 'Silent is said of this training set; other data can wake the first layer, too.'],
  },
  C61: {
    title: ['一次大梯度就能致死', 'One large gradient can kill'],
    quotes: [
      ['002', '很大的梯度导致更新之后的网络传递过来的输入是小于零的', 'after the update of a very large gradient what the network passes on is below zero'],
      ['001', '参数在一次不恰当的更新后', 'after one unfortunate update of the parameters'],
    ],
    statements: {
      1: {
        exact: [
          '1-32-1 拟合 sin πx，SGD 0.05 训练 1000 步，然后用目标 −100 的一个点走一步，再正常训练 1000 步：静默比例这一步增加至少 9 个百分点，之后再增加至少 35 个。',
          '1-32-1 on sin πx, SGD 0.05 for 1000 steps, one step on a point with target −100, then 1000 ordinary steps: the silent share rises by at least 9 points in that step and 35 more after it.',
        ],
        why: ['这一步使约两成静默；输出偏置被推得太远，拉回时又有七成静默。', 'That step silences about a fifth; the output is pushed so far that pulling it back silences 70 % more.'],
      },
    },
    beyond: ['带泄露 ReLU 和 ELU 并不更好：受同样一击，多数发散。ReLU 的静默反而像保险丝。', 'Leaky ReLU and ELU fare no better: most diverge after the same blow. The silence of ReLU acts as a fuse.'],
  },
  C62: {
    title: ['带泄露 ReLU 能避免死亡吗', 'Does leaky ReLU avoid death?'],
    quotes: [
      ['001', '当神经元非激活时也能有一个非零的梯度 ... 避免永远不能被激活', 'an inactive neuron still has a gradient that is not zero ... so it is never inactive for ever'],
      ['000', '解决了这个问题', 'solves this problem'],
    ],
    statements: {
      1: {
        exact: ['环形，2-32-1，偏置 −5，所有神经元都不激活：∂L/∂W₁ 对 ReLU 恰为 0，对带泄露 ReLU 不为 0。', 'Circles, 2-32-1, biases −5, no unit active: ∂L/∂W₁ is exactly 0 with ReLU and not 0 with leaky ReLU.'],
        why: ['负半边斜率 0.01，梯度很小，但不为零。', 'With slope 0.01 on the negative side it is small, but not zero.'],
      },
      2: {
        exact: ['从这样的起点（偏置 −5 用 Adam，偏置 −3 用 SGD），带泄露 ReLU 至少 60 % 的种子学会（准确率 0.95）。', 'From such a start (biases −5 with Adam, −3 with SGD) leaky ReLU reaches accuracy 0.95 in at least 60 % of the seeds.'],
        why: ['正确：梯度不为零，但多数学不会。所有神经元都在负半边时，网络是线性的，没有理由跨过折点；ELU 每次都能恢复。', 'Correct: it has a gradient and mostly fails. With all units on the negative side the network is linear and has no reason to cross the kink; ELU recovers every time.'],
      },
    },
    beyond: ['从正常的初始化出发，极少需要这种救治。', 'From an ordinary start this cure is rarely needed.'],
  },
  C63: {
    title: ['ELU：全部优点，不会死亡？', 'ELU: all benefits, no death?'],
    quotes: [
      ['000', 'All benefits of ReLU：具有ReLU的所有优点', 'All benefits of ReLU'],
      ['000', 'Does not die', 'Does not die'],
      ['000', 'computation requires exp', 'computation requires exp'],
    ],
    statements: {
      1: {
        exact: ['环形，2-32-32-1，SGD：ELU 至少 25 % 的输出恰为 0（学习率 1），学习率 3 时平均准确率至少 0.77。', 'Circles, 2-32-32-1, SGD: at least 25 % of ELU’s outputs are exactly 0 (rate 1), and at rate 3 the mean accuracy is at least 0.77.'],
        why: ['正确：ELU 没有精确的零，不稀疏；学习率 3 时 ReLU 准确率 1，ELU 已失败（0.52）。', 'Correct: ELU has no exact zeros, and at rate 3, where ReLU is at 1, it has failed (0.52).'],
      },
      2: {
        exact: ['2-32-1，偏置 −5，所有神经元都在负半边，Adam 400 步：ELU 至少 90 % 的种子学会。', '2-32-1, biases −5, all units on the negative side, 400 Adam steps: ELU learns in at least 90 % of the seeds.'],
        why: ['没有推得太远时成立：偏置 −20 时斜率只有 2 × 10⁻⁹，一次也不能恢复。', 'Holds if not pushed too far: at −20 the slope is 2 × 10⁻⁹ and no seed recovers.'],
      },
      3: {
        exact: ['在这台设备上，算一个 ELU 的时间至少是 ReLU 的 2 倍。', 'On this device one value of ELU takes at least twice as long as one of ReLU.'],
        why: ['负半边要算 eᶻ − 1。', 'The negative side needs eᶻ − 1.'],
      },
    },
    beyond: ['在环形上 ELU 学得比 ReLU 快，双螺旋上用 Adam 时慢（见 C70）。', 'On circles ELU learns faster than ReLU, on the spiral with Adam slower (C70).'],
  },
  C64: {
    title: ['负半边斜率：选还是学', 'The slope: chosen or learned'],
    quotes: [
      ['001', 'γ值得选择增加了问题难度，需要较强的人工先验或者多次重复训练', 'the choice of γ makes it harder and needs strong prior knowledge or many trainings'],
      ['001', '引入一个可学习的参数 ... 允许不同神经元具有不同的参数', 'introduces a learnable parameter ... different neurons may have different ones'],
    ],
    statements: {
      1: {
        exact: [
          '（γ 即 α。）环形，2-16-16-1，Adam，到损失 0.1 的步数：与 α = 0.1 相比，α = 0.9 至少慢 1.9 倍，0.5 和 0.01 至少慢 1.5 倍。',
          '(γ is α.) Circles, 2-16-16-1, Adam, steps to loss 0.1: against α = 0.1, α = 0.9 takes at least 1.9 times as many, 0.5 and 0.01 at least 1.5 times.',
        ],
        why: ['只有接近直线时（0.9，3.4 倍）才有影响；0.01 到 0.5 之间相差不到一成，选择并不难。', 'It matters only near a straight line (0.9: 3.4 times); from 0.01 to 0.5 the steps differ by less than a tenth.'],
      },
      2: {
        exact: ['PReLU 比带泄露 ReLU 快（环形、双螺旋，步数比至多 0.91、0.94），学到的斜率各神经元不同（标准差至少 0.19、0.35）。', 'PReLU is faster than leaky ReLU (circles, spiral: at most 0.91 and 0.94 of the steps), and the slopes it learns differ between units (sd at least 0.19 and 0.35).'],
        why: ['步数比 0.87 和 0.93；斜率的标准差 0.36 和 0.61，有的学成负数，接近 |x|。', '0.87 and 0.93 of the steps; sd 0.36 and 0.61, some slopes turn negative and come close to |x|.'],
      },
    },
    beyond: ['学习率很大时 PReLU 会发散。', 'At large rates PReLU diverges.'],
  },
  C65: {
    title: ['Softplus 不稀疏', 'Softplus is not sparse'],
    quotes: [['001', '却没有稀疏激活性', 'but has no sparse activation']],
    statements: {
      1: {
        exact: ['环形，2-32-32-1，SGD：训练前后，没有一个输出恰为 0。', 'Circles, 2-32-32-1, SGD: before and after training no output is exactly 0.'],
        why: ['ln(1 + eᶻ) 恒大于 0。', 'ln(1 + eᶻ) is always above 0.'],
      },
    },
    beyond: ['不稀疏并不是缺点（见 C58）。', 'Not sparse is no fault (C58).'],
  },
  C66: {
    title: ['门控', 'Gates'],
    quotes: [
      ['001', 'σ(βx)可以看作是一种软性门控机制', 'σ(βx) can be seen as a soft gate'],
      ['001', '可以看作是一个软性门，用来控制其他神经元输出信息的数量', 'can be seen as a soft gate that controls how much other neurons put out'],
      ['001', 'GELU也是一种通过门控机制来调整其输出的激活函数', 'GELU, too, adjusts its output by a gate'],
    ],
    statements: {
      1: {
        exact: ['−20 到 20：Swish 与 x·σ(x) 相差不超过值域的 2 × 10⁻⁶，门 σ(x) 在 0 与 1 之间。', 'From −20 to 20 swish is x·σ(x) within 2 × 10⁻⁶ of its range, and the gate σ(x) lies between 0 and 1.'],
        why: ['只有浮点舍入的差。', 'They differ by rounding alone.'],
      },
      2: {
        exact: ['GLU 与 x·σ(y) 相差不超过值域的 2 × 10⁻⁶：Sigmoid 作门，控制另一个值 x。', 'GLU is x·σ(y) within 2 × 10⁻⁶ of its range: sigmoid as the gate of another value x.'],
        why: ['这正是门控的定义；LSTM 的门也是如此。', 'This is what a gate is, in an LSTM, too.'],
      },
      3: {
        exact: ['GELU 与 x·Φ(x) 相差不超过值域的 2 × 10⁻⁶，Φ 是标准正态分布函数。', 'GELU is x·Φ(x) within 2 × 10⁻⁶ of its range; Φ is the standard normal distribution function.'],
        why: ['门是 Φ(x)，不是 σ(x)。', 'Its gate is Φ(x), not σ(x).'],
      },
    },
    beyond: ['“能写成门”不说明它学得更好。', 'That it can be written as a gate does not make it learn better.'],
  },
  C67: {
    title: ['Maxout：不饱和，不死亡，易优化', 'Maxout: no saturation, no death, easy'],
    quotes: [
      ['000', 'Linear Regime! Does not saturate! Does not die!', 'Linear Regime! Does not saturate! Does not die!'],
      ['001', '接近线性，模型易于优化', 'close to linear, easy to optimise'],
      ['001', '越接近线性，则模型越容易优化', 'the closer to linear, the easier to optimise'],
    ],
    statements: {
      1: {
        exact: ['环形，2-16-16-1，Adam 400 步，2 片或 4 片：没有一个神经元静默。', 'Circles, 2-16-16-1, 400 Adam steps, 2 or 4 pieces: no unit is silent.'],
        why: ['总有一片胜出，它的斜率是 1。', 'Some piece always wins, with slope 1.'],
      },
      2: {
        exact: ['4 片时，第二层从不胜出的片，训练前后都不超过 22 %。', 'With 4 pieces at most 22 % of those of the second layer never win, before and after training.'],
        why: ['单元不死，片会死：开始时 42 % 的片从不胜出，因而没有梯度；训练使一部分回来，剩 21 %。', 'Units do not die, pieces do: at the start 42 % never win and get no gradient; training brings some back, 21 % remain.'],
      },
      3: {
        exact: ['3×16，Adam，各用最好的学习率：Maxout 到损失 0.1 的步数至多是 ReLU 的 0.75、0.84、0.8（环形、双月、双螺旋）。', '3×16, Adam, best rates: maxout takes at most 0.75, 0.84 and 0.8 of ReLU’s steps to loss 0.1 (circles, moons, spiral).'],
        why: ['约为 ReLU 的三分之二，代价是两倍的参数。', 'About two thirds, at the price of twice the parameters.'],
      },
      4: {
        exact: ['带泄露 ReLU 斜率 0.9（几乎线性）到损失 0.1 的步数不超过斜率 0.01。', 'Leaky ReLU with slope 0.9, nearly linear, takes no more steps to loss 0.1 than with 0.01.'],
        why: ['正确：近于线性的步数是 3.2 倍。没有弯曲就学不会环形。', 'Correct: nearly linear takes 3.2 times as many. Without a bend circles cannot be learned.'],
      },
    },
    beyond: ['参数数目相同时的比较，用赛场里的“同样多参数”。', 'For a comparison at equal size use “as many parameters” in the race.'],
  },
  C68: {
    title: ['Maxout 与灾难性遗忘', 'Maxout and forgetting'],
    quotes: [['001', '由多个分组驱动，因此具有一些冗余度来抵抗遗忘灾难', 'driven by several groups, it has some redundancy against catastrophic forgetting']],
    statements: {
      1: {
        exact: [
          '任务 A：16 维里 8 个簇，四类；任务 B：同样的样本，坐标重排。两个隐藏层，SGD 0.1，先学 A 再学 B，各 300 步：此后 Maxout（参数较少）在 A 上的准确率高于 ReLU（配对检验，p < 0.05）。',
          'Task A: 8 clusters in 16 dimensions, four classes; task B: the same points with their coordinates reordered. Two hidden layers, SGD 0.1, 300 steps of A, then 300 of B: maxout, with fewer parameters, then has a higher accuracy on A than ReLU (paired, p < 0.05).',
        ],
        why: [
          '在这两个任务上成立：0.75 比 0.66。任务换成“圆环挪个位置”就反过来：0.73 比 0.88（不过 ReLU 的 B 也没学好，0.85）。',
          'Holds for these two tasks: 0.75 against 0.66. With rings that move aside it is the other way round: 0.73 against 0.88 (though ReLU has not learned B well, either: 0.85).',
        ],
      },
    },
    beyond: ['两个任务互相矛盾时，用什么激活函数都会忘。', 'Where two tasks contradict each other every activation forgets.'],
  },
  C69: {
    title: ['ReLU 泛化更好？', 'Does ReLU generalise better?'],
    quotes: [['000', '因此ReLU网络在这种意义上更好地自正则化', 'in this sense ReLU networks regularise themselves better']],
    statements: {
      1: {
        exact: [
          '正弦曲线上 10 个带噪声（0.2）的点，1-32-32-1，Adam，2000 步；在 200 个无噪声的点上，ReLU 的均方误差低于 Tanh，也低于 Sigmoid（配对检验，p < 0.05）。',
          'Ten noisy points (0.2) of a sine, 1-32-32-1, Adam, 2000 steps: on 200 points without noise ReLU has a lower mean squared error than tanh and than sigmoid (paired, p < 0.05).',
        ],
        why: [
          '未见差别：谁更好随种子而变。C58 的分类也是如此。',
          'No difference found: which is better changes with the seed. So it is with classes in C58.',
        ],
      },
    },
    beyond: ['十个种子分辨不出小的差别。', 'Ten seeds cannot tell small differences.'],
  },
  C70: {
    title: ['选择激活函数的建议', 'The advice'],
    quotes: [
      ['000', 'use ReLU ... try out Leaky ReLU/MaxOut/ELU; try out tanh but don\'t expect much; dot\'t use sigmoid', 'use ReLU ... try out Leaky ReLU/MaxOut/ELU; try out tanh but don\'t expect much; don\'t use sigmoid'],
      ['002', '挤压型 ... 常用于简单网络 ... 半线性 ... 常用于深度网络', 'squashing ... common in simple networks ... rectifiers ... common in deep ones'],
    ],
    statements: {
      1: {
        exact: [
          '3×16，环形、双月、双螺旋，SGD 和 Adam，各用最好的学习率，到损失 0.1 的步数中位数：ReLU 少于 Tanh，Tanh 少于 Sigmoid，六种情形都如此。',
          '3×16 on circles, moons and spiral, SGD and Adam, each at its best rate, median steps to loss 0.1: ReLU takes fewer than tanh and tanh fewer than sigmoid, in all six.',
        ],
        why: [
          'Tanh 是 ReLU 的 1.8 到 2.7 倍；Sigmoid 用 Adam 是 Tanh 的 3 到 6 倍，用 SGD 学不会。但 GELU 和 Maxout 几乎都比 ReLU 更快。',
          'Tanh takes 1.8 to 2.7 times as many as ReLU, sigmoid 3 to 6 times as many as tanh with Adam, and never arrives with SGD. But GELU and maxout are nearly always faster than ReLU.',
        ],
      },
      2: {
        exact: [
          '“不要用 Sigmoid”：在任何学习率下，400 步内到损失 0.1 的种子都不过半（环形、双月）。',
          '“Don’t use sigmoid”: at no rate does it reach loss 0.1 within 400 steps in more than half of the seeds (circles, moons).',
        ],
        why: [
          '用普通 SGD 时成立；用 Adam 时环形上十次全部学会。作输出层和门控，Sigmoid 仍是正确的选择。',
          'Holds with plain SGD; with Adam all ten learn circles. As output and as gate sigmoid stays right.',
        ],
      },
      3: {
        exact: [
          '“对 Tanh 别抱太大期望”：四点异或，2-4-1，Adam 500 步，100 个种子：Tanh 全对的比例最多比 ReLU 高 21 个百分点。',
          '“Don’t expect much of tanh”: four-point XOR, 2-4-1, 500 Adam steps, 100 seeds: tanh gets all four right in at most 21 points more of the seeds than ReLU.',
        ],
        why: [
          '高出 44 个百分点。正确：很小的网络里 Tanh 更可靠，因为 4 个 ReLU 中静默一两个就不够用了。',
          'It is 44 points more. Correct: in very small networks tanh is the safer choice; of four ReLUs one or two silent ones are too many.',
        ],
      },
    },
    beyond: ['最快的不一定测试最好（C58）；很深时 Tanh 也可靠（C36）。', 'The fastest need not test best (C58); tanh is sound in deep networks, too (C36).'],
  },
};
