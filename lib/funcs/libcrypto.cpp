#include "funcs/libcrypto.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <limits>

#include "base/check.h"

namespace copctl::funcs {

void use_libcrypto() {
  COPCTL_CHECK(OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1);
}

Bio make_collector() {
  Bio bio(BIO_new(BIO_s_mem()));
  COPCTL_CHECK(bio != nullptr);
  return bio;
}

std::string collected(BIO& bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(&bio, &bytes);
  return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

bool read_pem(std::string_view text, PemBlock& block) {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return false;
  const Bio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* bytes = nullptr;
  long size = 0;
  const bool found = bio != nullptr && PEM_read_bio(bio.get(), &name, &header, &bytes, &size) == 1;
  if (found) {
    block.type = name;
    block.bytes.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }
  OPENSSL_free(name);
  OPENSSL_free(header);
  OPENSSL_free(bytes);
  ERR_clear_error();
  return found;
}

}  // namespace copctl::funcs
