import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/**
 * Draws a Vega-Lite specification as SVG text; the same specification gives the same text. Without roles and labels
 * inside: the page gives the whole drawing one description.
 */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  // Names of clip paths and gradients count up over the life of the process unless set back.
  vega.resetSVGDefIds();
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: 'none', logLevel: vega.Error });
  try {
    return (await view.toSVG()).replaceAll(/ (role|aria-roledescription|aria-hidden)="[^"]*"/g, '');
  } finally {
    view.finalize();
  }
}
