import type { LayersModel } from '@tensorflow/tfjs-layers';

type Layer = LayersModel['layers'][number];

/** All layers of a model, those of models inside it instead of these. */
export function innerLayers(layer: Layer): Layer[] {
  return 'layers' in layer ? (layer as LayersModel).layers.flatMap(innerLayers) : [layer];
}
