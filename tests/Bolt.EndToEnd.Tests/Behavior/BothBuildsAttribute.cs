using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>The test runs against the server built for the JIT and against the same server published natively: what it expects holds for both, or it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothBuildsAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<Build>(Build.Jit), new TheoryDataRow<Build>(Build.Native)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
