[assembly: AssemblyFixture(typeof(Bolt.Analyzers.Tests.Corpus))]

namespace Bolt.Analyzers.Tests;

/// <summary>Every seeded fault is found, where it is and as what it is; nothing is said about clean routes.</summary>
public class CorpusTests(Corpus corpus)
{
    [Fact]
    public void Corpus_CompilesAndIsLargeEnough()
    {
        Assert.Empty(corpus.Faults.Concat(corpus.Clean).SelectMany(static f => f.CompilerErrors));
        Assert.True(corpus.Faults.Sum(static f => f.Expected.Count) >= 150);

        // The same routes under other names would prove nothing twice.
        var routes = corpus.Clean.SelectMany(static f => f.Routes).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        Assert.True(routes >= 300, $"{routes} clean routes");
        Assert.All(Catalog.Rules, r => Assert.Contains(corpus.Faults, f => f.Expected.Any(e => e.Id == r.Id)));
    }

    /// <summary>A rule that knows one way of writing only would be found out.</summary>
    [Fact]
    public void EveryWayOfWriting_IsSeededAndClean()
    {
        Assert.All(Writing.All, k => Assert.True(corpus.Faults.Sum(f => f.Expected.Count(e => f.IsWritten(k, e.Id, e.Line))) >= 5, k));
        Assert.All(Writing.All.Where(static k => k != Writing.SurfaceLine), k => Assert.True(corpus.Clean.Sum(f => f.Writing.Values.Count(w => w.Contains(k))) >= 5, k));
        Assert.All(corpus.Faults.SelectMany(static f => f.Expected.Select(e => (File: f, e.Id, e.Line))), static e => Assert.True(Writing.All.Any(k => e.File.IsWritten(k, e.Id, e.Line)), $"{e.File.Name} line {e.Line + 1}"));
    }

    [Fact]
    public void Faults_AreFound() => Assert.Empty(
        corpus.Faults.SelectMany(static f => f.Expected.Where(e => !f.Reported.Any(r => r.Id == e.Id && r.Line == e.Line)).Select(e => $"{f.Name} line {e.Line + 1}: {e.Id} is missing")));

    [Fact]
    public void Faults_AreTheOnlyThingReported() => Assert.Empty(
        corpus.Faults.SelectMany(static f => f.Reported.Where(r => !f.Expected.Contains((r.Id, r.Line))).Select(r => $"{f.Name} line {r.Line + 1}: {r.Id} {r.Message}")));

    [Fact]
    public void CleanRoutes_AreNotReported() => Assert.Empty(
        corpus.Clean.Concat(corpus.Samples).SelectMany(static f => f.Reported.Select(r => $"{f.Name} line {r.Line + 1}: {r.Id} {r.Message}")));
}
