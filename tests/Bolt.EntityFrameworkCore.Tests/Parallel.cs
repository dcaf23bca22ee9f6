// These tests wait for databases most of the time, so that more of them at once than there are cores end sooner.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
