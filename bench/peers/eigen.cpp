// Eigen, written out by hand as its documentation suggests: matrices of units x batch, its own tanh. Answers one JSON object a
// line, see src/app/bench.hpp.
#include <Eigen/Dense>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <vector>

using Eigen::MatrixXf, Eigen::VectorXf;
using Json = nlohmann::json;

struct Layer {
  MatrixXf W;
  VectorXf b;
  MatrixXf z, a, dz;
};

class Model {
 public:
  explicit Model(const Json& workload) : tanh_(workload["activation"] == "tanh"), rate_(workload["rate"]) {
    for (const Json& start : workload["start"]) {
      const auto W = start["W"].get<std::vector<std::vector<float>>>();
      const auto b = start["b"].get<std::vector<float>>();
      Layer layer{MatrixXf(W.size(), W[0].size()), VectorXf(b.size()), {}, {}, {}};
      for (std::size_t r = 0; r < W.size(); ++r)
        for (std::size_t c = 0; c < W[r].size(); ++c) layer.W(r, c) = W[r][c];
      for (std::size_t r = 0; r < b.size(); ++r) layer.b(r) = b[r];
      layers_.push_back(layer);
    }
    const auto inputs = workload["inputs"].get<std::vector<std::vector<float>>>();
    const auto targets = workload["targets"].get<std::vector<float>>();
    const std::size_t batch = workload["batch"];
    all_ = MatrixXf(2, inputs.size());
    wanted_ = MatrixXf(1, inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      all_(0, i) = inputs[i][0], all_(1, i) = inputs[i][1];
      wanted_(0, i) = targets[i];
    }
    for (std::size_t i = 0; i < inputs.size(); i += batch)
      batches_.push_back({all_.middleCols(i, batch), wanted_.middleCols(i, batch)});
  }

  void step() {
    const auto& [x, t] = batches_[next_++ % batches_.size()];
    layers_.back().dz = (forward(x) - t) * (2.0f / static_cast<float>(x.cols()));
    for (std::size_t l = layers_.size(); l-- > 0;) {
      Layer& layer = layers_[l];
      if (l > 0) {
        Layer& below = layers_[l - 1];
        below.dz.noalias() = layer.W.transpose() * layer.dz;
        if (tanh_)
          below.dz.array() *= 1 - below.a.array().square();
        else
          below.dz.array() *= (below.z.array() > 0).cast<float>();
      }
      layer.W.noalias() -= rate_ * (layer.dz * (l > 0 ? layers_[l - 1].a : x).transpose());
      layer.b -= rate_ * layer.dz.rowwise().sum();
    }
  }
  float loss() { return (forward(all_) - wanted_).array().square().mean(); }

 private:
  struct Batch {
    MatrixXf x, t;
  };
  const MatrixXf& forward(const MatrixXf& x) {
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      Layer& layer = layers_[l];
      layer.z.noalias() = layer.W * (l > 0 ? layers_[l - 1].a : x);
      layer.z.colwise() += layer.b;
      if (l + 1 == layers_.size()) break;
      if (tanh_)
        layer.a = layer.z.array().tanh();
      else
        layer.a = layer.z.array().max(0.0f);
    }
    return layers_.back().z;
  }
  bool tanh_;
  float rate_;
  std::vector<Layer> layers_;
  MatrixXf all_, wanted_;
  std::vector<Batch> batches_;
  std::size_t next_ = 0;
};

int main() {
  std::unique_ptr<Model> model;
  for (std::string line; std::getline(std::cin, line);) {
    const Json question = Json::parse(line);
    Json reply = Json::object();
    if (question.contains("open")) {
      model = std::make_unique<Model>(question["open"]);
    } else if (question.contains("updates")) {
      for (int i = question["updates"]; i > 0; --i) model->step();
      reply["loss"] = model->loss();
    } else {
      const auto now = [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); };
      const double begin = now(), end = begin + question["milliseconds"].get<double>() / 1000;
      long done = 0;
      while (now() < end) {
        for (int i = 0; i < 10; ++i) model->step();
        done += 10;
      }
      reply["rate"] = done / (now() - begin);
    }
    std::cout << reply.dump() << std::endl;
  }
}
