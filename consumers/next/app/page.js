'use client';

import { loadRecognizer } from '@aver/recognizer';
import { useEffect, useState } from 'react';

/** The three lines, in a page of Next.js. */
export default function Page() {
  const [answer, setAnswer] = useState();
  useEffect(() => {
    (async () => {
      const recognizer = await loadRecognizer();
      const file = await fetch('/voice.wav');
      setAnswer(await recognizer.recognizeBytes(new Uint8Array(await file.arrayBuffer())));
    })();
  }, []);
  return <pre id="answer">{answer && JSON.stringify(answer)}</pre>;
}
