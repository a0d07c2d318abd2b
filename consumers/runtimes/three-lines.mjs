import { loadRecognizer } from '@aver/recognizer/node';

const recognizer = await loadRecognizer();
console.log(JSON.stringify(await recognizer.recognizeFile('voice.wav')));
