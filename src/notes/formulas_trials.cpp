// What formulas are measured with: the trials of C01 to C18.
#include "notes/measures.hpp"

namespace nonlin {
namespace {

// XOR's four corners, 2-4-1: with zero biases the corner (0, 0) meets every kink exactly.
constexpr std::string_view corners = R"j({
  "data": {"points": {"kind": "classes", "inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]}},
  "network": {"layers": [{"units": 4}]},
  "initializer": {"id": "he-normal"},
  "optimizer": {"id": "adam", "rate": 0.03},
  "stop": {"steps": 500},
  "lanes": [{"name": "slope-0", "activation": "relu"},
            {"name": "slope-0.5", "activation": "relu", "parameters": {"at-zero": 0.5}},
            {"name": "slope-1", "activation": "relu", "parameters": {"at-zero": 1}}]})j";

constexpr std::string_view on_circles = R"j({
  "data": {"generator": "circle", "count": 128, "noise": 0.05},
  "network": {"layers": [{"units": 16}, {"units": 16}]},
  "initializer": {"id": "he-normal"}})j";

constexpr Trial trials[] = {
    {.id = "sigmoid-curve",
     .document = R"j({"from": -20, "to": 20, "points": 8001, "curves": {
       "sigmoid": {"activation": "sigmoid", "formula": "1/(1+exp(-x))", "at": {"left": -10, "zero": 0, "right": 10}},
       "derivative": {"activation": "sigmoid", "slope": "sigmoid(x)*(1-sigmoid(x))"}}})j",
     .measure = measure_curves},
    {.id = "tanh-curve",
     .document = R"j({"from": -20, "to": 20, "points": 8001, "curves": {
       "tanh": {"activation": "tanh", "formula": "(exp(x)-exp(-x))/(exp(x)+exp(-x))", "at": {"left": -10, "zero": 0, "one": 1, "right": 10}},
       "table": {"activation": "tanh", "formula": "1/(1+exp(-x))", "slope": "-tanh(x)^2", "at": {"zero": 0, "one": 1}},
       "corrected": {"activation": "tanh", "slope": "1-tanh(x)^2"}}})j",
     .measure = measure_curves},
    {.id = "tanh-as-sigmoid",
     .document = R"j({"from": -50, "to": 50, "points": 8001, "curves": {
       "tanh": {"activation": "tanh", "formula": "2*sigmoid(2*x)-1"}}})j",
     .measure = measure_curves},
    {.id = "tanh-net-as-sigmoid",
     .document = R"j({"rewrite": "tanh-to-sigmoid", "steps": 0, "spec": {
       "data": {"generator": "spiral"}, "network": {"layers": [{"units": 8}, {"units": 8}]},
       "initializer": {"id": "xavier-normal"}, "lanes": [{"activation": "tanh"}]}})j",
     .measure = measure_rewrite},
    {.id = "relu-curve",
     .document = R"j({"from": -20, "to": 20, "points": 8001, "curves": {
       "relu": {"activation": "relu", "formula": "max(0,x)", "at": {"zero": 0}},
       "code": {"activation": "relu", "formula": "where(x<0,0,x)", "slope": "where(max(0,x)>0,1,0)", "at": {"zero": 0}}}})j",
     .measure = measure_curves},
    {.id = "relu-at-zero-circles",
     .base = corners,
     .document = R"j({"data": {"points": null, "generator": "circle", "count": 128, "noise": 0.05},
                     "stop": {"steps": 200}})j",
     .quantities = "loss"},
    {.id = "relu-at-zero-corners", .document = corners, .quantities = "accuracy"},
    {.id = "leaky-curve",
     .document = R"j({"from": -20, "to": 20, "points": 8001, "curves": {
       "leaky": {"activation": "leaky-relu", "parameters": {"alpha": 0.01}, "formula": "max(0,x)+a*min(0,x)"},
       "alpha-0": {"activation": "prelu", "parameters": {"alpha": 0}, "as": "relu"},
       "alpha-1": {"activation": "prelu", "parameters": {"alpha": 1}, "as": "identity"},
       "alpha-0.25": {"activation": "prelu", "parameters": {"alpha": 0.25}, "formula": "max(a*x,x)"},
       "alpha-2": {"activation": "prelu", "parameters": {"alpha": 2}, "formula": "max(a*x,x)"}}})j",
     .measure = measure_curves},
    {.id = "elu-curve",
     .document = R"j({"from": -20, "to": 20, "points": 8001, "curves": {
       "elu": {"activation": "elu", "parameters": {"alpha": 1}, "formula": "max(0,x)+min(0,a*(exp(x)-1))", "at": {"left": -20, "zero": 0}},
       "alpha-0.5": {"activation": "elu", "parameters": {"alpha": 0.5}, "formula": "max(0,x)+min(0,a*(exp(x)-1))",
                "at": {"left": -20, "zero": 0}},
       "centred": {"activation": "elu", "parameters": {"alpha": 1.67326}},
       "relu": {"activation": "relu"}}})j",
     .measure = measure_curves},
    {.id = "softplus-curve",
     .document = R"j({"from": -20, "to": 20, "points": 8001, "curves": {
       "softplus": {"activation": "softplus", "formula": "log(1+exp(x))", "slope": "1/(1+exp(-x))", "at": {"left": -10, "right": 10}},
       "gap": {"activation": "softplus", "formula": "max(0,x)"},
       "relu": {"activation": "relu"}}})j",
     .measure = measure_curves},
    {.id = "swish-curve",
     .document = R"j({"from": -20, "to": 20, "points": 16001, "curves": {
       "swish": {"activation": "swish", "parameters": {"beta": 1}, "formula": "x*sigmoid(a*x)"},
       "beta-0": {"activation": "swish", "parameters": {"beta": 0}, "formula": "x/2"},
       "beta-10": {"activation": "swish", "parameters": {"beta": 10}, "formula": "max(0,x)"},
       "beta-100": {"activation": "swish", "parameters": {"beta": 100}, "formula": "max(0,x)"}}})j",
     .measure = measure_curves},
    {.id = "swish-beta",
     .base = on_circles,
     .document = R"j({"optimizer": {"id": "sgd", "rate": 0.3}, "stop": {"steps": 300},
       "lanes": [{"name": "beta-0", "activation": "swish", "parameters": {"beta": 0}},
                 {"name": "beta-0.3", "activation": "swish", "parameters": {"beta": 0.3}},
                 {"name": "beta-1", "activation": "swish", "parameters": {"beta": 1}},
                 {"name": "beta-100", "activation": "swish", "parameters": {"beta": 100}},
                 {"activation": "relu"}]})j",
     .quantities = "steps",
     .every = 5},
    {.id = "gelu-curve",
     .document = R"j({"from": -20, "to": 20, "points": 8001, "curves": {
       "gelu": {"activation": "gelu", "formula": "x*Phi(x)"},
       "as-swish": {"activation": "gelu", "formula": "x*sigmoid(1.702*x)"}}})j",
     .measure = measure_curves},
    {.id = "maxout-curves",
     .document = R"j({"from": -20, "to": 20, "points": 8001, "curves": {
       "relu": {"activation": "maxout", "lines": [[0, 0], [1, 0]], "as": "relu"},
       "leaky": {"activation": "maxout", "lines": [[0.01, 0], [1, 0]], "as": "leaky-relu", "parameters": {"alpha": 0.01}},
       "prelu": {"activation": "maxout", "lines": [[0.25, 0], [1, 0]], "as": "prelu", "parameters": {"alpha": 0.25}},
       "abs": {"activation": "maxout", "lines": [[-1, 0], [1, 0]], "as": "abs"}}})j",
     .measure = measure_curves},
    {.id = "maxout-envelope",
     .document = R"j({"targets": ["square", "minus-square", "sine"], "pieces": [1, 2, 3, 4, 8], "from": -2, "to": 2,
                 "points": 64, "steps": 1500, "rate": 0.02})j",
     .measure = measure_envelope},
    {.id = "maxout-sizes",
     .document = R"j({"text": {"inputs": 3, "units": 4, "pieces": 2, "next": 5},
                 "figure": {"inputs": 3, "units": 4, "pieces": 3, "next": 5}})j",
     .measure = measure_sizes},
    {.id = "softmax-example",
     .document =
         R"j({"logits": [2, 1, 0.1], "formulas": {"softmax": "exp(z)/sum(exp(z))", "table": "1/(1+exp(-z))"}})j",
     .measure = measure_softmax},
    {.id = "softmax-at-zero",
     .document = R"j({"logits": [0, 0, 0], "formulas": {"softmax": "exp(z)/sum(exp(z))"}})j",
     .measure = measure_softmax},
    {.id = "softmax-negative",
     .document = R"j({"logits": [-1, -2, -0.5], "formulas": {"softmax": "exp(z)/sum(exp(z))"}})j",
     .measure = measure_softmax},
    {.id = "softmax-loss",
     .document = R"j({"rows": [[3.2, 5.1, -1.7, 0.5], [1, 2, 3, 4], [-2, 0.5, 1.5, -1]], "labels": [0, 3, 1],
                 "gap": 120, "outputs": 10})j",
     .measure = measure_softmax_loss},
    {.id = "two-layers",
     .document = R"j({"x": [[1, 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]],
                 "w1": [[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]],
                 "w2": [[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]], "activation": "relu"})j",
     .measure = measure_two_layers},
    {.id = "two-classes", .document = R"j({"reach": 20, "factor": 1})j", .measure = measure_two_classes},
    // From zero weights, where a softmax's two rows are -w/2 and w/2 of a sigmoid's w.
    {.id = "two-class-training",
     .document = R"j({
       "data": {"generator": "blobs", "parameters": {"classes": 2, "centre": 1, "spread": 1}, "count": 100, "noise": 0},
       "network": {"layers": []},
       "initializer": {"id": "zeros"},
       "optimizer": {"id": "sgd", "rate": 0.5},
       "stop": {"steps": 200},
       "lanes": [{"name": "sigmoid", "activation": "identity"},
                 {"name": "softmax-half-rate", "activation": "identity", "set": {"head": "softmax", "optimizer.rate": 0.25}},
                 {"name": "softmax", "activation": "identity", "set": {"head": "softmax"}}]})j",
     .quantities = "loss@5, loss"},
    {.id = "neuron",
     .document = R"j({"x": [0.5, -1, 2], "w": [0.8, 0.3, -0.4], "b": 0.1, "activation": "sigmoid"})j",
     .measure = measure_neuron},
    {.id = "squashing",
     .document = R"j({"from": -20, "to": 20, "points": 8001, "curves": {
       "sigmoid": {"activation": "sigmoid"}, "tanh": {"activation": "tanh"}, "relu": {"activation": "relu"},
       "elu": {"activation": "elu"}, "swish": {"activation": "swish"}}})j",
     .measure = measure_curves},
};

}  // namespace

std::span<const Trial> formulas_trials() { return trials; }

}  // namespace nonlin
