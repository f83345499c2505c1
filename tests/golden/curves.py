"""The activations in double precision, written so that nothing cancels: value, slope, kinks. Plain Python."""
import math

SQRT2 = math.sqrt(2.0)
SELU_ALPHA, SELU_SCALE = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946
GELU_ROOT, GELU_CUBIC = math.sqrt(2.0 / math.pi), 0.044715


def sigmoid(x):
    if x >= 0:
        return 1.0 / (1.0 + math.exp(-x))
    e = math.exp(x)
    return e / (1.0 + e)


def sigmoid_slope(x):
    e = math.exp(-abs(x))
    return e / (1.0 + e) ** 2


def sech_squared(x):
    e = math.exp(-2 * abs(x))
    return 4 * e / (1 + e) ** 2


def softplus(x):
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def normal_cdf(x):
    return 0.5 * math.erfc(-x / SQRT2)


def normal_density(x):
    return math.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


def mish_gate(x):
    """tanh(log(1 + e^x)) = (e^2x + 2 e^x) / (e^2x + 2 e^x + 2)"""
    if x > 0:
        e = math.exp(-x)
        return (1 + 2 * e) / (1 + 2 * e + 2 * e * e)
    e = math.exp(x)
    return (e * e + 2 * e) / (e * e + 2 * e + 2)


def mish_slope(x):
    if x > 0:
        e = math.exp(-x)
        s = 4 * e * e * (1 + e) ** 2 / (1 + 2 * e + 2 * e * e) ** 2
    else:
        e = math.exp(x)
        s = 4 * (1 + e) ** 2 / (e * e + 2 * e + 2) ** 2
    return mish_gate(x) + x * s * sigmoid(x)


def gelu_tanh_u(x):
    return GELU_ROOT * (x + GELU_CUBIC * x ** 3)


def gelu_tanh_slope(x):
    u, du = gelu_tanh_u(x), GELU_ROOT * (1 + 3 * GELU_CUBIC * x * x)
    return sigmoid(2 * u) + 0.5 * x * sech_squared(u) * du


def hard_swish_slope(x):
    return 0.0 if x <= -3 else (1.0 if x >= 3 else x / 3 + 0.5)


def table(p):
    """name -> (value, slope, kinks [(x, left, right)], parameters); at a kink the slope is that of the flat or negative side"""
    leaky, prelu, beta, alpha = p["leaky"], p["prelu"], p["swish_beta"], p["elu_alpha"]
    return {
        "identity": (lambda x: x, lambda x: 1.0, [], {}),
        "step": (lambda x: 1.0 if x > 0 else 0.0, lambda x: 0.0, [(0.0, 0.0, 0.0)], {}),
        "sigmoid": (sigmoid, sigmoid_slope, [], {}),
        "tanh": (math.tanh, sech_squared, [], {}),
        "relu": (lambda x: max(x, 0.0), lambda x: 1.0 if x > 0 else 0.0, [(0.0, 0.0, 1.0)], {}),
        "leaky_relu": (lambda x: x if x > 0 else leaky * x, lambda x: 1.0 if x > 0 else leaky, [(0.0, leaky, 1.0)],
                       {"alpha": leaky}),
        "prelu": (lambda x: x if x > 0 else prelu * x, lambda x: 1.0 if x > 0 else prelu, [(0.0, prelu, 1.0)],
                  {"alpha": prelu}),
        "elu": (lambda x: x if x > 0 else alpha * math.expm1(x), lambda x: 1.0 if x > 0 else alpha * math.exp(x),
                [] if alpha == 1 else [(0.0, alpha, 1.0)], {"alpha": alpha}),
        "selu": (lambda x: SELU_SCALE * (x if x > 0 else SELU_ALPHA * math.expm1(x)),
                 lambda x: SELU_SCALE * (1.0 if x > 0 else SELU_ALPHA * math.exp(x)),
                 [(0.0, SELU_SCALE * SELU_ALPHA, SELU_SCALE)], {"alpha": SELU_ALPHA, "scale": SELU_SCALE}),
        "softplus": (softplus, sigmoid, [], {}),
        "swish": (lambda x: x * sigmoid(x), lambda x: sigmoid(x) + x * sigmoid_slope(x), [], {"beta": 1.0}),
        "swish_beta": (lambda x: x * sigmoid(beta * x),
                       lambda x: sigmoid(beta * x) + beta * x * sigmoid_slope(beta * x), [], {"beta": beta}),
        "mish": (lambda x: x * mish_gate(x), mish_slope, [], {}),
        "gelu": (lambda x: x * normal_cdf(x), lambda x: normal_cdf(x) + x * normal_density(x), [], {}),
        "gelu_tanh": (lambda x: x * sigmoid(2 * gelu_tanh_u(x)), gelu_tanh_slope, [], {}),
        "hard_sigmoid": (lambda x: min(max(x / 6 + 0.5, 0.0), 1.0), lambda x: 1.0 / 6 if -3 < x < 3 else 0.0,
                         [(-3.0, 0.0, 1 / 6), (3.0, 1 / 6, 0.0)], {}),
        "hard_tanh": (lambda x: min(max(x, -1.0), 1.0), lambda x: 1.0 if -1 < x < 1 else 0.0,
                      [(-1.0, 0.0, 1.0), (1.0, 1.0, 0.0)], {}),
        "hard_swish": (lambda x: x * min(max(x + 3, 0.0), 6.0) / 6, hard_swish_slope,
                       [(-3.0, 0.0, -0.5), (3.0, 1.5, 1.0)], {}),
        "relu6": (lambda x: min(max(x, 0.0), 6.0), lambda x: 1.0 if 0 < x < 6 else 0.0,
                  [(0.0, 0.0, 1.0), (6.0, 1.0, 0.0)], {}),
        "softsign": (lambda x: x / (1 + abs(x)), lambda x: 1 / (1 + abs(x)) ** 2, [], {}),
        "sine": (math.sin, math.cos, [], {}),
        "cosine": (math.cos, lambda x: -math.sin(x), [], {}),
        "gaussian": (lambda x: math.exp(-x * x), lambda x: -2 * x * math.exp(-x * x), [], {}),
        "abs": (abs, lambda x: float((x > 0) - (x < 0)), [(0.0, -1.0, 1.0)], {}),
        "square": (lambda x: x * x, lambda x: 2 * x, [], {}),
        "arctan": (math.atan, lambda x: 1 / (1 + x * x), [], {}),
        "bent_identity": (lambda x: x + x * x / (2 * (math.hypot(x, 1) + 1)), lambda x: 1 + x / (2 * math.hypot(x, 1)),
                          [], {}),
        "squared_relu": (lambda x: max(x, 0.0) ** 2, lambda x: 2 * max(x, 0.0), [], {}),
    }


def pair_table():
    """name -> f and f' of the gate: a pair is v f(g)"""
    return {"glu": (sigmoid, sigmoid_slope),
            "swiglu": (lambda x: x * sigmoid(x), lambda x: sigmoid(x) + x * sigmoid_slope(x))}


def parameter_table(p):
    """name -> (derivative with respect to the parameter, parameters)"""
    beta = p["swish_beta"]
    return {"prelu_dalpha": (lambda x: min(x, 0.0), {"alpha": p["prelu"]}),
            "swish_dbeta": (lambda x: x * x * sigmoid_slope(beta * x), {"beta": beta})}
