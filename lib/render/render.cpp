#include "render/render.h"

#include <algorithm>
#include <map>

#include "base/parallel.h"
#include "base/path.h"
#include "funcs/funcs.h"
#include "render/computed.h"
#include "render/objects.h"
#include "render/template_run.h"
#include "tmpl/tmpl.h"

namespace copctl::render {

namespace {

using value::Value;

// What every template of one render shares; `.Template` is set for each template.
Value root_of(const profile::Profile& profile, const profile::Values& values,
              const Release& release) {
  const Value chart = Value::map({{"name", Value::string(profile.summary.name)},
                                  {"version", Value::string(profile.summary.version)},
                                  {"appVersion", Value::string(profile.summary.app_version)},
                                  {"description", Value::string(profile.summary.summary)},
                                  {"apiVersion", Value::string("v2")}});
  const Value description = Value::map({{"Name", Value::string(release.name)},
                                        {"Namespace", Value::string(release.release_namespace)},
                                        {"Revision", Value::integer(1, value::IntType::kInt)},
                                        {"IsInstall", Value::boolean(true)},
                                        {"IsUpgrade", Value::boolean(false)},
                                        {"Service", Value::string("copctl")}});
  return make_values(
      Value::map({{"Values", make_values(values.tree)},
                  {"Release", description},
                  {"Chart", make_chart(chart)},
                  {"Capabilities", make_capabilities(release.kube_version, served_api_versions())},
                  {"Files", make_files({})}}));
}

// Helm's order of parsing (engine.go: sortTemplates): deepest path first, equal depths in
// descending order, so that a shallower definition wins.
std::vector<const profile::TemplateFile*> parse_order(const profile::Profile& profile) {
  std::vector<const profile::TemplateFile*> order;
  for (const profile::TemplateFile& file : profile.templates) order.push_back(&file);
  const auto depth = [](const profile::TemplateFile* file) {
    return std::ranges::count(file->name, '/');
  };
  std::ranges::sort(order, [&](const auto* a, const auto* b) {
    return depth(a) != depth(b) ? depth(a) > depth(b) : a->name > b->name;
  });
  return order;
}

// The texts whose presence makes a file secret. Very short ones would mark every file and protect
// nothing.
std::vector<std::string> secret_texts(const profile::Values& values) {
  constexpr std::size_t kShortest = 6;
  std::vector<std::string> texts;
  for (const std::string& pointer : values.secrets) {
    const Value* secret = value::lookup_pointer(values.tree, pointer);
    if (secret != nullptr && secret->is_string() && secret->as_string().size() >= kShortest) {
      texts.push_back(secret->as_string());
    }
  }
  return texts;
}

Value to_value(const DumpFacts& facts) {
  const bool tree = facts.layout == profile::Layout::kTree;
  return Value::map({{"Files", Value::integer(static_cast<std::int64_t>(facts.files))},
                     {"Dir", Value::string(facts.dir)},
                     {"Layout", Value::string(tree ? "tree" : "flat")},
                     {"CreateNamespace", Value::boolean(facts.create_namespace)},
                     {"Again", Value::boolean(facts.again)}});
}

// Counts to `limit` at most.
std::size_t count_values(const Value& v, std::size_t limit) {
  std::size_t count = 1;
  for (const Value& item : v.items()) {
    if (count >= limit) return count;
    count += count_values(item, limit - count);
  }
  for (const auto& [key, child] : v.entries()) {
    if (count >= limit) return count;
    count += count_values(child, limit - count);
  }
  return count;
}

// Each thread has its own copy of what templates see. Of an inventory of thousands that costs more
// than it gains: one template makes nearly all of the files then.
std::size_t threads_for(const Value& root) {
  constexpr std::size_t kLarge = 50'000;
  return count_values(root, kLarge) < kLarge ? base::usable_threads() : 1;
}

}  // namespace

class Renderer::Parts {
 public:
  Parts(const profile::Profile& profile, tmpl::TemplateSet set, const profile::Values& values,
        Value root, diag::SourceMap& sources)
      : profile_(profile),
        values_(values),
        sources_(sources),
        set_(std::move(set)),
        secrets_(secret_texts(values)),
        root_(std::move(root)) {}

