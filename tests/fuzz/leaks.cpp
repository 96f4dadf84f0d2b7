// Values that a template makes are shared by counting, so that a map that was put into itself lives
// until the process ends. The limit `made_bytes` bounds it, and a render is one process; a leak of
// anything else is still told.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:copctl::tmpl::Executor::invoke\n";
}
