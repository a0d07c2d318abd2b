import { featureNames, type ModelInputSpec } from '@aver/spectrogram';
import { spectrogramCnnRecipe } from '../enhanced/spectrogram-cnn.js';
import { voiceNetworkRecipe } from '../enhanced/voice-network.js';

/** Inputs that an experiment may call by name: all features, the pictures of Table 3's CNN-2D, our own CNN-2D's, the voice network's. */
export const namedInputs: Record<string, ModelInputSpec> = {
  features: { kind: 'features', groups: Object.keys(featureNames) as Array<keyof typeof featureNames> },
  spek: { kind: 'picture', style: 'spek', size: 150 },
  gray: { kind: 'picture', style: 'gray', size: 150 },
  logMel: spectrogramCnnRecipe.input,
  voice: voiceNetworkRecipe.input,
};