  // To be done once, before anything renders.
  bool compute(Value previous, diag::Diagnostics& diagnostics) {
    const Computation computation{profile_, values_, set_, root_, sources_, diagnostics};
    return bind_computed(computation, std::move(previous)) && tell_problems(computation) &&
           list_kept(computation, kept_paths_);
  }

  const std::vector<std::string>& kept_paths() const { return kept_paths_; }

  // The templates run on several threads; what they made is taken up in their order.
  bool render_all(const Visitor& each, diag::Diagnostics& diagnostics) {
    std::vector<Job> jobs;
    for (const profile::TemplateFile& file : profile_.templates) {
      if (makes_files(file)) jobs.push_back({file, rule_of(profile_, file)});
    }
    run(jobs, each);
    files_.clear();
    claimed_.clear();
    bool rendered = true;
    for (Job& job : jobs) rendered = take(job, diagnostics) && rendered;
    std::ranges::sort(files_, {}, &RenderedFile::path);
    return rendered;
  }

  std::optional<std::string> render_notes(const DumpFacts& facts, diag::Diagnostics& diagnostics) {
    const auto notes =
        std::ranges::find(profile_.templates, profile_.notes, &profile::TemplateFile::path);
    if (profile_.notes.empty() || notes == profile_.templates.end()) return std::string();
    root_.as_map().entries["Dump"] = to_value(facts);
    root_.as_map().entries["Template"] = description_of(profile_, notes->name);
    auto output = set_.execute(notes->name, root_, diagnostics);
    if (!output) return std::nullopt;
    return std::move(output->text);
  }

  std::vector<RenderedFile> take_files() { return std::move(files_); }

 private:
  struct Job {
    const profile::TemplateFile& file;
    const profile::FileRule* rule;
    std::vector<RenderedFile> files = {};
    diag::Diagnostics diagnostics = {};
  };

  bool makes_files(const profile::TemplateFile& file) const {
    return !file.partial && file.path != profile_.notes &&
           std::ranges::find(profile_.bindings, file.path, &profile::Binding::path) ==
               profile_.bindings.end();
  }

  void run(std::vector<Job>& jobs, const Visitor& each) const {
    // Files with secrets come first: nothing takes as long as hashing a password, and the others
    // need not wait for it.
    std::vector<Job*> order;
    for (Job& job : jobs) order.push_back(&job);
    std::stable_partition(order.begin(), order.end(),
                          [](const Job* job) { return job->rule != nullptr && job->rule->secret; });
    const std::size_t threads = threads_for(root_);
    std::vector<std::optional<Root>> roots(threads);
    const auto work = [&](std::size_t index, std::size_t thread) {
      Job& job = *order[index];
      std::optional<Root>& root = roots[thread];
      if (!root) root.emplace(root_);
      root->set_template(description_of(profile_, job.file.name));
      TemplateRun made = run_template(job.file, job.rule, set_, *root, sources_);
      job.diagnostics = std::move(made.diagnostics);
      for (Rendering& rendering : made.renderings) {
        job.files.push_back(file_of(job, std::move(rendering)));
        if (each) each(job.files.back());
      }
    };
    base::for_each_index(jobs.size(), threads, work);
  }

  RenderedFile file_of(const Job& job, Rendering rendering) const {
    RenderedFile file{.path = std::move(rendering.path),
                      .origins = std::move(rendering.output.origins),
                      .template_name = job.file.name};
    if (job.rule != nullptr) file.kind = job.rule->kind;
    file.secret = (job.rule != nullptr && job.rule->secret) || holds_secret(rendering.output.text);
    file.source =
        sources_.add(diag::SourceKind::kRendered, file.path, std::move(rendering.output.text));
    return file;
  }

  bool holds_secret(std::string_view text) const {
    return std::ranges::any_of(
        secrets_, [&](const std::string& secret) { return text.find(secret) != text.npos; });
  }

