#!/usr/bin/env python3
"""Golden numbers of the activations: writes activations.json, properties.json and facts.json (README.md describes them).

    python3 generate.py [--out DIR] [--training]

Plain Python. --training also writes losses.json, trajectories.json, norm_trajectories.json and update_trajectories.json, which
needs numpy and PyTorch (training.py). All inputs are float32 numbers, all results are computed in double precision and printed
with 17 significant digits.
"""
import argparse
import json
import math
import os
import struct

from curves import normal_cdf, pair_table, parameter_table, sech_squared, sigmoid, sigmoid_slope, table

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 20240501
PARAMETERS = {"leaky": 0.01, "prelu": 0.25, "swish_beta": 1.7, "elu_alpha": 1.0}
POINTS = [0.0]
for v in (1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0, 17.0,
          20.0, 30.0, 50.0, 87.0, 89.0, 100.0, 104.0, 1000.0, 1e4):
    POINTS += [v, -v]
SOFTMAX_ROWS = [[2.0, 1.0, 0.1], [0, 0, 0, 0], [1000.0, 1000.0], [-1000.0, 0.0, 1000.0], [1e4, 0.0, -1e4, 9999.0],
                [-3.0, -2.0, -1.0], [50.0, -50.0, 0.5, 0.25, 100.0], [88.0, 89.0, 104.0], [0.3]]


def f32(x):
    """x rounded to float32"""
    return struct.unpack("f", struct.pack("f", x))[0]


class Normal:
    """numpy.random.RandomState(seed).randn without numpy, so that the inputs are those of the training files' stream"""

    def __init__(self, seed):
        self.state, self.at, self.spare = [seed], 624, None
        for i in range(1, 624):
            last = self.state[-1]
            self.state.append((1812433253 * (last ^ (last >> 30)) + i) & 0xffffffff)

    def _word(self):
        s = self.state
        if self.at == 624:
            for i in range(624):
                y = (s[i] & 0x80000000) | (s[(i + 1) % 624] & 0x7fffffff)
                s[i] = s[(i + 397) % 624] ^ (y >> 1) ^ (0x9908b0df if y & 1 else 0)
            self.at = 0
        y = s[self.at]
        self.at += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9d2c5680
        y ^= (y << 15) & 0xefc60000
        return y ^ (y >> 18)

    def _uniform(self):
        high = self._word() >> 5
        return (high * 67108864 + (self._word() >> 6)) / 9007199254740992

    def draw(self):
        if self.spare is not None:
            x, self.spare = self.spare, None
            return x
        while True:
            a, b = 2 * self._uniform() - 1, 2 * self._uniform() - 1
            r = a * a + b * b
            if 0 < r < 1:
                break
        f = math.sqrt(-2 * math.log(r) / r)
        self.spare = f * a
        return f * b


def maxout_row(k, units, draw):
    z = [[f32(draw() * 2) for _ in range(units * k)] for _ in range(5)]
    upstream = [[f32(draw()) for _ in range(units)] for _ in range(5)]
    y, winner, dz = [], [], []
    for row, g in zip(z, upstream):
        groups = [row[u * k:u * k + k] for u in range(units)]
        w = [max(range(k), key=lambda j: (group[j], -j)) for group in groups]
        winner.append(w)
        y.append([group[j] for group, j in zip(groups, w)])
        dz.append([g[u] if j == w[u] else 0.0 for u in range(units) for j in range(k)])
    return {"name": "maxout", "k": k, "units": units, "z": z, "y": y, "winner": winner, "upstream": upstream, "dz": dz}


