#include "merge/manifest_model.h"

#include <fmt/format.h>

#include <algorithm>

namespace copctl::merge {
namespace {

std::string double_quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    out += c == '\n' ? "\\n" : c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  }
  return out + "\"";
}

std::string single_quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    out += c == '\'' ? "''" : std::string(1, c);
  }
  return out + "'";
}

bool can_be_plain(const ModelNode& node) {
  return !node.text || node.value.find_first_of(":#\n'\" ") == std::string::npos;
}

std::string one_line(const ModelNode& node) {
  const bool breaks = node.value.find('\n') != std::string::npos;
  if (!node.text || (node.quotes == Quotes::kPlain && can_be_plain(node))) {
    return node.value;
  }
  return node.quotes == Quotes::kSingle && !breaks ? single_quoted(node.value)
                                                   : double_quoted(node.value);
}

bool has_comments(const ModelNode& node) {
  return !node.comments.empty() || !node.trailing.empty() ||
         std::ranges::any_of(node.children, has_comments);
}

class Writer {
 public:
  std::string file(const ModelNode& root) {
    for (std::size_t i = 0; i < root.children.size(); ++i) {
      const ModelNode& document = root.children[i];
      if (i > 0 || document.flow) {
        out_ += "---\n";
      }
      for (const std::string& comment : document.comments) {
        out_ += "# " + comment + "\n\n";
      }
      entries(document, 0);
    }
    return std::move(out_);
  }

 private:
  static bool is_flow(const ModelNode& node) {
    return node.children.empty() ||
           (node.flow && std::ranges::none_of(node.children, has_comments));
  }

  void above(const ModelNode& node, std::size_t indent) {
    out_ += node.blank_above ? "\n" : "";
    for (const std::string& comment : node.comments) {
      out_ += std::string(indent, ' ') + "# " + comment + "\n";
    }
  }

  void entries(const ModelNode& map, std::size_t indent) {
    for (const ModelNode& child : map.children) {
      above(child, indent);
      out_ += std::string(indent, ' ') + child.key + ":";
      behind(child, indent);
    }
  }

  void items(const ModelNode& list, std::size_t indent) {
    for (const ModelNode& child : list.children) {
      above(child, indent);
      out_ += std::string(indent, ' ') + "-";
      behind(child, indent);
    }
  }

  // What stands behind a `:` or `-` in column `indent`.
  void behind(const ModelNode& node, std::size_t indent) {
    const std::string end = (node.trailing.empty() ? "" : "  # " + node.trailing) + "\n";
    if (node.kind == NodeKind::kScalar) {
      scalar(node, indent, end);
    } else if (is_flow(node)) {
      out_ += " " + flow(node) + end;
    } else if (node.kind != NodeKind::kMap) {
      out_ += end;
      items(node, indent + (node.list_indented ? 2 : 0));
    } else if (out_.back() == '-' && end == "\n" && node.children[0].comments.empty() &&
               !node.children[0].blank_above) {
      out_ += " " + node.children[0].key + ":";
      behind(node.children[0], indent + 2);
      ModelNode rest = node;
      rest.children.erase(rest.children.begin());
      entries(rest, indent + 2);
    } else {
      out_ += end;
      entries(node, indent + 2);
    }
  }

  void scalar(const ModelNode& node, std::size_t indent, const std::string& end) {
    const bool block = node.text && node.quotes == Quotes::kBlock && node.value.ends_with('\n') &&
                       !node.value.ends_with("\n\n");
    if (!block) {
      out_ += (node.value.empty() && !node.text ? "" : " ") + one_line(node) + end;
      return;
    }
    out_ += " |" + end + std::string(indent + 2, ' ');
    for (const char c : node.value.substr(0, node.value.size() - 1)) {
      out_ += c == '\n' ? "\n" + std::string(indent + 2, ' ') : std::string(1, c);
    }
    out_ += '\n';
  }

  std::string flow(const ModelNode& node) {
    if (node.kind == NodeKind::kScalar) {
      return node.value.empty() && !node.text ? "null" : one_line(node);
    }
    std::string inside;
    for (const ModelNode& child : node.children) {
      inside += inside.empty() ? "" : ", ";
      inside += node.kind == NodeKind::kMap ? child.key + ": " : "";
      inside += flow(child);
    }
    return node.kind == NodeKind::kMap ? "{" + inside + "}" : "[" + inside + "]";
  }

  std::string out_;
};

}  // namespace

ModelNode ModelMaker::make(std::string key, NodeKind kind) {
  ModelNode node;
  node.id = next_++;
  node.kind = kind;
  node.key = std::move(key);
  node.list_indented = one_in(random_, 2);
  node.blank_above = one_in(random_, 12);
  if (one_in(random_, 10)) {
    node.comments.push_back(fmt::format("about {}", node.id));
  }
  return node;
}

