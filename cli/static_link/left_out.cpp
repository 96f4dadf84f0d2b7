// What a static link does without. The linker takes a member of an archive only for a name that is
// still missing, so a name that is defined here keeps that member, and all that it needs, out of
// the binary. Every one of them is something that copctl cannot reach; should it be called all the
// same, it says that it failed. A library that renames one of its inner names is linked whole
// again: larger, and just as right.
#include <cstddef>
#include <cstdlib>

struct bio_st;
struct ec_method_st;

// Without words: the exception's type would be spelled by a demangler of 50 KB.
namespace __gnu_cxx {
void __verbose_terminate_handler() { std::abort(); }
}  // namespace __gnu_cxx

extern "C" {

// libcrypto's sockets, by which it would fetch certificates from a server, and with them the
// resolver of the C library: copctl has no network.
bio_st* OSSL_HTTP_get() { return nullptr; }
int BIO_socket_wait() { return -1; }
void bio_sock_cleanup_int() {}
void* bio_lookup_lock = nullptr;

// Libraries loaded while running: a method that can do nothing, larger than the real one's dozen of
// pointers.
const void* const* DSO_METHOD_openssl() {
  static const void* const none[32] = {};
  return none;
}

// Every cipher under its name, for programs that look them up by a text; copctl names its few in
// code. (The digests stay: a certificate's signature is verified with the digest that it names.)
void openssl_add_all_ciphers_int() {}

// The NIST curves' own arithmetic, whose tables are for thousands of signatures a second; a key
// that is made once uses what serves all curves.
const ec_method_st* EC_GFp_mont_method();
const ec_method_st* EC_GFp_nistp224_method() { return EC_GFp_mont_method(); }
const ec_method_st* EC_GFp_nistp256_method() { return EC_GFp_mont_method(); }
const ec_method_st* EC_GFp_nistp521_method() { return EC_GFp_mont_method(); }
const ec_method_st* EC_GFp_nistz256_method() { return EC_GFp_mont_method(); }
void* EC_nistp224_pre_comp_dup() { return nullptr; }
void* EC_nistp256_pre_comp_dup() { return nullptr; }
void* EC_nistp521_pre_comp_dup() { return nullptr; }
void* EC_nistz256_pre_comp_dup() { return nullptr; }
void EC_nistp224_pre_comp_free() {}
void EC_nistp256_pre_comp_free() {}
void EC_nistp521_pre_comp_free() {}
void EC_nistz256_pre_comp_free() {}

// libcrypt's ways to hash a password, of which copctl has bcrypt only. Without a hash in `output`
// crypt_r reports a failure.
#define COPCTL_NO_HASH(method)         \
  void _crypt_crypt_##method##_rn() {} \
  void _crypt_gensalt_##method##_rn() {}
COPCTL_NO_HASH(bigcrypt)
COPCTL_NO_HASH(bsdicrypt)
COPCTL_NO_HASH(descrypt)
COPCTL_NO_HASH(gost_yescrypt)
COPCTL_NO_HASH(md5crypt)
COPCTL_NO_HASH(nt)
COPCTL_NO_HASH(scrypt)
COPCTL_NO_HASH(sha1crypt)
COPCTL_NO_HASH(sha256crypt)
COPCTL_NO_HASH(sha512crypt)
COPCTL_NO_HASH(sunmd5)
COPCTL_NO_HASH(yescrypt)
#undef COPCTL_NO_HASH
}