def pair_row(name, units, draw):
    """a gated pair: column 2u of z is the value part of unit u, column 2u + 1 its gate"""
    f, slope = pair_table()[name]
    z = [[f32(draw() * 3) for _ in range(units * 2)] for _ in range(9)]
    z[0] = [0.0] * (units * 2)
    z[1] = [f32(90.0 if i % 2 else -2.5) for i in range(units * 2)]
    z[2] = [f32(-90.0 if i % 2 else 2.5) for i in range(units * 2)]
    upstream = [[f32(draw()) for _ in range(units)] for _ in range(9)]
    y = [[row[2 * u] * f(row[2 * u + 1]) for u in range(units)] for row in z]
    dz = [[g[i // 2] * (f(row[i + 1]) if i % 2 == 0 else row[i - 1] * slope(row[i])) for i in range(units * 2)]
          for row, g in zip(z, upstream)]
    return {"name": name, "units": units, "z": z, "y": y, "upstream": upstream, "dz": dz}


def softmax_row(values, draw):
    z = [f32(v) for v in values]
    top = max(z)
    e = [math.exp(v - top) for v in z]
    total = sum(e)
    p = [v / total for v in e]
    lse = top + math.log(total)
    g = [f32(draw()) for _ in z]
    inner = sum(a * b for a, b in zip(g, p))
    return {"name": "softmax", "z": z, "y": p, "log_y": [v - lse for v in z], "upstream": g,
            "dz": [a * (b - inner) for a, b in zip(p, g)], "dz_log": [b - a * sum(g) for a, b in zip(p, g)]}


def activations(draw):
    xs = [f32(x) for x in POINTS]
    scalar = {}
    for name, (f, d, kinks, parameters) in table(PARAMETERS).items():
        scalar[name] = {"params": parameters, "y": [f(x) for x in xs], "dy": [d(x) for x in xs],
                        "kinks": [{"x": a, "left": l, "right": r} for a, l, r in kinks]}
    gradients = {name: {"params": parameters, "g": [f(x) for x in xs]}
                 for name, (f, parameters) in parameter_table(PARAMETERS).items()}
    rows = [maxout_row(k, units, draw) for k in (2, 3) for units in (1, 3)]
    rows += [softmax_row(values, draw) for values in SOFTMAX_ROWS]
    own = Normal(SEED + 1).draw  # the training files go on with the stream of `draw`
    rows += [pair_row(name, 3, own) for name in pair_table()]
    return {"x": xs, "tolerance_f32": {"rtol": 1e-5, "atol": 1e-6}, "scalar": scalar, "parameter_gradients": gradients,
            "rows": rows}


def refine(f, x, h, sign):
    """x near an extremum of f, by ternary search"""
    a, b = x - h, x + h
    for _ in range(80):
        c, d = a + (b - a) / 3, b - (b - a) / 3
        if sign * f(c) < sign * f(d):
            a = c
        else:
            b = d
    return 0.5 * (a + b)


def properties():
    """extrema on [-12, 12], slope extrema, moments for a standard normal input"""
    step = 1e-3
    g = [-12 + step * i for i in range(24001)]
    g[12000] = 0.0
    q = [0.5 * (a + b) for a, b in zip(g, g[1:])]  # midpoint rule: every kink lies on a cell boundary
    w = [math.exp(-x * x / 2) / math.sqrt(2 * math.pi) * step for x in q]
    out = {}
    for name, (f, d, kinks, parameters) in table(PARAMETERS).items():
        y, s = [f(x) for x in g], [d(x) for x in g]
        ym, sm = [f(x) for x in q], [d(x) for x in q]

        def extremum(fn, v, sign):
            i = max(range(len(v)), key=lambda j: sign * v[j])
            if 0 < i < len(g) - 1 and v[i] != v[i - 1] and v[i] != v[i + 1] and not kinks:
                x = refine(fn, g[i], step, sign)
                return {"x": x, "value": fn(x)}
            return {"x": g[i], "value": v[i]}

        def mean(values):
            return math.fsum(a * b for a, b in zip(values, w))

        out[name] = {"params": parameters, "f0": f(0.0), "df0": d(0.0), "min": extremum(f, y, -1), "max": extremum(f, y, 1),
                     "min_slope": extremum(d, s, -1), "max_slope": extremum(d, s, 1),
                     "monotone": all(b - a >= -1e-15 for a, b in zip(y, y[1:])), "mean": mean(ym),
                     "second_moment": mean([v * v for v in ym]), "mean_slope": mean(sm),
                     "mean_squared_slope": mean([v * v for v in sm]),
                     "exact_zero_fraction": math.fsum(b for a, b in zip(ym, w) if a == 0)}
    return {"interval": [-12, 12], "tolerance": 1e-5, "scalar": out}


def normal_mean(name):
    f, h = table(PARAMETERS)[name][0], 1e-4
    total = 0.0
    for i in range(240001):
        x = -12 + h * i
        total += f(x) * math.exp(-x * x / 2) * (0.5 if i in (0, 240000) else 1)
    return total * h / math.sqrt(2 * math.pi)


def single_neuron(w, b, rate, loss):
    """steps until sigma(w + b) < 0.1 with target 0"""
    steps = 0
    while True:
        a = sigmoid(w + b)
        if a < 0.1:
            return steps
        d = a if loss == "ce" else a * a * (1 - a)
        w, b, steps = w - rate * d, b - rate * d, steps + 1


def facts():
    """numbers that the study notes state or imply"""
    z, steps, trace = math.log(9.0), 0, []
    while sigmoid(z) > 0.5:
        z -= 0.2 * sigmoid_slope(z)
        steps += 1
        if steps in (1, 10, 30, 66, 67):
            trace.append([steps, z, sigmoid(z)])
    logits = [2.0, 1.0, 0.1]
    e = [math.exp(v - 2) for v in logits]
    x = [[1., 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]]
    w1 = [[.1, .2, .4], [.4, .6, .6], [.5, .9, .1], [.8, .2, .8]]
    w2 = [[.1, .6], [.2, .1], [.7, .9]]

    def product(a, b):
        return [[sum(u * v for u, v in zip(row, column)) for column in zip(*b)] for row in a]

    pre = product(x, w1)
    grid = [-20 + 0.01 * i for i in range(4001)]
    wide = [-8 + 0.001 * i for i in range(16001)]
    settings = ((0.6, 0.9, 0.15), (2.0, 2.0, 0.15), (0.6, 0.9, 1.0), (2.0, 2.0, 1.0))
    root = 1 / math.sqrt(2 * math.pi)
    return {
        "sigmoid_steps_0.9_to_0.5": {"eta": 0.2, "start_z": math.log(9.0), "steps": steps, "trace_step_z_a": trace},
        "relu_steps_0.9_to_0.5": {"eta": 0.2, "trace": [0.9, 0.9 - 0.2, 0.9 - 0.2 - 0.2], "steps": 2},
        "softmax_2_1_0.1": {"z": logits, "y": [v / sum(e) for v in e]},
        "relu_example": {"X": x, "W1": w1, "W2": w2, "hidden_preactivation": pre,
                         "output": product([[max(v, 0.0) for v in row] for row in pre], w2)},
        "sigmoid_derivative": {"max": 0.25, "at_0": 0.25, "at_10": sigmoid_slope(10.0), "at_-10": sigmoid_slope(-10.0)},
        "tanh_derivative": {"at_0": 1.0, "at_10": sech_squared(10.0), "at_1": sech_squared(1.0),
                            "table_in_notes_at_1": -math.tanh(1.0) ** 2},
        "tanh_identity_max_error": max(abs(math.tanh(v) - (2 * sigmoid(2 * v) - 1)) for v in grid),
        "gelu_minus_swish_1.702_max": max(abs(v * normal_cdf(v) - v * sigmoid(1.702 * v)) for v in wide),
        "single_neuron_x1_y0_steps_to_a_below_0.1": {
            f"w={w},b={b},eta={rate}": {loss: single_neuron(w, b, rate, loss) for loss in ("mse", "ce")}
            for w, b, rate in settings},
        "linear_fit_R2_of_sin_2pix_on_0_1": 6 / math.pi ** 2,
        "means_for_standard_normal_input": {
            "relu": root, "sigmoid": 0.5, "tanh": 0.0, "gelu": 1 / (2 * math.sqrt(math.pi)), "elu": normal_mean("elu"),
            "softplus": normal_mean("softplus"), "swish": normal_mean("swish"), "leaky_relu": 0.99 * root, "selu": 0.0}}


def dump(o):
    if isinstance(o, dict):
        return "{" + ",".join(json.dumps(k) + ":" + dump(v) for k, v in o.items()) + "}"
    if isinstance(o, (list, tuple)):
        return "[" + ",".join(dump(v) for v in o) + "]"
    if isinstance(o, bool) or o is None or isinstance(o, (str, int)):
        return json.dumps(o)
    assert math.isfinite(o), "non-finite number in golden data"
    return "0" if o == 0 else format(float(o), ".17g")


def write(folder, name, data):
    with open(os.path.join(folder, name + ".json"), "w") as f:
        f.write(dump(data) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default=HERE)
    parser.add_argument("--training", action="store_true")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    write(options.out, "activations", activations(Normal(SEED).draw))
    write(options.out, "properties", properties())
    write(options.out, "facts", facts())
    if options.training:
        import training
        for name, data in training.files(SEED, activations).items():
            write(options.out, name, data)


if __name__ == "__main__":
    main()
