"""Losses and training trajectories by PyTorch, double precision, one thread; used by generate.py --training."""
import math

import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

ADAM = {"name": "adam", "lr": 0.01, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
RMSPROP = {"name": "rmsprop", "lr": 0.01, "alpha": 0.99, "eps": 1e-8}
LOSSES = (
    [{"loss": k, "n": 4, "c": 1} for k in ("mse", "half_mse", "mae", "bce_logits", "mse_sigmoid", "hinge")]
    + [{"loss": k, "n": 6, "c": 3, "scale": 2.0}
       for k in ("mse", "half_mse", "mae", "bce_logits", "mse_sigmoid", "softmax_ce", "hinge", "multi_hinge")]
    + [{"loss": "huber", "n": 6, "c": 2, "scale": 2.0, "delta": 1.0}, {"loss": "huber", "n": 5, "c": 1, "delta": 0.5},
       {"loss": "softmax_ce", "n": 8, "c": 10, "scale": 3.0}, {"loss": "softmax_ce", "n": 5, "c": 4, "soft": True},
       {"loss": "bce_logits", "n": 5, "c": 2, "soft": True}, {"loss": "softmax_ce", "n": 5, "c": 4, "extreme": True},
       {"loss": "bce_logits", "n": 5, "c": 2, "extreme": True}, {"loss": "mse_sigmoid", "n": 5, "c": 2, "extreme": True}])
TRAJECTORIES = [
    {"name": "tanh_mse_sgd", "sizes": [2, 5, 1], "activations": "tanh", "n": 8, "loss": "mse",
     "optimizer": {"name": "sgd", "lr": 0.1}},
    {"name": "relu_bce_momentum", "sizes": [2, 8, 8, 1], "activations": "relu", "n": 16, "loss": "bce_logits",
     "optimizer": {"name": "sgd", "lr": 0.1, "momentum": 0.9}},
    {"name": "leaky_ce_rmsprop", "sizes": [3, 6, 5, 4], "activations": [{"name": "leaky_relu", "alpha": 0.01}] * 2 + ["identity"],
     "n": 12, "loss": "softmax_ce", "optimizer": RMSPROP},
    {"name": "gelu_mse_adam", "sizes": [1, 10, 10, 1], "activations": "gelu", "n": 12, "loss": "mse", "optimizer": ADAM},
    {"name": "sigmoid_output_mse_sgd", "sizes": [2, 4, 4, 1], "activations": "sigmoid", "n": 10, "loss": "mse_sigmoid",
     "optimizer": {"name": "sgd", "lr": 1.0}},
    {"name": "maxout_ce_adam", "sizes": [2, 4, 4, 3],
     "activations": [{"name": "maxout", "k": 2}, {"name": "maxout", "k": 3}, "identity"], "n": 15, "loss": "softmax_ce",
     "optimizer": ADAM},
    {"name": "elu_selu_prelu_huber_momentum", "sizes": [3, 5, 5, 5, 2],
     "activations": ["elu", "selu", {"name": "prelu", "alpha": 0.25}, "identity"], "n": 10, "loss": "huber",
     "loss_params": {"delta": 1.0}, "optimizer": {"name": "sgd", "lr": 0.05, "momentum": 0.9}},
    {"name": "swish_softplus_multilabel_rmsprop", "sizes": [2, 6, 6, 2],
     "activations": [{"name": "swish", "beta": 1.0}, "softplus", "identity"], "n": 12, "loss": "bce_logits",
     "optimizer": RMSPROP},
    {"name": "linear_mse_sgd", "sizes": [3, 4, 4, 1], "activations": "identity", "n": 10, "loss": "half_mse",
     "optimizer": {"name": "sgd", "lr": 0.1}},
    {"name": "batchnorm_sigmoid_bce_sgd", "sizes": [2, 6, 6, 1], "activations": "sigmoid", "batch_norm": True, "n": 16,
     "loss": "bce_logits", "optimizer": {"name": "sgd", "lr": 0.3}},
]
# The other optimisers, decoupled decay (on weights, not on biases), clipping and schedules; written to a file of its own.
ADAMW = {"name": "adamw", "lr": 0.02, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "decay": 0.5}
UPDATE_TRAJECTORIES = [
    {"name": "tanh_mse_nesterov", "sizes": [2, 6, 1], "activations": "tanh", "n": 10, "loss": "mse",
     "optimizer": {"name": "nesterov", "lr": 0.05, "momentum": 0.9}},
    {"name": "relu_bce_adagrad", "sizes": [2, 8, 8, 1], "activations": "relu", "n": 16, "loss": "bce_logits",
     "optimizer": {"name": "adagrad", "lr": 0.1, "eps": 1e-10}},
    {"name": "gelu_ce_adamw", "sizes": [3, 6, 6, 3], "activations": "gelu", "n": 12, "loss": "softmax_ce", "optimizer": ADAMW},
    {"name": "tanh_mse_clip_momentum", "sizes": [2, 5, 2], "activations": "tanh", "n": 8, "loss": "mse",
     "optimizer": {"name": "sgd", "lr": 0.1, "momentum": 0.9, "clip": 0.25}},
    {"name": "elu_bce_step", "sizes": [2, 6, 1], "activations": "elu", "n": 10, "loss": "bce_logits",
     "optimizer": {"name": "sgd", "lr": 0.5, "schedule": {"id": "step", "every": 6, "factor": 0.5, "warmup": 0}}},
    {"name": "softplus_mse_cosine_rmsprop", "sizes": [1, 8, 1], "activations": "softplus", "n": 10, "loss": "mse",
     "optimizer": dict(RMSPROP, schedule={"id": "cosine", "over": 20, "floor": 0.25, "warmup": 0})},
    {"name": "swish_huber_warmup_nesterov", "sizes": [2, 5, 5, 1], "activations": "swish", "n": 10, "loss": "huber",
     "loss_params": {"delta": 1.0},
     "optimizer": {"name": "nesterov", "lr": 0.1, "momentum": 0.5, "schedule": {"id": "constant", "warmup": 8}}},
    {"name": "selu_ce_warmup_cosine_clip_adamw", "sizes": [2, 6, 6, 4], "activations": "selu", "n": 15, "loss": "softmax_ce",
     "optimizer": dict(ADAMW, clip=0.5, schedule={"id": "cosine", "over": 14, "floor": 0.0, "warmup": 5})},
]
# Normalisation by PyTorch's own functions, one norm per layer; written to a file of its own, so that the one above stays.
NORM_TRAJECTORIES = [
    {"name": "layernorm_tanh_ce_adam", "sizes": [2, 6, 5, 3], "activations": "tanh", "norms": ["layer", "layer", None], "n": 12,
     "loss": "softmax_ce", "optimizer": ADAM},
    {"name": "layernorm_maxout_mse_momentum", "sizes": [3, 4, 4, 2], "activations": [{"name": "maxout", "k": 2}, "gelu", "identity"],
     "norms": ["layer", None, None], "n": 10, "loss": "mse", "optimizer": {"name": "sgd", "lr": 0.05, "momentum": 0.9}},
    {"name": "batchnorm_layernorm_bce_sgd", "sizes": [2, 6, 5, 4, 1], "activations": ["sigmoid", {"name": "prelu", "alpha": 0.25}, "elu",
     "identity"], "norms": ["batch", "layer", "batch", None], "n": 16, "loss": "bce_logits", "optimizer": {"name": "sgd", "lr": 0.3}},
    {"name": "batchnorm_maxout_mse_adam", "sizes": [2, 5, 4, 1], "activations": [{"name": "maxout", "k": 3}, "relu", "identity"],
     "norms": ["batch", "batch", None], "n": 14, "loss": "mse", "optimizer": ADAM},
]
REDUCTION = {"mse": "mean over all N*C elements", "half_mse": "0.5 * mean over all N*C elements", "mae": "mean over all N*C elements",
             "huber": "mean over all N*C elements", "bce_logits": "mean over all N*C elements",
             "mse_sigmoid": "mean over all N*C elements; gradient is with respect to the logits",
             "softmax_ce": "mean over the N rows", "hinge": "mean over all N*C elements, targets are -1 or +1",
             "multi_hinge": "mean over the N rows of the sum over j != y of max(0, z_j - z_y + 1); targets one-hot"}


def f32(a):
    return np.asarray(a, dtype=np.float32).astype(np.float64)


def loss_value(kind, z, t, par):
    if kind == "mse":
        return ((z - t) ** 2).mean()
    if kind == "half_mse":
        return 0.5 * ((z - t) ** 2).mean()
    if kind == "mae":
        return (z - t).abs().mean()
    if kind == "huber":
        d, e = par["delta"], (z - t).abs()
        return torch.where(e <= d, 0.5 * e * e, d * (e - 0.5 * d)).mean()
    if kind == "bce_logits":
        # (z + |z|) / 2 and not clamp: its slope at z = 0 is 1/2, so that the whole has its slope there, 1/2 - t.
        return ((z + z.abs()) / 2 - z * t + torch.log1p(torch.exp(-z.abs()))).mean()
    if kind == "mse_sigmoid":
        return ((torch.sigmoid(z) - t) ** 2).mean()
    if kind == "softmax_ce":
        return -(F.log_softmax(z, -1) * t).sum(-1).mean()
    if kind == "hinge":
        return torch.clamp(1 - t * z, min=0).mean()
    if kind == "multi_hinge":
        y = t.argmax(-1, keepdim=True)
        return torch.clamp(z - z.gather(1, y) + 1, min=0).scatter(1, y, 0.0).sum(-1).mean()
    raise KeyError(kind)


def targets(kind, n, c, rng):
    if kind in ("bce_logits", "mse_sigmoid"):
        return (rng.rand(n, c) < 0.5).astype(float)
    if kind in ("softmax_ce", "multi_hinge"):
        return np.eye(c)[rng.randint(0, c, n)]
    if kind == "hinge":
        return np.where(rng.rand(n, c) < 0.5, -1.0, 1.0)
    return f32(rng.randn(n, c))


def losses(rng):
    out = []
    for case in LOSSES:
        kind, n, c = case["loss"], case["n"], case["c"]
        z = f32(rng.randn(n, c) * case.get("scale", 1.0))
        t = targets(kind, n, c, rng)
        if case.get("extreme"):
            z = f32(np.sign(rng.randn(n, c)) * np.resize([50.0, 100.0, 1000.0, 1e4, 0.0], n * c).reshape(n, c))
        if case.get("soft"):
            t = f32(rng.rand(n, c))
            t = f32(t / t.sum(-1, keepdims=True) if kind == "softmax_ce" else t)
        par = {k: case[k] for k in ("delta",) if k in case}
        zt = torch.tensor(z, requires_grad=True)
        value = loss_value(kind, zt, torch.tensor(t), par)
        value.backward()
        out.append({"loss": kind, "params": par, "reduction": REDUCTION[kind], "z": z.tolist(), "target": t.tolist(),
                    "value": value.item(), "dz": zt.grad.tolist()})
    return {"tolerance_f32": {"rtol": 1e-5, "atol": 1e-6}, "cases": out}


ACTIVATIONS = {
    "identity": lambda z, par: z,
    "sigmoid": lambda z, par: torch.sigmoid(z),
    "tanh": lambda z, par: torch.tanh(z),
    "relu": lambda z, par: torch.relu(z),
    "leaky_relu": lambda z, par: F.leaky_relu(z, par["alpha"]),
    "elu": lambda z, par: F.elu(z),
    "selu": lambda z, par: F.selu(z),
    "softplus": lambda z, par: torch.clamp(z, min=0) + torch.log1p(torch.exp(-z.abs())),
    "swish": lambda z, par: z * torch.sigmoid(par.get("beta", 1.0) * z),
    "gelu": lambda z, par: F.gelu(z),
}


class Net:
    def __init__(self, layers, dtype, init):
        self.layers = layers
        self.p = {k: torch.tensor(np.array(v), dtype=dtype).requires_grad_() for k, v in init.items()}

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            z = x @ self.p[f"W{i}"].T
            if "norm" in layer:
                gamma, beta = self.p[f"gamma{i}"], self.p[f"beta{i}"]
                if layer["norm"] == "batch":
                    z = F.batch_norm(z, None, None, gamma, beta, training=True, eps=1e-5)
                else:
                    z = F.layer_norm(z + self.p[f"b{i}"], gamma.shape, gamma, beta, eps=1e-5)
            elif layer.get("batch_norm"):
                m = z.mean(0)
                v = ((z - m) ** 2).mean(0)
                z = (z - m) / torch.sqrt(v + 1e-5) * self.p[f"gamma{i}"] + self.p[f"beta{i}"]
            else:
                z = z + self.p[f"b{i}"]
            a, par = layer["activation"], layer.get("params", {})
            if a == "maxout":
                x = z.view(z.shape[0], layer["out"], par["k"]).max(-1)[0]
            elif a == "prelu":
                x = torch.where(z > 0, z, z * self.p[f"alpha{i}"])
            else:
                x = ACTIVATIONS[a](z, par)
        return x


def initial(layers, rng):
    p = {}
    for i, layer in enumerate(layers):
        k = layer["params"]["k"] if layer["activation"] == "maxout" else 1
        p[f"W{i}"] = f32(rng.randn(layer["out"] * k, layer["in"]) * math.sqrt(2.0 / (layer["in"] + layer["out"]))).tolist()
        if layer.get("batch_norm") or "norm" in layer:
            p[f"gamma{i}"] = f32(1 + 0.1 * rng.randn(layer["out"] * k)).tolist()
            p[f"beta{i}"] = f32(0.1 * rng.randn(layer["out"] * k)).tolist()
        if not layer.get("batch_norm") and layer.get("norm") != "batch":
            p[f"b{i}"] = f32(rng.randn(layer["out"] * k) * 0.1).tolist()
        if layer["activation"] == "prelu":
            p[f"alpha{i}"] = [layer["params"]["alpha"]] * layer["out"]
    return p


def optimizer(o, named):
    params = [{"params": [w], "weight_decay": o.get("decay", 0.0) if k.startswith("W") else 0.0} for k, w in named.items()]
    if o["name"] in ("sgd", "nesterov"):
        return torch.optim.SGD(params, lr=o["lr"], momentum=o.get("momentum", 0.0), nesterov=o["name"] == "nesterov")
    if o["name"] == "adagrad":
        return torch.optim.Adagrad(params, lr=o["lr"], eps=o["eps"])
    if o["name"] == "adamw":
        return torch.optim.AdamW(params, lr=o["lr"], betas=(o["beta1"], o["beta2"]), eps=o["eps"])
    if o["name"] == "rmsprop":
        return torch.optim.RMSprop(params, lr=o["lr"], alpha=o["alpha"], eps=o["eps"])
    return torch.optim.Adam(params, lr=o["lr"], betas=(o["beta1"], o["beta2"]), eps=o["eps"])


def scheduler(o, opt):
    """The schedule after a warm-up by PyTorch's schedulers; its first step has 1/warmup of the rate."""
    s, one = o.get("schedule"), torch.optim.lr_scheduler
    if not s:
        return None
    make = {"constant": lambda: one.LambdaLR(opt, lambda t: 1.0),
            "step": lambda: one.StepLR(opt, s["every"], s["factor"]),
            "cosine": lambda: one.CosineAnnealingLR(opt, s["over"], eta_min=s["floor"] * o["lr"])}[s["id"]]
    if not s["warmup"]:
        return make()
    warm = one.LinearLR(opt, start_factor=1 / s["warmup"], total_iters=s["warmup"] - 1)
    return one.SequentialLR(opt, [warm, make()], milestones=[s["warmup"]])


def own_rate(o, t):
    """The rate of step t = 1, 2, ..., written out."""
    s, t = o.get("schedule", {"id": "constant", "warmup": 0}), t - 1
    if t < s["warmup"]:
        return o["lr"] * (t + 1) / s["warmup"]
    t -= s["warmup"]
    if s["id"] == "step":
        return o["lr"] * s["factor"] ** (t // s["every"])
    if s["id"] == "cosine":
        share = (1 + math.cos(math.pi * t / s["over"])) / 2 if t < s["over"] else 0.0
        return o["lr"] * (s["floor"] + (1 - s["floor"]) * share)
    return o["lr"]


def own_step(o, state, k, w, g, t):
    """The same updates written out: checks PyTorch's, and documents them. g is clipped already."""
    o = dict(o, lr=own_rate(o, t))
    if o.get("decay") and k.startswith("W"):
        w = w - o["lr"] * o["decay"] * w
    if o["name"] in ("sgd", "nesterov"):
        if o.get("momentum"):
            state[k] = g if k not in state else o["momentum"] * state[k] + g
            g = g + o["momentum"] * state[k] if o["name"] == "nesterov" else state[k]
        return w - o["lr"] * g
    if o["name"] == "adagrad":
        state[k] = state.get(k, 0.0) + g * g
        return w - o["lr"] * g / (np.sqrt(state[k]) + o["eps"])
    if o["name"] == "rmsprop":
        state[k] = o["alpha"] * state.get(k, 0.0) + (1 - o["alpha"]) * g * g
        return w - o["lr"] * g / (np.sqrt(state[k]) + o["eps"])
    m, v = state.get(k, (0.0, 0.0))
    m = o["beta1"] * m + (1 - o["beta1"]) * g
    v = o["beta2"] * v + (1 - o["beta2"]) * g * g
    state[k] = (m, v)
    return w - o["lr"] / (1 - o["beta1"] ** t) * m / (np.sqrt(v) / math.sqrt(1 - o["beta2"] ** t) + o["eps"])


def run(case, x, y, init, dtype):
    net = Net(case["layers"], dtype, init)
    opt = optimizer(case["optimizer"], net.p)
    schedule, clip = scheduler(case["optimizer"], opt), case["optimizer"].get("clip")
    xt, yt = torch.tensor(x, dtype=dtype), torch.tensor(y, dtype=dtype)
    own = {k: w.detach().numpy().astype(np.float64).copy() for k, w in net.p.items()}
    state, series, grad0, output0, clipped = {}, [], None, None, 0
    for step in range(case["steps"] + 1):
        output = net.forward(xt)
        value = loss_value(case["loss"], output, yt, case.get("loss_params", {}))
        series.append(value.item())
        if step == 0:
            output0 = output.detach().tolist()
        if step == case["steps"]:
            break
        opt.zero_grad()
        value.backward()
        if step == 0:
            grad0 = {k: w.grad.tolist() for k, w in net.p.items()}
        norm = math.sqrt(sum((w.grad.numpy().astype(np.float64) ** 2).sum() for w in net.p.values()))
        share = min(1.0, clip / (norm + 1e-6)) if clip else 1.0
        slopes = {k: w.grad.numpy() * share for k, w in net.p.items()}
        if clip:
            clipped += share < 1
            torch.nn.utils.clip_grad_norm_(list(net.p.values()), clip)
        if dtype == torch.float64:
            for k, w in net.p.items():
                own[k] = own_step(case["optimizer"], state, k, own[k], slopes[k], step + 1)
        opt.step()
        if schedule:
            schedule.step()
        if dtype == torch.float64:
            for k, w in net.p.items():
                assert np.allclose(own[k], w.detach().numpy(), rtol=1e-12, atol=1e-14), (case["name"], k, step)
    assert not clip or clipped > 4, (case["name"], clipped)
    return series, grad0, {k: w.detach().tolist() for k, w in net.p.items()}, output0


def describe_layers(sizes, activations, batch_norm, norms):
    layers = []
    for i in range(len(sizes) - 1):
        hidden = i < len(sizes) - 2
        a = activations[i] if isinstance(activations, list) else (activations if hidden else "identity")
        name, par = (a, {}) if isinstance(a, str) else (a["name"], {k: v for k, v in a.items() if k != "name"})
        layer = {"in": sizes[i], "out": sizes[i + 1], "activation": name}
        if par:
            layer["params"] = par
        if batch_norm and hidden:
            layer["batch_norm"] = True
        if norms and norms[i]:
            layer["norm"] = norms[i]
        layers.append(layer)
    return layers


def worst(a, b):
    return max(np.abs(np.array(a[k]) - np.array(b[k])).max() for k in a)


def trajectories(rng, cases):
    out = []
    for case in cases:
        case = dict(case)
        sizes, n = case.pop("sizes"), case.pop("n")
        case["layers"] = describe_layers(sizes, case.pop("activations"), case.pop("batch_norm", False), case.pop("norms", None))
        case["steps"] = 20
        x = f32(rng.randn(n, sizes[0]))
        y = targets(case["loss"], n, sizes[-1], rng)
        init = initial(case["layers"], rng)
        series, grad0, final, output0 = run(case, x, y, init, torch.float64)
        series32, grad32, final32, _ = run(case, x, y, init, torch.float32)
        d_loss = max(abs(a - b) for a, b in zip(series, series32))
        d_grad, d_param = worst(grad0, grad32), worst(final, final32)
        case.update({
            "X": x.tolist(), "Y": np.asarray(y).tolist(), "init": init, "output0": output0, "grad0": grad0, "losses": series,
            "final": final,
            "f32_reference": {"max_abs_loss_diff": d_loss, "max_abs_grad0_diff": d_grad, "max_abs_param_diff": d_param},
            "tolerance_f32": {"loss": max(1e-5, 10 * d_loss), "grad0": max(1e-5, 10 * d_grad), "param": max(2e-5, 10 * d_param)}})
        out.append(case)
    return {"cases": out}


def files(seed, activations):
    """losses and trajectories; the generator's stream goes on where the activations' rows end"""
    rng = np.random.RandomState(seed)
    activations(lambda: float(rng.randn()))
    return {"losses": losses(rng), "trajectories": trajectories(rng, TRAJECTORIES),
            "norm_trajectories": trajectories(np.random.RandomState(seed + 1), NORM_TRAJECTORIES),
            "update_trajectories": trajectories(np.random.RandomState(seed + 2), UPDATE_TRAJECTORIES)}
