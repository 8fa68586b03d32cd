// SPDX-License-Identifier: Apache-2.0
#include "cli/report/style.h"

namespace dossier {

const Style kColours = R"css(
:root {
  color-scheme: light dark;
  --ground: #fdfcf9; --panel: #f5f3ec; --line: #d9d5c9;
  --ink: #1f1f1c; --quiet: #595750; --link: #1d4f7c;
  --good: #1c5b35; --doubt: #744700; --bad: #9b1c1c;
  --mark: #ffe9a3; --mark-ink: #1f1f1c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #17191b; --panel: #202326; --line: #3d4247;
    --ink: #e9e7e1; --quiet: #b1afa8; --link: #9cc4ee;
    --good: #93d5aa; --doubt: #efc378; --bad: #ffa59c;
    --mark: #5c4b10; --mark-ink: #fff7dc;
  }
}
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --panel: #ffffff; --line: #bdb9ae;
    --ink: #000000; --quiet: #44423c; --link: #000000;
    --good: #1c5b35; --doubt: #744700; --bad: #9b1c1c;
    --mark: #ffe9a3; --mark-ink: #000000;
  }
}
)css";

const Style kPageStyle = R"css(
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", "Noto Serif",
    Cambria, Georgia, serif;
}
.sheet { max-width: 52rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 2.3rem; font-weight: 600; margin: 0.2rem 0 1rem; letter-spacing: -0.01em; }
h2 { font-size: 1.5rem; font-weight: 600; margin: 0 0 1rem; }
h3 { font-size: 1.125rem; font-weight: 600; margin: 1.6rem 0 0.5rem; }
h4 { font-size: 0.8125rem; margin: 0; }
p, ul, ol, dl, figure, blockquote, pre { margin: 0 0 0.8rem; }
section { margin-top: 3.5rem; padding-top: 1.75rem; border-top: 1px solid var(--line); }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px;
}
.kind, .badge, .note, h4, th, dt, nav, summary, .verdict h3, .act, .ctl, .meaning {
  font-family: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Noto Sans", Arial, sans-serif;
}
.note { color: var(--quiet); font-size: 0.875rem; line-height: 1.5; }
.kind {
  color: var(--quiet); font-size: 0.8125rem; letter-spacing: 0.04em; margin: 0; font-weight: 600;
}
h4 { color: var(--quiet); font-weight: 600; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font-size: 0.82em; overflow-wrap: anywhere; }
pre {
  background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
  padding: 0.9rem 1rem; overflow-x: auto; font-size: 0.9375rem; line-height: 1.65;
}
pre.commands { white-space: pre-wrap; overflow-wrap: anywhere; }
pre.list code { overflow-wrap: normal; }
.lead { font-size: 1.1875rem; color: var(--quiet); max-width: 42rem; }
.prose, blockquote { white-space: pre-line; }

.badge {
  display: inline-block; font-size: 0.8125rem; font-weight: 600; line-height: 1.35;
  padding: 0.08rem 0.55rem; border: 1px solid currentColor; border-radius: 0.9rem; margin-inline-end: 0.15em;
}
.badge i { font-style: normal; }
.good { color: var(--good); } .doubt { color: var(--doubt); } .bad { color: var(--bad); }
.badge.quiet { color: var(--quiet); }
.ctl {
  font-size: 0.7em; color: var(--bad); border: 1px solid currentColor; border-radius: 3px;
  padding: 0 0.2em; margin: 0 0.1em; unicode-bidi: isolate; direction: ltr; display: inline-block;
}

