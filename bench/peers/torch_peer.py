"""PyTorch, one thread: answers one JSON object a line, see src/app/bench.hpp."""
import json
import sys
import time

import torch

torch.set_num_threads(1)


class Model:
    def __init__(self, workload):
        activation = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[workload["activation"]]
        layers = []
        for layer in workload["start"]:
            dense = torch.nn.Linear(len(layer["W"][0]), len(layer["W"]))
            with torch.no_grad():
                dense.weight.copy_(torch.tensor(layer["W"]))
                dense.bias.copy_(torch.tensor(layer["b"]))
            layers += [dense, activation()]
        self.net = torch.nn.Sequential(*layers[:-1])
        self.x = torch.tensor(workload["inputs"])
        self.t = torch.tensor(workload["targets"]).float().unsqueeze(1)
        size = workload["batch"]
        self.batches = list(zip(self.x.split(size), self.t.split(size)))
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=workload["rate"])
        self.next = 0

    def step(self):
        x, t = self.batches[self.next % len(self.batches)]
        self.next += 1
        self.optimizer.zero_grad()
        torch.nn.functional.mse_loss(self.net(x), t).backward()
        self.optimizer.step()

    def loss(self):
        with torch.no_grad():
            return torch.nn.functional.mse_loss(self.net(self.x), self.t).item()


model = None
for line in sys.stdin:
    question = json.loads(line)
    reply = {}
    if "open" in question:
        model = Model(question["open"])
    elif "updates" in question:
        for _ in range(question["updates"]):
            model.step()
        reply = {"loss": model.loss()}
    else:
        begin = time.perf_counter()
        done = 0
        while (time.perf_counter() - begin) * 1000 < question["milliseconds"]:
            for _ in range(10):
                model.step()
            done += 10
        reply = {"rate": done / (time.perf_counter() - begin)}
    print(json.dumps(reply), flush=True)