void ModelMaker::set_new_value(ModelNode& scalar) {
  const std::size_t n = next_++;
  const std::string values[] = {fmt::format("{}", n),          fmt::format("v{}", n),
                                fmt::format("{}", n),          fmt::format("a: b #{}", n),
                                fmt::format("it's {}", n),     fmt::format("l{}\nm\n", n),
                                fmt::format("l{}\n\n  m\n", n)};
  const std::size_t which = below(random_, std::size(values));
  scalar.text = which != 0;
  scalar.value = values[which];
  scalar.quotes = static_cast<Quotes>(below(random_, 4));
  // A text of digits has to be quoted.
  if (which == 2 && scalar.quotes == Quotes::kPlain) {
    scalar.quotes = Quotes::kDouble;
  }
}

ModelNode ModelMaker::scalar(std::string key) {
  ModelNode node = make(std::move(key), NodeKind::kScalar);
  set_new_value(node);
  return node;
}

ModelNode ModelMaker::fixed(std::string key, std::string value) {
  ModelNode node = make(std::move(key), NodeKind::kScalar);
  node.value = std::move(value);
  node.text = true;
  node.fixed = true;
  return node;
}

ModelNode ModelMaker::map(std::string key, std::size_t depth) {
  ModelNode node = make(std::move(key), NodeKind::kMap);
  for (std::size_t i = below(random_, 5) + 1; i > 0; --i) {
    ModelNode child = any(fmt::format("k{}", next_), depth + 1);
    if (std::ranges::find(node.children, child.key, &ModelNode::key) == node.children.end()) {
      node.children.push_back(std::move(child));
    }
  }
  node.flow = one_in(random_, 10);
  return node;
}

ModelNode ModelMaker::any(std::string key, std::size_t depth) {
  const std::size_t which = depth > 4 ? 0 : below(random_, 10);
  if (which < 5) {
    return scalar(std::move(key));
  }
  if (which < 7) {
    return map(std::move(key), depth);
  }
  return which < 9 ? list(which == 7 ? "ports" + key : std::move(key), NodeKind::kKeyed, depth)
                   : list(std::move(key), NodeKind::kPlainList, depth);
}

ModelNode ModelMaker::list(std::string key, NodeKind kind, std::size_t depth) {
  ModelNode node = make(key.starts_with("ports") ? "ports" : std::move(key), kind);
  // Of a plain list: whether it holds maps.
  node.text = one_in(random_, 2);
  for (std::size_t i = below(random_, 4) + 1; i > 0; --i) {
    node.children.push_back(item(node, fmt::format("n{}", next_), depth));
  }
  node.flow = one_in(random_, 10);
  return node;
}

ModelNode ModelMaker::item(const ModelNode& list, const std::string& name, std::size_t depth) {
  if (list.kind == NodeKind::kPlainList) {
    return list.text ? map("", depth + 1) : scalar("");
  }
  ModelNode node = map("", depth + 1);
  const bool port = list.key == "ports";
  ModelNode key = fixed(port ? "containerPort" : "name", port ? fmt::format("{}", next_) : name);
  key.text = !port;
  node.children.insert(node.children.begin() + static_cast<long>(below(random_, 2)),
                       std::move(key));
  return node;
}

ModelNode ModelMaker::part_of(const ModelNode& parent, const std::string& side) {
  const std::string name = fmt::format("{}{}", side, next_);
  if (parent.kind != NodeKind::kMap) {
    return item(parent, name, 3);
  }
  ModelNode node = any(name, 3);
  return node.key == name ? node : scalar(name);
}

ModelNode ModelMaker::document() {
  ModelNode node = make("", NodeKind::kMap);
  node.fixed = true;
  node.children.push_back(fixed("apiVersion", "v1"));
  node.children.push_back(fixed("kind", one_in(random_, 2) ? "Deployment" : "Service"));
  ModelNode metadata = map("metadata", 2);
  metadata.fixed = true;
  metadata.children.insert(metadata.children.begin(), fixed("name", fmt::format("d{}", next_)));
  node.children.push_back(std::move(metadata));
  node.children.push_back(map("spec", 1));
  return node;
}

ModelNode ModelMaker::file() {
  ModelNode root = make("", NodeKind::kPlainList);
  for (std::size_t i = below(random_, 3) + 1; i > 0; --i) {
    root.children.push_back(document());
  }
  return root;
}

std::string yaml_of(const ModelNode& file) { return Writer().file(file); }

ModelNode* find_node(ModelNode& node, std::size_t id) {
  if (node.id == id) {
    return &node;
  }
  for (ModelNode& child : node.children) {
    if (ModelNode* found = find_node(child, id)) {
      return found;
    }
  }
  return nullptr;
}

}  // namespace copctl::merge
