/** Under which licence RAVDESS may be used and how it is cited: for programs to show, and to keep beside the recordings. */
export const ravdessNotice = `The Ryerson Audio-Visual Database of Emotional Speech and Song (RAVDESS)
by Steven R. Livingstone and Frank A. Russo, https://zenodo.org/records/1188976

Licence: Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International (CC BY-NC-SA 4.0),
https://creativecommons.org/licenses/by-nc-sa/4.0/

Please cite: Livingstone SR, Russo FA (2018) The Ryerson Audio-Visual Database of Emotional Speech and Song (RAVDESS):
A dynamic, multimodal set of facial and vocal expressions in North American English. PLoS ONE 13(5): e0196391.
https://doi.org/10.1371/journal.pone.0196391
`;
