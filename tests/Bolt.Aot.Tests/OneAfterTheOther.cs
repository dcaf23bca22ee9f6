// Packing and publishing build the same projects.
[assembly: Xunit.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
