#include <fmt/format.h>

#include "base/path.h"
#include "base/text.h"
#include "cli/all_commands.h"
#include "cli/surroundings.h"
#include "dump/dump.h"

namespace copctl::cli {

namespace {

// A Secret has 1 MiB at most, which base64 and YAML make more of.
constexpr std::size_t kMaxFile = 4u << 20;
constexpr std::string_view kStandardInput = "-";

std::vector<Flag> flags() {
  return {{.name = "filename",
           .short_name = 'f',
           .metavar = "FILE",
           .help = "a manifest of Secrets; `-` is standard input"},
          {.name = "from-file",
           .kind = FlagKind::kList,
           .metavar = "KEY=FILE",
           .help = "a value of the Secret; `-` is standard input"},
          {.name = "cert",
           .metavar = "FILE",
           .help = "the controller's certificate, as `kubeseal --fetch-cert` prints it",
           .environment = "COPCTL_CERT",
           .required = true},
          {.name = "scope",
           .metavar = "SCOPE",
           .help = "where it can be opened: as this Secret alone, under any name in its namespace, "
                   "or anywhere; without it the Secret's annotations say so",
           .allowed = {"strict", "namespace-wide", "cluster-wide"},
           .default_text = "strict"},
          {.name = "namespace",
           .short_name = 'n',
           .metavar = "NAME",
           .help = "the Secret's namespace, when the manifest has none"},
          {.name = "name", .metavar = "NAME", .help = "the Secret's name, when there is no -f"},
          {.name = "seed-file",
           .metavar = "FILE",
           .help = "a secret text of 16 characters or more: what did not change is then sealed as "
                   "before"},
          {.name = "output",
           .short_name = 'o',
           .metavar = "FILE",
           .help = "write this file instead of printing"}};
}

// Reads what flags name.
class Reader {
 public:
  Reader(Env& env, diag::Diagnostics& diagnostics) : env_(env), diagnostics_(diagnostics) {}

  std::optional<std::string> read(const std::string& path) {
    if (path == kStandardInput) return standard_input();
    std::error_code error;
    auto text = env_.disk.read(path, kMaxFile, error);
    if (!text)
      fail(fmt::format("cannot read `{}`: {}", base::printable(path), base::error_text(error)));
    return text;
  }

 private:
  std::optional<std::string> standard_input() {
    std::optional<std::string> text;
    if (!std::exchange(is_read_, true)) {
      text = env_.standard_input ? env_.standard_input() : std::nullopt;
      if (!text) fail("cannot read standard input");
    } else {
      fail("standard input is already read; only one flag can be `-`");
    }
    return text;
  }

  void fail(std::string what) { diagnostics_.error({}, diag::Kind::kCannotRead, std::move(what)); }

