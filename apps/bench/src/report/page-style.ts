/** The report's style: light and dark by the reader's setting, black on white on paper, one column on a phone. */
export const pageStyle = `
:root { color-scheme: light dark; --text: #1c1f24; --soft: #555d68; --ground: #fff; --line: #c9ced6; --shade: #f1f4f8; --link: #1d5a9e; }
@media (prefers-color-scheme: dark) { :root { --text: #e7e9ec; --soft: #a9b1bc; --ground: #15181c; --line: #444b55; --shade: #1e232a; --link: #8ab8ea; } }
@media print { :root { color-scheme: light; --text: #000; --soft: #333; --ground: #fff; --line: #999; --shade: #f1f1f1; --link: #000; } .skip, nav { display: none; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
header, main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 0; }
main { padding-bottom: 3rem; }
main:focus { outline: none; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; line-height: 1.25; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 2px solid var(--line); }
h3 { font-size: 1rem; line-height: 1.3; margin: 1.5rem 0 .25rem; }
p, ul { max-width: 46rem; }
a { color: var(--link); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .25rem .5rem; }
nav ol { margin: 0; padding-left: 1.2rem; columns: 18rem; }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
.caption { font-weight: 600; font-size: .92rem; margin: 1.25rem 0 .25rem; }
th, td { padding: .3rem .55rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; white-space: nowrap; }
thead th { background: var(--shade); vertical-align: bottom; }
.text { text-align: left; } .long { white-space: normal; min-width: 15rem; } th.long { min-width: 11rem; }
tbody th { font-weight: 600; }
.figures { display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: flex-start; }
figure { margin: .5rem 0 1rem; max-width: 100%; break-inside: avoid; }
figure svg, figure img { display: block; max-width: 100%; height: auto; }
figure img { width: 300px; image-rendering: pixelated; }
figcaption { font-size: .9rem; color: var(--soft); max-width: 24rem; margin-top: .25rem; }
code { font-size: .88em; overflow-wrap: anywhere; background: var(--shade); padding: .05em .25em; border-radius: 3px; }
tr, h2, h3 { break-inside: avoid; } h2, h3 { break-after: avoid; }
`;
