// The three lines, in a page.
import { loadRecognizer } from '@aver/recognizer';

const recognizer = await loadRecognizer();
const file = await fetch('voice.wav');
window.answer = await recognizer.recognizeBytes(new Uint8Array(await file.arrayBuffer()));