  bool take(Job& job, diag::Diagnostics& diagnostics) {
    for (RenderedFile& file : job.files) {
      if (claim_path(file.path, job.file, job.rule, job.diagnostics))
        files_.push_back(std::move(file));
    }
    const bool sound = !job.diagnostics.has_errors();
    diagnostics.append(std::move(job.diagnostics));
    return sound;
  }

  bool claim_path(const std::string& path, const profile::TemplateFile& file,
                  const profile::FileRule* rule, diag::Diagnostics& diagnostics) {
    const diag::Span at =
        rule != nullptr && rule->span ? rule->span : diag::Span{file.source, 0, 0};
    if (!base::is_plain_relative_path(path)) {
      diagnostics.error(at, diag::Kind::kUnsafePath,
                        "the output path `" + path +
                            "` is not a plain path inside the folder; use names without `..`, `\\` "
                            "and a leading `/`");
      return false;
    }
    const auto [found, is_new] = claimed_.emplace(path, at);
    if (is_new) return true;
    auto& error =
        diagnostics.error(at, diag::Kind::kDuplicateOutput, "two renders write `" + path + "`");
    error.notes.push_back({found->second, "the other one is made here"});
    return false;
  }

  const profile::Profile& profile_;
  const profile::Values& values_;
  diag::SourceMap& sources_;
  tmpl::TemplateSet set_;
  std::vector<std::string> secrets_;
  Value root_;
  std::vector<std::string> kept_paths_;
  std::vector<RenderedFile> files_;
  std::map<std::string, diag::Span> claimed_;
};

TemplateParsing::TemplateParsing(const profile::Profile& profile, diag::SourceMap& sources)
    : order_(parse_order(profile)),
      set_(sources, {.missing_key = tmpl::MissingKey::kZero, .helm = true}),
      drafts_(order_.size()) {
  for (const auto& table : funcs::sprig()) set_.add_functions(table);
  for (const auto& table : funcs::helm()) set_.add_functions(table);
  for (const auto& table : funcs::copctl()) set_.add_functions(table);
  set_.add_methods(funcs::methods());
  set_.add_methods(methods());
}

void TemplateParsing::parse(std::size_t part) {
  drafts_[part] = set_.draft(order_[part]->name, order_[part]->source);
}

std::optional<tmpl::TemplateSet> TemplateParsing::finish(diag::Diagnostics& diagnostics) {
  bool parsed = true;
  for (auto& draft : drafts_) parsed = set_.add(std::move(*draft), diagnostics) && parsed;
  if (!parsed) return std::nullopt;
  return std::move(set_);
}

std::optional<tmpl::TemplateSet> parse_templates(const profile::Profile& profile,
                                                 diag::SourceMap& sources,
                                                 diag::Diagnostics& diagnostics) {
  TemplateParsing parsing(profile, sources);
  for (std::size_t part = 0; part < parsing.parts(); ++part) parsing.parse(part);
  return parsing.finish(diagnostics);
}

Renderer::Renderer(const profile::Profile& profile, tmpl::TemplateSet templates,
                   const profile::Values& values, const Release& release, diag::SourceMap& sources,
                   Value previous)
    : parts_(std::make_unique<Parts>(profile, std::move(templates), values,
                                     root_of(profile, values, release), sources)),
      previous_(std::move(previous)) {}
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer::~Renderer() = default;

std::optional<std::vector<RenderedFile>> Renderer::render(diag::Diagnostics& diagnostics,
                                                          const Visitor& each) {
  if (!parts_->compute(std::move(previous_), diagnostics)) return std::nullopt;
  if (!parts_->render_all(each, diagnostics)) return std::nullopt;
  return parts_->take_files();
}

const std::vector<std::string>& Renderer::kept_paths() const { return parts_->kept_paths(); }

std::optional<std::string> Renderer::render_notes(const DumpFacts& facts,
                                                  diag::Diagnostics& diagnostics) {
  return parts_->render_notes(facts, diagnostics);
}

}  // namespace copctl::render
