// How things are measured, the same for everybody.

export function median(times) {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
}

// The machine has good and bad minutes: both are measured in as many of them.
const ROUNDS = 5;

/** The medians, figure by figure, of two things that are measured in turns, each in fresh pages. */
export async function inTurns(one, other) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push([await one(), await other()]);
  return [0, 1].map((side) => {
    const names = Object.keys(rounds[0][side]);
    return Object.fromEntries(names.map((name) => [name, median(rounds.map((pair) => pair[side][name]))]));
  });
}

/** In the page: drags for 1.5 s by one step per frame, and counts the frames. */
export function pan({ on, events }) {
  return new Promise((done) => {
    const target = document.querySelector(on);
    const Kind = events === 'pointer' ? PointerEvent : MouseEvent;
    let x = 700;
    const send = (phase, to) => to.dispatchEvent(new Kind(`${events}${phase}`, {
      bubbles: true, cancelable: true, clientX: x, clientY: 450, button: 0, buttons: phase === 'up' ? 0 : 1,
      view: window, pointerId: 1, isPrimary: true, pointerType: 'mouse',
    }));
    // A library listens for moves on the window, ours on what was pressed; events on the target reach both.
    const moves = events === 'pointer' ? target : window;
    let [frames, worstFrame] = [0, 0];
    const start = performance.now();
    let last = start;
    const step = () => {
      const now = performance.now();
      worstFrame = Math.max(worstFrame, now - last);
      last = now;
      frames++;
      x += 3;
      send('move', moves);
      if (now - start < 1500) return requestAnimationFrame(step);
      send('up', moves);
      done({ framesPerSecond: frames / ((now - start) / 1000), worstFrame });
    };
    send('down', target);
    requestAnimationFrame(step);
  });
}
