#!/bin/sh
# Makes the sounds of this folder: 1.5 s of a tone of 300 Hz that swells and fades, in what browsers decode.
# ffmpeg 5.1: sh make-sounds.sh
cd "$(dirname "$0")" || exit 1
make() {
  ffmpeg -y -loglevel error -f lavfi -i 'sine=f=300:r=48000:d=1.5,tremolo=f=3,afade=d=0.2' -bitexact -map_metadata -1 "$@"
}
make -b:a 32k tone.mp3
make -c:a libopus -b:a 24k tone.ogg
make -c:a aac -b:a 32k tone.m4a
make -c:a libopus -b:a 24k tone.webm
make -ar 16000 tone.flac
