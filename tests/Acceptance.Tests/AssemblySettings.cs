using Xunit.Sdk;
using Xunit.v3;

// Processes that share two cores with others say little about what they do alone.
[assembly: Parallelization(Mode = ParallelMode.None)]
