using Bolt.EndToEnd.Tests;
using Bolt.EndToEnd.Tests.Behavior;
using Bolt.EndToEnd.Tests.Templates;
using Xunit.Sdk;
using Xunit.v3;

// Two at a time: most of a test is other processes, and a publish is on one core for half of its time. What several need is made by Package, before any of them goes on.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
[assembly: TestCollectionOrderer<LongestFirst>]

namespace Bolt.EndToEnd.Tests;

/// <summary>What takes long begins first, so that no core is idle at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        SessionsCollection.Name, nameof(TemplateTests), nameof(AddOnPackageTests), nameof(QuickStartTests), nameof(SessionsAndPagesTests), BehaviorCollection.Name, nameof(SurfaceFileTests), nameof(SurfaceSwitchTests), nameof(TourTests),
        nameof(PackagedFixTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Place)];

    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Longest, n => collection.TestCollectionDisplayName.Contains(n, StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
