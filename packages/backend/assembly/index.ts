export { convolution } from './convolution';
export { countNonZero } from './count-non-zero';
export { filterGradient, filterGradientOfPatches } from './filter-gradient';
export { inputGradient } from './input-gradient';
export { maxPoolGradient } from './max-pool-gradient';
export { moveSums } from './move-sums';
export { cropImage, padImage } from './pad';
export { sumRows } from './sum-rows';
export { transpose } from './transpose';
