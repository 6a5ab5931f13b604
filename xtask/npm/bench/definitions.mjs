// What the dry runs run: a counting loop, and a Map over a mocked Task, the same work as the peer's.
const LOOPS = 3000;
const ITEMS = 1000;

const loop = (loops) => ({
  StartAt: 'Init',
  States: {
    Init: { Type: 'Pass', Result: { i: 0 }, Next: 'Inc' },
    Inc: { Type: 'Pass', Parameters: { 'i.$': 'States.MathAdd($.i, 1)' }, Next: 'More' },
    More: { Type: 'Choice', Choices: [{ Variable: '$.i', NumericLessThan: loops, Next: 'Inc' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  },
});

export const LOOP = loop(LOOPS);
export const loopTransitions = 2 * LOOPS + 2;

export const MAP = {
  StartAt: 'M',
  States: {
    M: {
      Type: 'Map',
      ItemsPath: '$.items',
      MaxConcurrency: 40,
      End: true,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'A',
        States: {
          A: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f', ResultPath: '$.r', Next: 'B' },
          B: { Type: 'Choice', Choices: [{ Variable: '$.v', NumericGreaterThan: ITEMS / 2, Next: 'C' }], Default: 'D' },
          C: { Type: 'Pass', End: true },
          D: { Type: 'Pass', End: true },
        },
      },
    },
  },
};
const mapInput = (length) => ({ items: Array.from({ length }, (_, v) => ({ v })) });
const mapMocks = (length, result) => ({ A: { [`0-${length - 1}`]: { Return: result } } });

export const MAP_INPUT = mapInput(ITEMS);
export const MAP_MOCKS = mapMocks(ITEMS, { ok: true });
export const MAP_STATES = 3 * ITEMS + 1;

// Runs by pairs, the second twice as long. The loop is as long as a Standard workflow can be; a Map of that size is one
// of an Express workflow, and its results have to be small.
export const GROWTH = [
  ...[3120, 6240].map((loops) => ({
    name: `counting loop, ${4 * loops + 6} events`,
    definition: loop(loops),
    request: { input: {}, unmocked: 'fail' },
  })),
  ...[5000, 10000].map((length) => ({
    name: `Map with a mocked Task, ${length} iterations`,
    definition: MAP,
    request: { input: mapInput(length), mocks: mapMocks(length, 1), unmocked: 'fail', workflowType: 'EXPRESS' },
  })),
];
