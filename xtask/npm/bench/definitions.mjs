// What the dry runs run: a counting loop, and a Map over a mocked Task, the same work as the peer's.
const LOOPS = 3000;
const ITEMS = 1000;

export const LOOP = {
  StartAt: 'Init',
  States: {
    Init: { Type: 'Pass', Result: { i: 0 }, Next: 'Inc' },
    Inc: { Type: 'Pass', Parameters: { 'i.$': 'States.MathAdd($.i, 1)' }, Next: 'More' },
    More: { Type: 'Choice', Choices: [{ Variable: '$.i', NumericLessThan: LOOPS, Next: 'Inc' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  },
};
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
export const MAP_INPUT = { items: Array.from({ length: ITEMS }, (_, v) => ({ v })) };
export const MAP_STATES = 3 * ITEMS + 1;