.marking { border: 2px solid var(--ink); border-radius: 6px; padding: 0.7rem 1rem 0; margin: 1.5rem 0; }
.marking p { margin-bottom: 0.7rem; }
.tlp {
  background: #000000; padding: 0.15rem 0.55rem; letter-spacing: 0.03em; font-size: 0.9375rem;
  font-family: system-ui, Arial, sans-serif; print-color-adjust: exact;
}
.tlp.red { color: #ff2b2b; } .tlp.amber { color: #ffc000; }
.tlp.green { color: #33ff00; } .tlp.clear { color: #ffffff; }
.outcome { margin: 1.5rem 0; }
.outcome .badge { font-size: 1rem; padding: 0.2rem 0.9rem; margin-right: 0.35rem; }

.facts { display: grid; grid-template-columns: 11rem 1fr; gap: 0.35rem 1.25rem; }
.facts dt { color: var(--quiet); font-size: 0.875rem; padding-top: 0.12rem; }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.digest span { margin-right: 0.55em; display: inline-block; white-space: nowrap; }
.digest span:last-child { margin-right: 0; }

nav ol {
  list-style: none; padding: 0; margin: 2rem 0 0; font-size: 0.875rem;
  display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem;
}
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.15rem 0.3rem; }
.card + .card { margin-top: 0.8rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 0.9rem; }
.cards .card { margin: 0; font-size: 0.9375rem; line-height: 1.5; }
.verdict h3 { font-size: 0.8125rem; color: var(--quiet); margin: 0 0 0.5rem; }
.plain { list-style: none; padding: 0; }
.limits { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 1.25rem 1.4rem 0.6rem; margin-top: 1.5rem; }
.limits h2 { font-size: 1.125rem; margin-bottom: 0.6rem; }
.limits ul { padding-left: 1.15rem; } .limits li { margin-bottom: 0.35rem; }

summary { cursor: pointer; color: var(--quiet); font-size: 0.875rem; margin-bottom: 0.8rem; padding: 0.15rem 0; }
.findings { list-style: none; padding: 0; }
.finding { border-left: 3px solid var(--line); padding: 0 0 0.1rem 1rem; margin-bottom: 1.2rem; }
.finding p { margin-bottom: 0.25rem; }
.places li { margin-bottom: 0.45rem; overflow-wrap: anywhere; }

.claim { border-left: 3px solid var(--line); padding-left: 1.25rem; margin: 1.75rem 0; }
.claim .claim { margin: 0.6rem 0; }
.claim h3 { margin: 0.35rem 0 0.3rem; font-size: 1.1875rem; }
.claim-head { margin: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 0.7rem; align-items: baseline; }
.below { margin-top: 1.1rem; } .below p { margin-bottom: 0.3rem; }
.stance { display: grid; grid-template-columns: 7rem 1fr; gap: 0 1rem; margin: 0.55rem 0; }
.stance h4 { padding-top: 0.22rem; }
.stance ul { list-style: none; padding: 0; margin: 0; } .stance li { margin-bottom: 0.3rem; }
.review { margin-top: 0.8rem; grid-template-columns: 7rem 1fr; gap: 0.2rem 1rem; font-size: 0.9375rem; }
.review dt { font-size: 0.8125rem; font-weight: 600; }
.quoted::before { content: "\201C"; } .quoted::after { content: "\201D"; }
.notice { margin: 1.25rem 0; padding-left: 1.25rem; border-left: 3px solid var(--line); }
.notice p { margin-bottom: 0.35rem; }

.source-text { margin-top: 2rem; } .capture { margin: 1.2rem 0; }
.quote { margin: 1.4rem 0 2rem; }
.quote blockquote { margin: 0 0 0.6rem; padding: 0 0 0 1.25rem; border-left: 3px solid var(--line); color: var(--quiet); }
.quote blockquote[dir] { text-align: start; }
.quote figcaption { font-size: 0.9375rem; padding-left: 1.4rem; } .quote figcaption p { margin: 0.25rem 0 0; }
mark { background: var(--mark); color: var(--mark-ink); padding: 0.1em 0; box-decoration-break: clone; -webkit-box-decoration-break: clone; print-color-adjust: exact; }
mark.recorded { background: none; color: var(--ink); text-decoration: underline dotted; }
:target { outline: 3px solid var(--link); outline-offset: 4px; border-radius: 2px; }
mark:target { outline-offset: 2px; }
del { color: var(--bad); } ins { color: var(--good); }
del::before { content: "[\2212"; } del::after { content: "]"; }
ins::before { content: "[+"; } ins::after { content: "]"; }
.meaning { font-size: 0.75rem; font-weight: 600; color: var(--bad); }

.chain { margin: 1.5rem 0 2.2rem; }
.hops { list-style: none; padding: 0; display: flex; flex-wrap: wrap; align-items: stretch; row-gap: 1rem; }
.hop { display: flex; align-items: center; min-width: 0; }
.mouth { flex: none; border: 1.5px solid var(--ink); border-radius: 6px; background: var(--panel); padding: 0.5rem 0.8rem; max-width: 11rem; overflow-wrap: anywhere; line-height: 1.35; font-size: 0.9375rem; }
.link { display: grid; grid-template-rows: 1fr auto 1fr; align-self: stretch; width: 11rem; font-size: 0.875rem; line-height: 1.35; }
.act, .why { padding: 0 1rem 0 0.6rem; overflow-wrap: anywhere; }
.act { align-self: end; padding-bottom: 0.2rem; } .why { padding-top: 0.25rem; }
.link .note { font-size: 0.78rem; line-height: 1.35; }
.line-to { position: relative; border-top: 2px solid var(--ink); margin-right: 6px; }
.line-to::after { content: ""; position: absolute; right: -6px; top: -6px; border: 5px solid transparent; border-left: 7px solid var(--ink); border-right: 0; }
.missing .line-to { border-top: 2px dashed var(--bad); }
.missing .line-to::after { border-left-color: var(--bad); }

.scroll { overflow-x: auto; margin-bottom: 0.8rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.45; }
th { text-align: start; font-size: 0.8125rem; color: var(--quiet); font-weight: 600; }
th, td { padding: 0.45rem 0.9rem 0.45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td p { margin: 0.3rem 0 0; } .amount { white-space: nowrap; text-align: end; }
tbody tr:last-child td { border-bottom: 0; } .when { white-space: nowrap; font-variant-numeric: tabular-nums; }
.gap td { background: var(--panel); padding-left: 0.6rem; }

.wide { width: min(100vw - 2.5rem, 72rem); margin-left: calc((100% - min(100vw - 2.5rem, 72rem)) / 2); }
.bar { display: block; margin-top: 0.2rem; }
.bar .axis { stroke: var(--line); } .bar circle, .bar .span { fill: var(--link); }
.bar .vague { fill: none; stroke: var(--link); stroke-width: 1.5; stroke-dasharray: 3 2; }

footer { margin-top: 4rem; border-top: 1px solid var(--line); padding-top: 1rem; }

@media (max-width: 40rem) {
  body { font-size: 1rem; }
  .sheet { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.75rem; } section { margin-top: 2.5rem; }
  .facts, .stance, .review { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: 0.6rem; }
  .claim, .notice, .quote blockquote { padding-left: 0.9rem; } .quote figcaption { padding-left: 0; }
  .hops, .hop { flex-direction: column; align-items: stretch; row-gap: 0; }
  .mouth { max-width: none; }
  .timeline .line { display: none; } .timeline .when { white-space: normal; width: 7rem; }
  .link { display: block; position: relative; width: auto; padding: 0.6rem 0 0.8rem 0.4rem; margin-left: 1.2rem; border-left: 2px solid var(--ink); }
  .link.missing { border-left: 2px dashed var(--bad); }
  .act, .why { display: block; } .line-to { position: static; border: 0; margin: 0; }
  .missing .line-to { border: 0; }
  .line-to::after { right: auto; left: -6px; top: auto; bottom: 0; border: 5px solid transparent; border-top: 7px solid var(--ink); border-bottom: 0; }
  .missing .line-to::after { border-left-color: transparent; border-top-color: var(--bad); }
  .stack thead { display: none; } .stack tr { display: block; padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
  .stack td { display: inline; padding: 0 0.6rem 0 0; border: 0; }
  .stack td.full { display: block; padding: 0.15rem 0; } .stack .gap td { background: none; padding: 0; }
}
@page {
  size: A4; margin: 20mm 18mm 22mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 9pt system-ui, sans-serif; color: #44423c; }
}
@page landscape { size: A4 landscape; }
@page tall { size: A3; }
@media print {
  .landscape { page: landscape; } .wide { width: auto; margin: 0; }
  section:has(> .wide > .graph:not(.low)) { page: tall; }
  .graph { width: 100%; height: auto; max-height: 335mm; } .graph.low { max-height: 145mm; }
  html { font-size: 9.5pt; } body { font-size: 10pt; line-height: 1.45; }
  pre { font-size: 8.5pt; } pre.list { font-size: 7.5pt; line-height: 1.5; }
  .sheet { max-width: none; padding: 0; }
  nav { display: none; }
  h1 { font-size: 22pt; } h2 { font-size: 15pt; }
  h1, h2, h3, h4, summary, .claim-head, .chain > p:first-child, .introduces, h2 + .note, h3 + .note { break-after: avoid; }
  p, li, blockquote { orphans: 3; widows: 3; }
  section { margin-top: 9mm; padding-top: 5mm; }
  .card, .places li, figure, pre.commands, .notice, .hop, .marking, tr, .stance li { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  summary { list-style: none; } summary::-webkit-details-marker { display: none; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; } .scroll { overflow: visible; }
  a { text-decoration: none; }
  .cards { grid-template-columns: repeat(2, 1fr); }
}
)css";

}  // namespace dossier
