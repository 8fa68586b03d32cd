#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the case folder of the sample from source/, by the documented commands alone.
# Usage: build.sh DOSSIER CASE, the program and the new folder. Same program, same bytes.
set -eu

program=$1
case=$2
source=$(cd "$(dirname "$0")/source" && pwd)

export DOSSIER_TEST_SEED=letters-claim
XDG_CONFIG_HOME=/nonexistent
export XDG_CONFIG_HOME

# A day and a time of the story, as seconds since 1970.
at() {
  SOURCE_DATE_EPOCH=$1
  export SOURCE_DATE_EPOCH
  shift
  "$program" "$@"
}
opened=1772182800   # 2026-02-27T09:00:00Z
captured=1772183700 # 2026-02-27T09:15:00Z
reviewed=1772383200 # 2026-03-01T16:40:00Z

at $opened init "$case" \
  --title "Does Corve still write to Reth?" \
  --description "A newspaper reports what a book that is not out yet says about Ilan Corve." \
  --purpose "To keep apart what was said and whether it is so." \
  --limitations "Neither the book nor the interview is in this dossier." \
  --profile newsroom --language en \
  --author "Alice Berg" --author-id agt-berg \
  --id urn:uuid:6f1c7e0a-2b64-4c39-9a51-0d5e8c6b3a17

at $opened source "Meridian Dispatch" -C "$case" --id src-dispatch --kind publication \
  --url https://meridian-dispatch.example/ --independence-group dispatch --relation tertiary

at $captured add "$source/article.html" -C "$case" --id art-letters --id cap-dispatch \
  --title "Memoir says ex-premier tells friends he still writes to rival leader" \
  --publisher src-dispatch --byline "Jon Halvard" --kind news-article --language en \
  --url https://meridian-dispatch.example/world/corve-reth-letters --published 2026-02-26 \
  --captured-at 2026-02-27T09:10:00Z --method single-file --clock ntp --vantage DE,direct \
  --completeness "complete: the whole page in one file, without its pictures" \
  --alteration "Pictures and style sheets of other hosts are not in the file." \
  --region 706:741=boilerplate \
  --reason "the article that the memo is about"

at $captured add "$source/article.txt" -C "$case" --article art-letters --id cap-dispatch-text \
  --url https://meridian-dispatch.example/world/corve-reth-letters \
  --captured-at 2026-02-27T09:12:00Z --method text-only --clock ntp --vantage DE,direct \
  --completeness "excerpt: the article without its page frame" \
  --alteration "Only the text was kept, without marks of emphasis and links." \
  --region 477:512=boilerplate --region 1332:1376=related \
  --reason "the same article as plain text"

at $reviewed memo "$source/memo.md" -C "$case"

at $reviewed marking tlp-2.0 clear -C "$case"
at $reviewed marking rights "own work of the makers of this sample" -C "$case" \
  --payload full --basis own-work --id rights
