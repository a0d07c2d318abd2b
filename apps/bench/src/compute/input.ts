export type { ModelInput as Input, ModelInputSpec as InputSpec } from '@aver/spectrogram';
