/** The report's style: light and dark by the reader's setting, black on white on paper, one column on a phone. */
export const pageStyle = `
:root { color-scheme: light dark; --text: #1c1f24; --soft: #555d68; --ground: #fff; --line: #c9ced6; --shade: #f1f4f8; --link: #1d5a9e; }
@media (prefers-color-scheme: dark) { :root { --text: #e7e9ec; --soft: #a9b1bc; --ground: #15181c; --line: #444b55; --shade: #1e232a; --link: #8ab8ea; } }
@media print { :root { color-scheme: light; --text: #000; --soft: #333; --ground: #fff; --line: #999; --shade: #f1f1f1; --link: #000; } .skip, nav, audio { display: none; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
header, main { max-width: 76rem; margin: 0 auto; padding: 1.25rem 1rem 0; }
main { padding-top: .25rem; padding-bottom: 3rem; }
main:focus { outline: none; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; line-height: 1.25; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 2px solid var(--line); }
h3 { font-size: 1rem; line-height: 1.3; margin: 1.5rem 0 .25rem; }
section:first-child > h2 { margin-top: .75rem; }
p, ul { max-width: 60rem; }
.when { margin: 0 0 .75rem; color: var(--soft); font-size: .92rem; }
.lead { font-size: 1.15rem; line-height: 1.4; }
a { color: var(--link); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .25rem .5rem; }
nav ol { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; font-size: .92rem; }
.table { display: inline-block; vertical-align: top; max-width: 100%; margin: 0 2.5rem 1rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
.caption { font-weight: 600; font-size: .92rem; margin: .75rem 0 .25rem; }
th, td { padding: .3rem .55rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; white-space: nowrap; }
thead th { background: var(--shade); vertical-align: bottom; white-space: normal; }
.text { text-align: left; } .long { white-space: normal; min-width: 12rem; } th.long { min-width: 11rem; }
tbody th { font-weight: 600; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15.5rem), 1fr)); gap: 0 1.5rem; align-items: start; }
figure { margin: .5rem 0 1rem; break-inside: avoid; }
figure svg, figure img { display: block; width: 100%; max-width: 36rem; height: auto; }
figure svg[data-for] { max-width: 100%; } svg[data-for=narrow] { display: none; }
figure img { image-rendering: pixelated; }
summary { font-weight: 600; cursor: pointer; padding: .35rem 0; }
audio { display: block; width: 100%; max-width: 36rem; margin-top: .35rem; }
figcaption { font-size: .9rem; color: var(--soft); margin-top: .25rem; max-width: 60rem; }
code { font-size: .88em; overflow-wrap: anywhere; background: var(--shade); padding: .05em .25em; border-radius: 3px; }
tr, h2, h3 { break-inside: avoid; } h2, h3 { break-after: avoid; }
/* Only a phone folds; elsewhere all of it stands there, as on paper. */
@supports selector(details::details-content) { @media print, (min-width: 48.01rem) {
  details::details-content { content-visibility: visible; block-size: auto; } summary { display: none; }
} }
@media screen and (max-width: 48rem) {
  .table { display: block; margin-right: 0; }
  figure svg[data-for=wide] { display: none; } figure svg[data-for=narrow] { display: block; }
  table:not(.wide) { font-size: .85rem; } table:not(.wide) :is(th, td) { padding: .25rem .35rem; white-space: normal; min-width: 0; }
  .wide, .wide tbody { display: block; } .wide thead { display: none; }
  .wide tr { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .15rem .5rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .wide :is(th, td) { border: 0; padding: 0; text-align: left; white-space: normal; overflow-wrap: anywhere; min-width: 0; }
  .wide td.words { grid-column: span 2; } .wide th, .wide td.long { grid-column: 1 / -1; }
  .wide td::before { content: attr(data-label); display: block; font-size: .75rem; line-height: 1.2; color: var(--soft); }
}
`;
