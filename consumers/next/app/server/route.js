import { loadRecognizer } from '@aver/recognizer/node';

/** The three lines, on the server. */
export async function GET() {
  const recognizer = await loadRecognizer();
  return Response.json(await recognizer.recognizeFile('voice.wav'));
}
