// SPDX-License-Identifier: Apache-2.0
#include "manifests/bagit/tag_file.h"

#include <string>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

const std::string kId = "urn:uuid:0f6c3c1e-93a5-4f0b-8f6e-2f1f4f0a7b11";
const std::string kDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

std::string bag_info(const std::string& revision) {
  return "External-Identifier: " + kId +
         "\nBagging-Date: 2026-02-28\nDossier-Format: 1\nDossier-Revision: " + revision +
         "\nDossier-Profile: newsroom\n";
}

const std::string kFirst = bag_info("1");
const std::string kSecond = bag_info("2") + "Dossier-Previous: sha256:" + kDigest + "\n";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

// "code pointer" of the finding, empty when there is none.
std::string fault_of(const std::string& text) {
  const auto parsed = parse_bag_info(as_bytes(text));
  const auto* finding = std::get_if<Finding>(&parsed);
  if (!finding) {
    CHECK(write_bag_info(std::get<BagInfo>(parsed)) == text);
    return "";
  }
  CHECK(finding->where == "bag-info.txt");
  CHECK(finding->severity == Severity::kError);
  return std::string(finding->code) + " " + finding->pointer;
}

}  // namespace

TEST_CASE("bagit.txt has exactly the bytes of BagIt 1.0 in UTF-8") {
  const std::string good = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
  CHECK_FALSE(check_bag_declaration(as_bytes(good)));
  for (const std::string& bad :
       {std::string(), good.substr(0, good.size() - 1), good + "\n", "\xEF\xBB\xBF" + good,
        replaced(good, "1.0", "0.97"), replaced(good, "UTF-8", "utf-8"),
        replaced(good, "\n", "\r\n"), replaced(good, "Version:", "Version :")}) {
    CAPTURE(bad);
    const std::optional<Finding> finding = check_bag_declaration(as_bytes(bad));
    REQUIRE(finding);
    CHECK(finding->code == "bag.declaration");
    CHECK(finding->where == "bagit.txt");
  }
}

TEST_CASE("bag-info.txt is read into its values and written back") {
  CHECK(fault_of(kFirst) == "");
  const auto first = std::get<BagInfo>(parse_bag_info(as_bytes(kFirst)));
  CHECK(first.external_identifier == kId);
  CHECK(first.bagging_date == "2026-02-28");
  CHECK(first.revision == 1);
  CHECK(first.profile == Profile::kNewsroom);
  CHECK_FALSE(first.previous);
  CHECK(fault_of(kSecond) == "");
  const auto second = std::get<BagInfo>(parse_bag_info(as_bytes(kSecond)));
  CHECK(second.revision == 2);
  CHECK(second.previous == Sha256::parse(kDigest));
  CHECK(fault_of(replaced(kSecond, "Revision: 2", "Revision: 9007199254740991")) == "");
  CHECK(fault_of(replaced(kFirst, "newsroom", "open")) == "");
  CHECK(fault_of(replaced(kFirst, "newsroom", "legal")) == "");
}

TEST_CASE("each line of bag-info.txt has one form") {
  CHECK(fault_of("") == "bag.info line 1");
  CHECK(fault_of(replaced(kFirst, kId, "urn:uuid:1")) == "bag.info line 1");
  CHECK(fault_of(replaced(kFirst, "External", "external")) == "bag.info line 1");
  CHECK(fault_of(replaced(kFirst, ": urn", ":  urn")) == "bag.info line 1");
  CHECK(fault_of(replaced(kFirst, "02-28", "02-30")) == "bag.info line 2");
  CHECK(fault_of(replaced(kFirst, "02-28", "2-28")) == "bag.info line 2");
  CHECK(fault_of(replaced(kFirst, "02-28\n", "02-28\r\n")) == "bag.info line 2");
  CHECK(fault_of(replaced(kFirst, "Format: 1", "Format: 01")) == "bag.info line 3");
  CHECK(fault_of(replaced(kFirst, "Format: 1", "Format: x")) == "bag.info line 3");
  for (const char* bad : {"0", "01", "-1", "+1", "1 ", "", "9007199254740992",
                          "99999999999999999999999", "0x1", "1.0"}) {
    CAPTURE(bad);
    CHECK(fault_of(replaced(kSecond, "Revision: 2", std::string("Revision: ") + bad)) ==
          "bag.info line 4");
  }
  CHECK(fault_of(replaced(kFirst, "newsroom", "Newsroom")) == "bag.info line 5");
  CHECK(fault_of(replaced(kFirst, "newsroom\n", "newsroom")) == "bag.info line 5");
  CHECK(fault_of(replaced(kSecond, "sha256:e", "sha256:E")) == "bag.info line 6");
  CHECK(fault_of(replaced(kSecond, "sha256:", "sha512:")) == "bag.info line 6");
}

TEST_CASE("bag-info.txt has its lines in one order, each once, and no others") {
  CHECK(fault_of("Bagging-Date: 2026-02-28\n" +
                 replaced(kFirst, "Bagging-Date: 2026-02-28\n", "")) == "bag.info line 1");
  CHECK(fault_of(replaced(kFirst, "Dossier-Format: 1\n", "")) == "bag.info line 3");
  CHECK(fault_of(kFirst + "Dossier-Profile: newsroom\n") == "bag.info ");
  CHECK(fault_of(kFirst + "\n") == "bag.info ");
  CHECK(fault_of(replaced(kFirst, "Dossier-Format", "Payload-Oxum: 1.1\nDossier-Format")) ==
        "bag.info line 3");
}

TEST_CASE("exactly the revisions after the first name the former one") {
  CHECK(fault_of(kFirst + "Dossier-Previous: sha256:" + kDigest + "\n") == "bag.info ");
  CHECK(fault_of(replaced(kFirst, "Revision: 1", "Revision: 2")) == "bag.info line 6");
}

TEST_CASE("a format that this program does not know is named, whatever else it brings") {
  CHECK(fault_of(replaced(kFirst, "Format: 1", "Format: 2")) == "bag.format-unknown ");
  CHECK(fault_of("Something-New: x\nDossier-Format: 17\n") == "bag.format-unknown ");
}

TEST_CASE("a dossier's id is a lower-case urn:uuid") {
  CHECK(is_dossier_id(kId));
  for (const std::string& bad :
       {std::string(), kId + "0", kId.substr(0, kId.size() - 1), kId.substr(9),
        replaced(kId, "0f6c", "0F6C"), replaced(kId, "-", "0"), replaced(kId, "urn", "URN"),
        replaced(kId, "0f6c", "0g6c"), replaced(kId, "0f6c", "-f6c")}) {
    CAPTURE(bad);
    CHECK_FALSE(is_dossier_id(bad));
  }
}
