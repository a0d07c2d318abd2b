import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Whether a layer is relu and nothing else. */
export function isRelu(layer: LayersModel['layers'][number]): boolean {
  const { activation, maxValue } = layer.getConfig();
  const name = layer.getClassName();
  return (name === 'Activation' && activation === 'relu') || (name === 'ReLU' && maxValue == null);
}