  Env& env_;
  diag::Diagnostics& diagnostics_;
  bool is_read_ = false;
};

void misuse(std::string what, diag::Diagnostics& diagnostics) {
  diagnostics.error({}, diag::Kind::kUsage, std::move(what));
}

std::optional<seal::PublicKey> read_certificate(const Arguments& arguments, Reader& reader,
                                                diag::Diagnostics& diagnostics) {
  const std::string* path = arguments.find("cert");
  if (path == nullptr) {
    misuse("give the controller's certificate with --cert; `kubeseal --fetch-cert` prints it",
           diagnostics);
    return std::nullopt;
  }
  const auto text = reader.read(*path);
  if (!text) return std::nullopt;
  std::string error;
  auto key = seal::PublicKey::read(*text, error);
  if (!key) {
    diagnostics.error({}, diag::Kind::kInvalidValue,
                      fmt::format("`{}` cannot seal: {}", base::printable(*path), error));
  }
  return key;
}

// `KEY=FILE`, or `FILE` under its own name.
void read_value(const std::string& given, Reader& reader, dump::Sealing& sealing,
                diag::Diagnostics& diagnostics) {
  const std::size_t equals = given.find('=');
  const std::string path = equals == std::string::npos ? given : given.substr(equals + 1);
  const std::string key(equals == std::string::npos ? base::base_name(path)
                                                    : std::string_view(given).substr(0, equals));
  if (path.empty() || key.empty() || key == kStandardInput) {
    return misuse(fmt::format("`--from-file` must be KEY=FILE; got `{}`", base::printable(given)),
                  diagnostics);
  }
  auto bytes = reader.read(path);
  if (!bytes) return;
  if (!sealing.values.emplace(key, *std::move(bytes)).second) {
    misuse(fmt::format("`--from-file` gives `{}` twice", base::printable(key)), diagnostics);
  }
}

// The last line break of a file is no part of a seed.
void read_seed(const std::string& path, Reader& reader, dump::Sealing& sealing,
               diag::Diagnostics& diagnostics) {
  constexpr std::size_t kShortest = 16;
  const auto text = reader.read(path);
  if (!text) return;
  sealing.seed = base::trim_right(*text);
  if (sealing.seed.size() < kShortest) {
    diagnostics.error({}, diag::Kind::kInvalidValue,
                      fmt::format("`{}` must hold a secret text of {} characters at least",
                                  base::printable(path), kShortest));
  }
}

// What the flags say, beside the certificate.
void read_inputs(const Invocation& invocation, Reader& reader, dump::Sealing& sealing,
                 diag::Diagnostics& diagnostics) {
  const Arguments& arguments = invocation.arguments;
  const auto text_of = [&](const char* flag) {
    const std::string* text = arguments.find(flag);
    return text == nullptr ? std::string() : *text;
  };
  sealing.name = text_of("name");
  sealing.name_space = text_of("namespace");
  if (arguments.find("scope") != nullptr) sealing.scope = seal::scope_of(text_of("scope"));
  if (arguments.find("seed-file") != nullptr) {
    read_seed(text_of("seed-file"), reader, sealing, diagnostics);
  }
  for (const std::string& given : arguments.all("from-file")) {
    read_value(given, reader, sealing, diagnostics);
  }
  if (arguments.find("filename") != nullptr) {
    auto text = reader.read(text_of("filename"));
    const bool piped = text_of("filename") == kStandardInput;
    if (text) {
      sealing.manifest =
          invocation.sources.add(diag::SourceKind::kFile,
                                 piped ? "standard input" : text_of("filename"), *std::move(text));
    }
  } else if (arguments.find("from-file") == nullptr) {
    misuse("nothing to seal; give a Secret with -f, or its values with --from-file", diagnostics);
  }
}

// Replaces what stands there in one step.
void write(const std::string& path, const std::string& text, Env& env,
           diag::Diagnostics& diagnostics) {
  const std::string made = path + ".copctl-new";
  std::error_code error;
  // Of a run that was killed.
  static_cast<void>(env.disk.remove(made, error));
  if (env.disk.create(made, text, base::kPublicMode, error) && env.disk.rename(made, path, error)) {
    return;
  }
  diagnostics.error(
      {}, diag::Kind::kCannotWrite,
      fmt::format("cannot write `{}`: {}", base::printable(path), base::error_text(error)));
}

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  Reader reader(env, diagnostics);
  const auto key = read_certificate(invocation.arguments, reader, diagnostics);
  if (!key) return report(diagnostics, invocation.sources, env);
  dump::Sealing sealing{.key = *key};
  read_inputs(invocation, reader, sealing, diagnostics);
  if (diagnostics.has_errors()) return report(diagnostics, invocation.sources, env);
  const auto sealed = dump::seal_secrets(sealing, surroundings_of(invocation), diagnostics);
  const std::string* output = invocation.arguments.find("output");
  if (sealed && output != nullptr) {
    write(*output, *sealed, env, diagnostics);
  } else if (sealed) {
    env.out += *sealed;
  }
  return report(diagnostics, invocation.sources, env);
}

}  // namespace

Command seal_command() {
  return {.name = "seal",
          .operands = "--cert FILE -f FILE",
          .min_operands = 0,
          .max_operands = 0,
          .summary = "Secrets encrypted for a cluster's Sealed Secrets controller",
          .description =
              "Prints a SealedSecret for each Secret of a manifest, or for one made of files, as "
              "kubeseal does but without a cluster: the controller's certificate is all it takes. "
              "Only that controller can open it. Values are never given on the command line.",
          .takes = Takes::kNothing,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
