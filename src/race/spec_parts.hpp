// Parts of the spec between JSON and RaceSpec, for the files of this folder and for doors that take parameters of an
// activation alone (read_parameters). A lane is read as the base, written back whole, with some values replaced.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "race/reader.hpp"
#include "race/spec.hpp"

namespace nonlin {

/// A lane as given, at one point of the sweep; what it does not have comes from the base.
struct LaneSpec {
  int lane = 0;
  std::vector<int> point;
  std::optional<std::string> name;
  LayerSpec own;        // the lane's activation, its pieces, parameters and wrap
  BaseExperiment base;  // with `set` and the point applied; layers without an activation take the lane's
  Value given;          // the lane, for complete_spec
  std::vector<Experiment::Change> changes;
};

/// A whole document, checked but for what needs lane and base together.
struct Document {
  std::uint32_t seed = 7;  // of the opening scene: a typical one, by the rule its text states
  int seeds = 1;
  DataSpec data;    // completed
  Dataset dataset;  // of the first seed; its kind, classes and counts are those of every seed
  BaseExperiment base;
  BatchSpec batch;
  StopSpec stop;
  std::vector<SweepAxis> sweep;
  VarySpec vary;
  std::vector<LaneSpec> lanes;  // lane by lane, the last axis of the sweep fastest
  std::vector<RaceSpec::Change> changes;
  Value changes_given = Array();  // for complete_spec
  Value start;                    // null, or as given
};

/// Refuses a name with control characters, or of other than 1..40 characters.
void check_name(const Reader& reader);
/// Whether a layer takes the lane's activation.
bool has_lane_layer(const NetworkSpec& network);
Document read_document(const Reader& root);
/// Reads the section `data`, with ranges left to complete_data. Where points do not say their kind, head or loss
/// decide, else the targets: one column of whole numbers 0..9 is classes.
DataSpec read_data(const Reader& root);
/// Reads inputs, network, head, loss, optimizer, regularization and initializer of `root`, for this data.
BaseExperiment read_base(const Reader& root, const Dataset& data);
/// The parameters of `row` from an object of `name: number | {value, learned}`; those not named have the row's initial
/// setting. `affine` takes outer, inner and shift, which every row has. `pieces` is read, too, where it is not null.
std::vector<ParameterSetting> read_parameters(const Reader* object, const Activation& row, Affine& affine, int* pieces);
int read_pieces(const Reader& reader, const Activation& row);

/// The section `optimizer`, and `regularization`, whose default decay is the optimizer's.
OptimizerSpec read_optimizer(const std::optional<Reader>& section);
Value write_optimizer(const OptimizerSpec& optimizer);
RegularizationSpec read_regularization(const std::optional<Reader>& section, const Optimizer& optimizer);
Value write_regularization(const RegularizationSpec& regularization);

/// Applies a lane's `set` to the object written by `write_base`, for this data.
void apply_set(const Reader& set, Value& base, const Dataset& data);
/// The first row of the table that fits data, head and loss (empty: any), after the task's own default; null: none.
const Pairing* first_pairing(const Dataset& data, std::string_view head, std::string_view loss);

/// The axes of a sweep. The paths may be set; whether the values fit is found where lanes read them.
std::vector<SweepAxis> read_sweep(const Reader& root);
VarySpec read_vary(const Reader& root);
/// Every point of a sweep, the last axis fastest; one point without coordinates when there are no axes.
std::vector<std::vector<int>> points_of(const std::vector<SweepAxis>& sweep);
/// The base of a lane at a point: `base`, which has the lane's `set`, with the axes' values put in. `where` names the
/// lane in messages.
BaseExperiment read_point(const BaseExperiment& base, const std::vector<SweepAxis>& sweep,
                          const std::vector<int>& point, const std::string& where, const Dataset& data);
/// "rate 0.1", for each axis of a point, after a comma: what tells a lane's points apart.
std::string point_name(const std::vector<SweepAxis>& sweep, const std::vector<int>& point);
Value write_sweep(const std::vector<SweepAxis>& sweep);
Value write_vary(const VarySpec& vary);
/// Reads the changes in mid-run, to the document and to each of its lanes, which are there already.
void read_changes(const Reader& root, Document& document);
/// Applies a change's `set` to an object of sections: its paths into `data`, or its other ones.
void apply_change(const Reader& set, bool data, Value& sections);
Value write_data(const DataSpec& data);
/// Refuses a path that `set` must not have.
void check_path(const Reader& reader, std::string_view path);

/// The keys of a spec that `read_base` reads, every default written out, in canonical order.
Object write_base(const BaseExperiment& base);
Value write_document(const Document& document);

/// Checks `start` against every lane and fills Experiment::start.
void read_start(const Reader& start, std::vector<Experiment>& lanes);

}  // namespace nonlin
