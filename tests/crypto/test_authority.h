// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/crypto/crypto_tools.h"

namespace dossier {

// A timestamp authority for one test, by OpenSSL's command line; its keys go with it. Everything
// that is made at another time than now needs faketime.
class TestAuthority {
 public:
  // Valid from `begin` ("2020-01-01 00:00:00", UTC; empty: now) for `days`.
  explicit TestAuthority(const std::string& begin = "", int days = 3650) : begin_(begin) {
    write_whole(folder_ / "ca.cnf", kCaConfig);
    write_whole(folder_ / "index.txt", "");
    write_whole(folder_ / "crlnumber", "01\n");
    make_root("root", "Example Root");
    issue("tsa", "Example TSA", "root", kUsage, days);
  }

  static bool has_faketime() {
    if (run("faketime --version").status == 0) return true;
    MESSAGE("skipped: there is no faketime");
    return false;
  }

  // A new root, "NAME.pem".
  void make_root(const std::string& name, const std::string& title) const {
    at(begin_, "openssl req -x509 " + new_key(name) + " -subj '/CN=" + title +
                   "' -days 36500 -out " + name +
                   ".pem -addext keyUsage=critical,keyCertSign,cRLSign");
  }
  // A new certificate "NAME.pem" by the issuer, with these lines of extensions.
  void issue(const std::string& name, const std::string& title, const std::string& issuer,
             const std::string& extensions, int days = 3650,
             const std::string& key = "ec -pkeyopt ec_paramgen_curve:P-256") const {
    write_whole(folder_ / "extensions", extensions);
    at(begin_, "openssl req -new " + new_key(name, key) + " -subj '/CN=" + title + "' -out csr");
    at(begin_, "openssl x509 -req -in csr -CA " + issuer + ".pem -CAkey " + issuer +
                   ".key -set_serial " + std::to_string(next_serial_++) + " -days " +
                   std::to_string(days) + " -extfile extensions -out " + name + ".pem");
  }

  // The response to a request of this text, made at that time (empty: now).
  Bytes stamp(const std::string& text, const std::string& when = "", const std::string& by = "tsa",
              const std::string& digest = "sha256") const {
    write_whole(folder_ / "text", text);
    at("", "openssl ts -query -data text -" + digest + " -cert -out text.tsq");
    return reply(when, by);
  }
  Bytes answer(const Bytes& request, const std::string& when = "") const {
    write_whole(folder_ / "text.tsq", as_text(request));
    return reply(when, "tsa");
  }

  // A revocation list of the issuer, "crl.pem"; `entry` is its serial number, time as
  // YYMMDDHHMMSSZ and reason ("02", "210301000000Z", "superseded"), or an empty serial for none.
  std::string revocation_list(const std::string& serial, const std::string& time,
                              const std::string& reason, const std::string& when = "",
                              const std::string& issuer = "root") const {
    std::string line;
    if (!serial.empty()) {
      line = "R\t491231235959Z\t" + time + (reason.empty() ? "" : "," + reason) + "\t" + serial +
             "\tunknown\t/CN=any\n";
    }
    write_whole(folder_ / "index.txt", line);
    at(when, "openssl ca -gencrl -config ca.cnf -keyfile " + issuer + ".key -cert " + issuer +
                 ".pem -crldays 30 -out crl.pem");
    return read_whole(folder_ / "crl.pem");
  }

  std::string pem(const std::string& name = "root") const {
    return read_whole(folder_ / (name + ".pem"));
  }
  std::string operator/(std::string_view name) const { return folder_ / name; }
  // Runs in the authority's folder at that time.
  void at(const std::string& when, const std::string& command) const {
    const std::string fake = when.empty() ? "" : "faketime -f '" + when + "' ";
    run_well("cd " + (folder_ / ".") + " && TZ=UTC " + fake + command);
  }

  static constexpr const char* kUsage =
      "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n";
  static constexpr const char* kIntermediate =
      "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";

 private:
  static constexpr const char* kCaConfig =
      "[ca]\ndefault_ca = c\n[c]\ndatabase = index.txt\ncrlnumber = crlnumber\n"
      "default_md = sha256\n"
      "[tsa]\ndefault_tsa = t\n[t]\nserial = serial\nsigner_digest = sha256\n"
      "default_policy = 1.2.3.4\ndigests = sha256, sha384, sha512\nordering = no\n"
      "tsa_name = no\ness_cert_id_chain = no\ness_cert_id_alg = sha256\n";

  static std::string new_key(const std::string& name,
                             const std::string& kind = "ec -pkeyopt ec_paramgen_curve:P-256") {
    return "-newkey " + kind + " -nodes -keyout " + name + ".key";
  }
  Bytes reply(const std::string& when, const std::string& by) const {
    write_whole(folder_ / "serial", "01\n");
    at(when, "openssl ts -reply -config ca.cnf -section t -queryfile text.tsq -signer " + by +
                 ".pem -inkey " + by + ".key -out text.tsr");
    const std::string response = read_whole(folder_ / "text.tsr");
    return {response.begin(), response.end()};
  }

  TemporaryFolder folder_;
  std::string begin_;
  mutable int next_serial_ = 2;
};

}  // namespace dossier
